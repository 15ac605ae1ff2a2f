import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const readme = readFileSync('README.md', 'utf8')
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts
const folder = temporaryFolder()

afterAll(() => folder.remove())

describe('the README', () => {
  it('shows the two commands', () => {
    expect(readme).toContain('npm ci && npm start')
    expect(readme).toContain('npm ci && npm test')
  })

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z:0-9]+)/gu)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it.each(['README.md', ...readdirSync('resources/docs').filter((file) => file.endsWith('.md')).map((file) => `resources/docs/${file}`)])('links only to files that exist: %s', (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, link]) => resolve(dirname(file), link ?? ''))
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  })

  it('has commands that work, one after the other', () => {
    const lines = [...readme.matchAll(/^npm run --silent sextant -- (.+)$/gmu)].map(([, words]) => words ?? '')
    expect(lines.length).toBeGreaterThan(8)
    for (const line of lines) {
      const words = line.split(' ').map((word) => (word === 'demo.sextant' || word === 'scores.csv' ? join(folder.path, word) : word))
      const run = spawnSync(process.execPath, [resolve('src-main/hosts/cli/index.ts'), ...words], { encoding: 'utf8' })
      expect(run.status, `sextant ${line}: ${run.stderr.slice(-500)}`).toBe(0)
    }
  })
})
