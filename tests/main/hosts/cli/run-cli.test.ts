import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
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
    ['a moment that is none', ['jobs', '--now', 'soon'], /--now must be/],
    ['a moment that is none, for the node host', ['serve', '--now', 'soon'], /--now must be/],
    ['a day that does not exist', ['jobs', '--now', '2020-02-30'], /--now must be/],
    ['a number that is too large', ['jobs', '--limit', '501'], /--limit must be at most 500/],
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

  it('answers in JSON where no command is given, and to a call for help', async () => {
    expect(JSON.parse((await run('--json')).out)).toEqual({ error: { code: 'USAGE', message: 'The command is missing.' } })
    expect(JSON.parse((await run('check', '--help', '--json')).out)).toEqual({ help: expect.stringContaining('Usage: sextant check') })
  })

  it('prints one JSON document on stdout', async () => {
    const { code, out } = await run('jobs', '--workspace', workspace, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ jobs: expect.any(Array), running: 0 })
  })

  it.each([
    ['a file that is missing', ['import', 'nothing.csv', '--table', 'lead'], /nothing\.csv does not exist/],
    ['a mapping that does not fit', ['import', 'MAP', '--map', 'MAP'], /map\.json does not fit: columns/],
    ['a table of the application itself', ['import', 'MAP.csv', '--table', 'notice'], /“notice” is a name that Sextant uses itself/],
    ['a file of which no row can be imported', ['import', 'BAD.csv', '--table', 'lead'], /Not one of the 2 rows of bad\.csv can be imported, so nothing was changed\..*Row 1 has 3 fields; expected 2 fields\./],
    ['a folder in the place of the workspace', ['check', '--workspace', 'FOLDER'], /is not a file, so it cannot be a workspace/],
    ['a folder in the place of an export', ['export', 'lead', '--to', 'FOLDER.csv'], /is a folder, not a file/],
    ['a place for an export that is not there', ['export', 'lead', '--to', 'FOLDER/no/x.csv'], /no\/x\.csv cannot be written: its folder does not exist/],
    ['a table name that cannot be one', ['import', 'MAP', '--table', 'Bad Name'], /"Bad Name" cannot be one/],
    ['a job that does not exist', ['jobs', 'cancel', '999'], /999/],
  ])('ends with 1 for %s', async (_what, argv, sentence) => {
    const map = join(folder.path, 'map.json')
    writeFileSync(map, '{"table":"lead"}')
    writeFileSync(`${map}.csv`, 'Name,City\nAnn,Oslo\n')
    writeFileSync(join(folder.path, 'bad.csv'), 'Name,City\nAnn,Oslo,1\nBob,Rome,2\n')
    mkdirSync(join(folder.path, 'folder.csv'), { recursive: true })
    const named = (word: string): string => word.replace(/^MAP/u, map).replace(/^BAD/u, join(folder.path, 'bad')).replace(/^FOLDER/u, join(folder.path, 'folder'))
    const files = argv.map((word) => (word === 'FOLDER' ? folder.path : named(word)))
    const { code, err } = await run(...files, ...(argv.includes('--workspace') ? [] : ['--workspace', workspace]))
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(sentence) })
  })

  it('says what is wrong with a file, and how it was read, in text too', async () => {
    const file = join(folder.path, 'calls.csv')
    writeFileSync(file, ['Report of calls', '', 'Name,Source,Created Date,Amount', ...Array.from({ length: 40 }, (_, row) => `Ann ${row},Web,${(row % 12) + 1}/${(row % 9) + 1}/24,${row}`), 'Bob,Web,2/30/24,1'].join('\n'))
    const { code, out } = await run('import', file, '--table', 'call', '--dry-run', '--workspace', workspace)
    expect(code).toBe(0)
    expect(out).toContain('Created Date: 1 value cannot be read. Row 41 has “2/30/24”; expected a date that exists, written MM/DD/YY.')
    expect(out).toContain('The first line is no part of the table and left out: “Report of calls”.')
    const imported = await run('import', file, '--table', 'call', '--workspace', workspace, '--json')
    expect(JSON.parse(imported.out)).toMatchObject({ inserted: 40, rejected: 1, createdColumns: ['name', 'source', 'created_date', 'amount'], problems: [{ column: 'Created Date', firstRow: 41 }] })
  })

  it('leaves a foreign file as it is', async () => {
    const file = join(folder.path, 'notes.txt')
    writeFileSync(file, 'Only notes.')
    const { code, err } = await run('check', '--workspace', file)
    expect(code).toBe(1)
    expect(err).toContain('not a Sextant workspace')
  })
})
