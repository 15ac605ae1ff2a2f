import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface RunningHost {
  /** Address with the token of this launch. */
  readonly address: string
  close(): Promise<void>
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>
}

/** Starts the node host on a workspace file without opening a window. */
export async function startNodeHost(workspaceFile: string, ...parameters: string[]): Promise<RunningHost> {
  const child = spawn(process.execPath, ['src-main/hosts/node/index.ts', '--workspace', workspaceFile, '--no-open', '--json', ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const exited = once(child, 'exit')
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), exited.then(([code]) => Promise.reject(new Error(`The node host ended with ${String(code)}`)))])
  const { address } = JSON.parse(first) as { address: string }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await exited
  }
  return { address, close: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
