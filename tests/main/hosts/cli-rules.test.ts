import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { companyGroup, leadModel } from '../rules-service/trees.ts'
import { commandLine } from '../../support/command-line.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
const workspace = join(folder.path, 'rules.sextant')
const file = (name: string, content: string): string => {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}
afterAll(() => folder.remove())

const run = commandLine(folder.path, '--workspace', workspace)

const json = async (...argv: string[]): Promise<Record<string, unknown>> => JSON.parse((await run(...argv, '--json')).out) as Record<string, unknown>

describe('rules on the command line', () => {
  beforeAll(async () => {
    await run('import', file('leads.csv', 'Last name,Company\nByron,Engines\nHopper,\nBabbage,Engines\n'), '--table', 'lead')
  })

  it('lists none, and says so', async () => {
    expect(await run('rules', 'list')).toMatchObject({ code: 0, out: 'There are no rule models.\n' })
    expect(await json('rules', 'list')).toEqual([])
  })

  it('makes a model of a JSON tree and replaces its draft', async () => {
    const made = await run('rules', 'put', file('tree.json', JSON.stringify(leadModel('Firms', [companyGroup(10)], 10))))
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('Rule model 1, Firms, was saved.') })
    expect(await json('rules', 'put', file('tree.json', JSON.stringify(leadModel('firms', [companyGroup(20)], 10))))).toMatchObject({ modelId: 1, revision: 2 })
  })

  it('prints a text that it takes back as it is', async () => {
    const { code, out, err } = await run('rules', 'show', 'Firms')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('20') })
    expect(err).toContain('Draft')
    expect((await run('rules', 'put', file('rules.txt', out))).code).toBe(0)
    expect((await run('rules', 'show', '1')).out).toBe(out)
    expect(await json('rules', 'show', '1')).toMatchObject({ summary: { name: 'firms', state: 'draft' }, draft: { revision: 3 }, text: `${out.trimEnd()}\n` })
  })

  it('checks, publishes, rescores and stops', async () => {
    expect(await run('rules', 'check', '1')).toMatchObject({ code: 0 })
    const published = await run('rules', 'publish', '1')
    expect(published).toMatchObject({ code: 0, out: 'Version 1 of firms is live; 3 leads have its score, 2 are sales-ready by it.\n' })
    // Which of the quick steps is seen depends on the moment; the result is not among them.
    expect(published.err).not.toContain('is live')
    expect((await run('rules', 'publish', '1')).err).toMatch(/is live already and has no draft/u)
    expect(await run('score', '--all')).toMatchObject({ code: 0 })
    expect(await json('rules', 'list')).toMatchObject([{ state: 'live', scored: 3, salesReady: 2 }])
    expect(await run('rules', 'stop', 'FIRMS')).toMatchObject({ code: 0, out: 'firms is stopped; 3 of its scores were removed.\n' })
    expect((await run('rules', 'stop', '1')).code).toBe(1)
  })

  it('ends with 1 and a sentence when a model has errors', async () => {
    const broken = { ...leadModel('Broken'), groups: [{ ...companyGroup(0) }] }
    await run('rules', 'put', file('broken.json', JSON.stringify(broken)))
    const checked = await run('rules', 'check', 'Broken')
    expect(checked).toMatchObject({ code: 1, out: expect.stringMatching(/^Error at .+: .+\./u) })
    expect(await run('rules', 'publish', 'Broken')).toMatchObject({ code: 1, err: expect.stringMatching(/^Broken cannot go live: /u) })
  })

  it.each([
    ['a model that is missing', ['rules', 'show', 'Nobody'], 1, /There is no rule model Nobody\. There are: /u],
    ['a file that is missing', ['rules', 'put', 'nothing.txt'], 1, /nothing\.txt cannot be read/u],
    ['a tree of the wrong shape', ['rules', 'put', 'WRONG'], 1, /does not fit: /u],
    ['text that is none', ['rules', 'put', 'TEXT'], 1, /^Line 1: /u],
    ['half a command', ['rules'], 2, /After rules comes one of: put, check, publish, stop, show, list/u],
    ['a missing model', ['rules', 'check'], 2, /number or name is missing/u],
  ])('ends with a sentence for %s', async (_what, argv, code, sentence) => {
    const paths: Readonly<Record<string, string>> = { WRONG: file('wrong.json', '{"name":"A"}'), TEXT: file('text.txt', 'Only notes.\n') }
    const ran = await run(...argv.map((word) => paths[word] ?? word))
    expect(ran).toMatchObject({ code, err: expect.stringMatching(sentence) })
  })
})
