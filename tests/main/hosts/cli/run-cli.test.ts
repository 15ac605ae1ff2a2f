import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandLine } from '../../../support/command-line.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const folder = temporaryFolder()
const workspace = join(folder.path, 'cli.sextant')
afterAll(() => folder.remove())

const run = commandLine(folder.path)

const commands = ['sample', 'import', 'model create', 'model train', 'model publish', 'model show', 'model list', 'model retrain', 'model compare', 'model restore', 'model revert', 'model configure', 'model retraining', 'model grades', 'model order', 'model delete', 'model export', 'model import', 'rules backtest', 'rules suggest', 'score', 'explain', 'export', 'jobs', 'check', 'serve']

describe('the command line', () => {
  it('names every command in its help', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    for (const command of commands) expect(out).toContain(`  ${command} `.trimEnd())
  })

  it.each(commands)('has help for %s', async (command) => {
    const { code, out } = await run(...command.split(' '), '--help')
    expect(code).toBe(0)
    expect(out).toContain(`Usage: sextant ${command}`)
    expect(out).toContain('--workspace FILE')
  })

  it.each([
    ['no command', [], /Usage/],
    ['an unknown command', ['frobnicate'], /There is no command "frobnicate"/],
    ['half a command', ['model'], /After model comes one of: create, train, publish, show, list/],
    ['an unknown option', ['check', '--fast'], /--fast/],
    ['an option of another command', ['check', '--leads', '5'], /--leads/],
    ['a missing word', ['import', '--table', 'lead'], /FILE is missing/],
    ['a word too many', ['check', 'now'], /"now" is not expected/],
    ['a number that is none', ['sample', '--leads', 'many'], /--leads must be a whole number of at least 200, not "many"/],
    ['an entity that is none', ['explain', 'account', '5'], /lead or opportunity/],
    ['a missing destination', ['export', 'scores'], /--to is missing/],
  ])('ends with 2 for %s, and makes no workspace', async (_what, argv, sentence) => {
    const file = join(folder.path, 'untouched.sextant')
    const { code, out, err } = await run(...argv, '--workspace', file)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(sentence)
    expect(existsSync(file)).toBe(false)
  })

  it('answers a mistake in JSON too', async () => {
    const { code, out } = await run('check', 'now', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toEqual({ error: { code: 'USAGE', message: '"now" is not expected here.' } })
  })

  it('prints one JSON document on stdout', async () => {
    const { code, out } = await run('jobs', '--workspace', workspace, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ jobs: expect.any(Array), running: 0 })
  })

  it.each([
    ['a file that is missing', ['import', 'nothing.csv', '--table', 'lead'], /nothing\.csv does not exist/],
    ['a mapping that does not fit', ['import', 'MAP', '--map', 'MAP'], /map\.json does not fit: columns/],
    ['a table name that cannot be one', ['import', 'MAP', '--table', 'Bad Name'], /"Bad Name" cannot be one/],
    ['a job that does not exist', ['jobs', 'cancel', '999'], /999/],
    ['a moment that is none', ['jobs', '--now', 'soon'], /--now must be/],
  ])('ends with 1 for %s', async (_what, argv, sentence) => {
    const map = join(folder.path, 'map.json')
    writeFileSync(map, '{"table":"lead"}')
    const { code, err } = await run(...argv.map((word) => (word === 'MAP' ? map : word)), '--workspace', workspace)
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(sentence) })
  })

  it('leaves a foreign file as it is', async () => {
    const file = join(folder.path, 'notes.txt')
    writeFileSync(file, 'Only notes.')
    const { code, err } = await run('check', '--workspace', file)
    expect(code).toBe(1)
    expect(err).toContain('not a Sextant workspace')
  })
})
