import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mappingSchema } from '#shared/contract/dataset'
import { modelConfigSchema } from '#shared/contract/predictive'
import { filterProblems } from '#shared/domain/rules/record-filter'
import { present } from '#shared/lib/assert'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const cli = path.resolve('src-main/hosts/cli/index.ts')
const readme = readFileSync('README.md', 'utf8')
const documents = ['README.md', ...readdirSync('resources/docs').filter((name) => name.endsWith('.md')).map((name) => `resources/docs/${name}`)]
const prefix = 'npm run --silent sextant -- '
/** README's sample is shrunk to this, wherever the number of its leads stands, its newest lead included. */
const fewLeads = '600'

const commands = readme.split('\n').filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length))
const leads = /sample --leads (\d+)/u.exec(readme)?.[1] ?? ''

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
  // Commands name files of the project by their path in it.
  symlinkSync(path.resolve('resources'), path.join(folder.path, 'resources'))
})
afterAll(() => {
  folder.remove()
})

describe('the README', () => {
  it('shows a sample to begin with', () => {
    expect(commands[0]).toContain('sample')
    expect(leads).not.toBe('')
  })

  // In order, because each works on what the ones before it have made.
  it.each(commands)('runs: sextant %s', (command) => {
    const words = command.split(' ').map((word) => (word === leads ? fewLeads : word))
    const run = spawnSync(process.execPath, [cli, ...words], { cwd: folder.path, encoding: 'utf8' })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).not.toBe('')
    if (words[0] === 'explain') expect(run.stdout).toMatch(/^Sum check: .* holds /mu)
  })

  it('names npm scripts that exist', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')))
    const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z][\w:]*)/gu)].map(([, name = '']) => name).filter((name) => name !== 'ci' && name !== 'run')
    expect(named).toContain('start')
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe.each(documents)('%s', (document) => {
  it('links to files that exist', () => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(path.resolve(path.dirname(document), link)))).toEqual([])
  })
})

/** Rows of Markdown tables whose last cell is an example: field name to example. */
function examples(document: string, from = '', to = '\n## What is detected'): Map<string, string> {
  const text = readFileSync(document, 'utf8')
  const part = text.slice(Math.max(0, text.indexOf(from)), text.indexOf(to) < 0 ? undefined : text.indexOf(to))
  return new Map([...part.matchAll(/^\| `(\w+)` \|.*\| `(".*)` \|$/gmu)].map(([, field = '', example = '']) => [field, example]))
}

describe('the described files', () => {
  const { format, columns } = mappingSchema.shape
  const mapping = 'resources/docs/import.md'
  const described = [
    { what: 'mapping', schema: mappingSchema.partial(), rows: examples(mapping, '## The mapping file', '\nFields of `format`') },
    { what: 'format', schema: format.unwrap(), rows: examples(mapping, '\nFields of `format`', '\nFields of one entry') },
    { what: 'column', schema: columns.element.partial(), rows: examples(mapping, '\nFields of one entry') },
    { what: 'model config', schema: modelConfigSchema, rows: examples('resources/docs/models.md', '## The config file', '## What `model show` prints') },
  ]

  it.each(described)('have every field of a $what, with an example that fits', ({ schema, rows }) => {
    expect([...rows.keys()].toSorted()).toEqual(Object.keys(schema.shape).toSorted())
    for (const field of rows.keys()) expect(schema.safeParse(JSON.parse(`{${present(rows.get(field), field)}}`)).success, field).toBe(true)
  })

  it('show a filter as a tree that is a filter of leads', () => {
    const part = readFileSync('resources/docs/models.md', 'utf8').split('### A filter as a tree')[1] ?? ''
    const { filter } = modelConfigSchema.parse(JSON.parse(/```json\n(?<json>.*?)```/su.exec(part)?.groups?.['json'] ?? ''))
    expect('kind' in filter ? filterProblems(SAMPLE.tables, 'lead', filter) : filter).toEqual([])
  })
})
