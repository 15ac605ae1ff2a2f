import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { sourceFiles } from './source-files.ts'

const longest = 400
const topLevel = new Set(['package.json', 'package-lock.json', 'tsconfig.json', 'electron.vite.config.ts', 'src-main', 'src-renderer', 'src-shared', 'resources', 'tests', 'README.md', 'LICENSE', 'CHANGELOG.md', 'node_modules', 'out', 'dist'])
const forbidden: readonly [RegExp, string][] = [
  [/@ts-(?:ignore|nocheck|expect-error)/u, 'switches types off'],
  [/\bas any\b|: any\b|as unknown as/u, 'switches types off'],
  [/catch *(?:\([^)]*\))? *\{ *\}/u, 'swallows an error'],
  [/^import .*'\.\.\/\.\.\//mu, 'climbs two folders; use #shared, #main or #renderer'],
]

/** File length, names, forbidden words, and what may stand at the top level. */
export function checkFiles(): boolean {
  const problems: string[] = []
  for (const entry of readdirSync('.')) if (!entry.startsWith('.') && !topLevel.has(entry)) problems.push(`${entry}: does not belong at the top level`)
  for (const file of sourceFiles('src-*/**/*.ts', 'src-*/**/*.tsx').filter((path) => existsSync(path))) {
    const text = readFileSync(file, 'utf8')
    const lines = text.split('\n').length
    if (lines > longest) problems.push(`${file}: ${lines} lines, more than ${longest}`)
    if (!/^[a-z0-9.-]+\.(?:worker\.)?tsx?$/u.test(file.slice(file.lastIndexOf('/') + 1))) problems.push(`${file}: the name is not kebab-case`)
    for (const [pattern, why] of forbidden) if (pattern.test(text)) problems.push(`${file}: ${why} (${pattern.exec(text)?.[0] ?? ''})`)
  }
  for (const problem of problems) console.log(problem)
  return problems.length === 0
}
