import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cruise } from 'dependency-cruiser'
import type { ICruiseOptions, IConfiguration, ICruiseResult } from 'dependency-cruiser'
import { sourceFiles } from './source-files.ts'

const load = createRequire(import.meta.url)

/** Checks the allow-list of layers, and that the checker saw every source file, since one that sees nothing reports green. */
export async function checkLayers(): Promise<boolean> {
  const { options, ...ruleSet } = load('../../.dependency-cruiser.cjs') as IConfiguration
  const settings: ICruiseOptions = { ...options, ruleSet, validate: true, outputType: 'json' }
  const { output } = await cruise(['src-shared', 'src-main', 'src-renderer', 'electron.vite.config.ts'], settings)
  const result = (typeof output === 'string' ? JSON.parse(output) : output) as ICruiseResult
  const errors = result.summary.violations.filter((violation) => violation.rule.severity === 'error')
  for (const { from, to, rule } of errors) console.log(`${rule.name}: ${from} → ${to}`)
  const seen = new Set(result.modules.map((module) => module.source))
  const unseen = sourceFiles('src-*/**/*.ts', 'src-*/**/*.tsx').filter((file) => existsSync(file) && !seen.has(file))
  for (const file of unseen) console.log(`not seen by the layer check: ${file}`)
  return errors.length === 0 && unseen.length === 0
}
