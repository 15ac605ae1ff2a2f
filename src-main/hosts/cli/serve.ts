import { spawn } from 'node:child_process'
import type { OptionSpecs } from './command.ts'

export const serveHelp = {
  name: 'serve',
  usage: 'serve [--open] [--sample]',
  summary: 'Serve the window\'s pages on this machine and print the address; Ctrl+C ends.',
  options: { open: { type: 'boolean' }, sample: { type: 'boolean' } } satisfies OptionSpecs,
  optionLines: ['--open     open a window instead of printing the address', '--sample   fill an empty workspace with the sample company'],
} as const

/** Runs the node host as a process of its own and ends with its exit code; hosts know nothing of one another. */
export function runNodeHost(nodeHost: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nodeHost, ...args], { stdio: 'inherit' })
    const pass = (): void => void child.kill('SIGTERM')
    process.on('SIGTERM', pass)
    // Ctrl+C reaches the whole group of processes; this one only waits.
    process.on('SIGINT', () => undefined)
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 130))
  })
}
