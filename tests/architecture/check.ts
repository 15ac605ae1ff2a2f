import { spawnSync } from 'node:child_process'
import { checkFiles } from './files.ts'
import { checkLayers } from './layers.ts'

interface Outcome {
  readonly name: string
  readonly ok: boolean
  readonly seconds: number
}

function tool(script: string, ...parameters: string[]): boolean {
  return spawnSync(process.execPath, [script, ...parameters], { stdio: 'inherit' }).status === 0
}

const checks: readonly [string, () => boolean | Promise<boolean>][] = [
  ['types', () => tool('node_modules/typescript/bin/tsc', '-b')],
  ['lint', () => tool('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--quiet')],
  ['layers', checkLayers],
  ['unused code', () => tool('node_modules/knip/bin/knip.js', '--no-progress')],
  ['files', checkFiles],
]

/** Runs every static check and says which held; all run, even after one has failed. */
export async function runChecks(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [name, check] of checks) {
    const start = performance.now()
    const ok = await check()
    const seconds = (performance.now() - start) / 1000
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`)
    outcomes.push({ name, ok, seconds })
  }
  return outcomes
}

if (import.meta.main) {
  const outcomes = await runChecks()
  process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1
}
