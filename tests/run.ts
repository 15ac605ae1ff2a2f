import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { runChecks } from './architecture/check.ts'
import { ensureChromium } from './support/chromium.ts'

interface Report {
  readonly passed: number
  readonly skipped: number
  /** Names of what failed. */
  readonly failed: readonly string[]
}

const tally = { passed: 0, skipped: 0 }
/** Said once more at the end, where it is looked for. */
const failures: string[] = []

function count(name: string, ok: boolean): void {
  if (ok) tally.passed += 1
  else failures.push(name)
}

function script(path: string, ...parameters: string[]): boolean {
  return spawnSync(process.execPath, [path, ...parameters], { stdio: 'inherit' }).status === 0
}

/** Adds a runner's own counts; a runner that died, or failed outside of its tests, counts as one failure. */
function addReport(name: string, ok: boolean, read: () => Report): void {
  try {
    const report = read()
    tally.passed += report.passed
    tally.skipped += report.skipped
    failures.push(...report.failed)
    if (!ok && report.failed.length === 0) count(`${name}: no test failed, and yet the runner did; what it printed says why`, false)
  } catch (error) {
    count(`${name} left no report: ${String(error)}`, false)
  }
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Suites nest; a test of the pages is named by its project, file and place. */
function failedSpecs(suites: readonly Suite[]): string[] {
  return suites.flatMap(({ specs, suites: inner }) => [
    ...specs.flatMap(({ tests, file, line, title }) => tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').map(({ projectName }) => `[${projectName}] ${file}:${line} ${title}`)),
    ...failedSpecs(inner ?? []),
  ])
}

interface Suite {
  readonly specs: readonly { readonly title: string; readonly file: string; readonly line: number; readonly tests: readonly { readonly projectName: string; readonly status: string }[] }[]
  readonly suites?: readonly Suite[]
}

mkdirSync('.cache', { recursive: true })
rmSync('.cache/vitest.json', { force: true })
rmSync('.cache/playwright.json', { force: true })

for (const outcome of await runChecks()) count(outcome.name, outcome.ok)
ensureChromium()
count('build', script('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'))

const units = script('node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--reporter=dot', '--reporter=json', '--outputFile.json=.cache/vitest.json')
addReport('unit tests', units, () => {
  const { numPassedTests, numPendingTests, testResults } = json('.cache/vitest.json') as {
    numPassedTests: number
    numPendingTests: number
    testResults: readonly { name: string; status: string; assertionResults: readonly { status: string; fullName: string }[] }[]
  }
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${relative('.', name)} ${fullName}`)
    return status === 'failed' && tests.length === 0 ? [`${relative('.', name)} as a whole`] : tests
  })
  return { passed: numPassedTests, skipped: numPendingTests, failed }
})

process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = resolve('.cache/playwright.json')
const pages = script('node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/playwright.config.ts', '--reporter=line,json')
addReport('end-to-end tests', pages, () => {
  const { stats, suites } = json('.cache/playwright.json') as { stats: { expected: number; skipped: number }; suites: readonly Suite[] }
  return { passed: stats.expected, skipped: stats.skipped, failed: failedSpecs(suites) }
})

if (tally.skipped > 0) console.log(`${tally.skipped} skipped: each skipped test says why in its name`)
for (const failure of failures) console.log(`FAIL ${failure}`)
console.log(`${tally.passed} passed, ${failures.length} failed`)
process.exitCode = failures.length === 0 ? 0 : 1
