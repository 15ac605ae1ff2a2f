import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { runChecks } from './architecture/check.ts'
import { ensureChromium } from './support/chromium.ts'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const tally: Tally = { passed: 0, failed: 0, skipped: 0 }

function count(name: string, ok: boolean): void {
  if (ok) tally.passed += 1
  else {
    tally.failed += 1
    console.log(`FAIL ${name}`)
  }
}

function script(path: string, ...parameters: string[]): boolean {
  return spawnSync(process.execPath, [path, ...parameters], { stdio: 'inherit' }).status === 0
}

/** Adds a runner's own counts; a runner that died without a report counts as one failure. */
function addReport(name: string, ok: boolean, read: () => Tally): void {
  try {
    const report = read()
    tally.passed += report.passed
    tally.failed += report.failed
    tally.skipped += report.skipped
    if (!ok && report.failed === 0) count(name, false)
  } catch (error) {
    console.log(`${name} left no report: ${String(error)}`)
    count(name, false)
  }
}

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

mkdirSync('.cache', { recursive: true })
rmSync('.cache/vitest.json', { force: true })
rmSync('.cache/playwright.json', { force: true })

for (const outcome of await runChecks()) count(outcome.name, outcome.ok)
ensureChromium()
count('build', script('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'))

const units = script('node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--reporter=dot', '--reporter=json', '--outputFile.json=.cache/vitest.json')
addReport('unit tests', units, () => {
  const report = json('.cache/vitest.json')
  const { numPassedTests, numFailedTests, numPendingTests } = report
  return { passed: Number(numPassedTests), failed: Number(numFailedTests), skipped: Number(numPendingTests) }
})

process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = resolve('.cache/playwright.json')
const pages = script('node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/playwright.config.ts', '--reporter=line,json')
addReport('end-to-end tests', pages, () => {
  const stats = json('.cache/playwright.json')['stats'] as { expected: number; unexpected: number; flaky: number; skipped: number }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
})

if (tally.skipped > 0) console.log(`${tally.skipped} skipped: each skipped test says why in its name`)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1
