import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cancelled } from '#main/db/errors'
import { readRejects } from '#main/workers/import/rejects'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.close())

const leads = { table: 'lead', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Company', target: 'company' }, { source: 'Employees', target: 'employees' }, { source: 'State', target: 'state' }] }
const csv = (...rows: string[]): string => `Id,Company,Employees,State\n${rows.join('\n')}\n`
const one = (sql: string): unknown => Object.values(bench.all(sql)[0] ?? {})[0]

test('a bad value rejects its row, with row, column, value and what was expected, in a file that is safe to open', async () => {
  const file = bench.file('leads.csv', csv('a,Acme,12,open', 'b,Beta,"4,5",open', 'c,"=cmd|x",many,lost', 'd,Delta', ',Eps,1,won'))
  const result = await bench.import(file, leads)
  expect(result).toMatchObject({ read: 5, inserted: 1, rejected: 4 })
  const text = readFileSync(result.rejectsFile ?? '', 'utf8')
  expect(text.split('\r\n')).toEqual([
    '\ufeffrow,column,value,reason', '2,Employees,"4,5",expected a whole number of at most 15 digits', '3,Employees,many,expected a whole number of at most 15 digits',
    '3,State,lost,"expected one of open, qualified, disqualified"', '4,(whole row),2 fields,expected 4 fields', '5,Id,,"expected a value, since records are found by it"', '5,State,won,"expected one of open, qualified, disqualified"', '',
  ])
  expect(readRejects(result.rejectsFile, 2)).toEqual([
    { row: 2, column: 'Employees', value: '4,5', expected: 'a whole number of at most 15 digits' }, { row: 3, column: 'Employees', value: 'many', expected: 'a whole number of at most 15 digits' },
  ])
  expect(await bench.check(file, leads)).toMatchObject({
    read: 5, wouldInsert: 0, wouldUpdate: 1, rejected: 4,
    problems: [{ column: 'Employees', kind: 'type', count: 2, firstRow: 2, value: '4,5' }, { column: 'State', kind: 'type', count: 2, firstRow: 3 }, { kind: 'fields', count: 1, firstRow: 4 }, { column: 'Id', kind: 'missing', count: 1 }],
  })
})

test('a second import with a key updates, and writes what changed into the history', async () => {
  const first = await bench.import(bench.file('one.csv', csv('a,Acme,12,open', 'b,Beta,5,open')), leads)
  const second = await bench.import(bench.file('two.csv', csv('a,Acme,13,qualified', 'b,Beta,5,open', 'c,Cyan,1,open')), leads)
  expect(second).toMatchObject({ read: 3, inserted: 1, updated: 2, rejected: 0, notes: ['1 record had the same values already.'] })
  expect(bench.all('SELECT external_id, employees, state, import_id, owner_id, business_unit_id, created_at FROM lead ORDER BY id')).toEqual([
    { external_id: 'a', employees: 13, state: 'qualified', import_id: first.importId, owner_id: 1, business_unit_id: 1, created_at: null },
    { external_id: 'b', employees: 5, state: 'open', import_id: first.importId, owner_id: 1, business_unit_id: 1, created_at: null },
    { external_id: 'c', employees: 1, state: 'open', import_id: second.importId, owner_id: 1, business_unit_id: 1, created_at: null },
  ])
  expect(bench.all('SELECT column_name, old_value, new_value, user_id, import_id FROM field_change ORDER BY id')).toEqual([
    { column_name: 'employees', old_value: 12, new_value: 13, user_id: 1, import_id: second.importId }, { column_name: 'state', old_value: 'open', new_value: 'qualified', user_id: 1, import_id: second.importId },
  ])
})

test('an empty cell clears a value, and says so; a column that the store needs keeps its value', async () => {
  await bench.import(bench.file('one.csv', csv('a,Acme,12,qualified')), leads)
  const result = await bench.import(bench.file('two.csv', csv('a,Acme,,')), leads)
  expect(result.notes).toContain('1 value of existing records cleared, since the file has an empty cell there.')
  expect(bench.all('SELECT employees, state FROM lead')).toEqual([{ employees: null, state: 'qualified' }])
})

test('of a key that occurs twice the last row counts', async () => {
  const result = await bench.import(bench.file('one.csv', csv('a,Acme,1,open', 'b,Beta,2,open', 'a,Ajax,3,open')), leads)
  expect(result).toMatchObject({ read: 3, inserted: 2, notes: ['Id occurs more than once in 1 row; the last row of each counts.'] })
  expect(one("SELECT company FROM lead WHERE external_id = 'a'")).toBe('Ajax')
})

test('without a key an external id that is taken rejects its row', async () => {
  const { key: _, ...keyless } = leads
  await bench.import(bench.file('one.csv', csv('a,Acme,1,open')), keyless)
  const result = await bench.import(bench.file('two.csv', csv('a,Acme,1,open', 'b,Beta,1,open', 'b,Beta,2,open')), keyless)
  expect(result).toMatchObject({ inserted: 1, rejected: 2 })
})

test('a job that was cut off after it applied only answers; one cut off before begins anew', async () => {
  const file = bench.file('one.csv', csv('a,Acme,1,open', 'b,Beta,x,open'))
  const first = await bench.import(file, leads, { id: 77 })
  const again = await bench.import(file, leads, { id: 77, attempt: 2 })
  expect(again).toEqual(first)
  expect(one('SELECT count(*) FROM lead')).toBe(1)
  expect(one('SELECT count(*) FROM import')).toBe(1)
  expect(existsSync(first.rejectsFile ?? '')).toBe(true)
})

test('a stage that a crash left is overwritten, and those of other ended jobs are deleted', async () => {
  bench.file('workspace.sextant.import-5.stage', 'half a stage')
  bench.file('workspace.sextant.import-4.stage', 'half a stage')
  expect(await bench.import(bench.file('one.csv', csv('a,Acme,1,open')), leads, { id: 5 })).toMatchObject({ inserted: 1 })
  expect(readdirSync(bench.folder).filter((name) => name.includes('stage'))).toEqual([])
})

test.each(['read', 'apply'])('cancelling while it is at “%s” leaves nothing', async (at) => {
  const rows = Array.from({ length: 30_000 }, (_, index) => `id${index},Company ${index},${index === 5 ? 'x' : index},open`)
  const running = bench.import(bench.file('many.csv', csv(...rows)), { ...leads, columns: [...leads.columns, { source: 'Company', target: 'nickname', type: 'text' }] }, { onProgress: (stage, cancel) => (stage === at ? cancel() : undefined) })
  await expect(running).rejects.toBeInstanceOf(Cancelled)
  expect(one('SELECT (SELECT count(*) FROM lead) + (SELECT count(*) FROM import) + (SELECT count(*) FROM catalog_column WHERE name = \'nickname\')')).toBe(0)
  expect(readdirSync(bench.folder).filter((name) => name.includes('stage'))).toEqual([])
  expect(existsSync(`${bench.folder}/data/rejects`) ? readdirSync(`${bench.folder}/data/rejects`) : []).toEqual([])
  expect(await bench.import(bench.file('many.csv', csv('a,Acme,1,open')), leads)).toMatchObject({ inserted: 1 })
})

test('lookups find records by a key, make them where they may, and reject the row where they may not', async () => {
  await bench.import(bench.file('accounts.csv', 'Name,Parent\nAcme,\nBeta,Acme\nCyan,Nobody\n'), { table: 'account', key: 'name', columns: [{ source: 'Name', target: 'name' }, { source: 'Parent', target: 'parent_id', lookup: { table: 'account', key: 'name' } }] })
  expect(bench.all('SELECT a.name, p.name AS parent FROM account a LEFT JOIN account p ON p.id = a.parent_id ORDER BY a.id')).toEqual([{ name: 'Acme', parent: null }, { name: 'Beta', parent: 'Acme' }])
  const mapping = (create: boolean): unknown => ({ table: 'contact', columns: [{ source: 'Last', target: 'last_name' }, { source: 'Firm', target: 'account_id', lookup: { table: 'account', key: 'name', create } }] })
  const file = bench.file('contacts.csv', 'Last,Firm\nAnn,Acme\nBo,Dust\nCy,Dust\nDee,\n')
  const strict = await bench.import(file, mapping(false))
  expect(strict).toMatchObject({ inserted: 2, rejected: 2 })
  expect(readRejects(strict.rejectsFile, 10)[0]).toEqual({ row: 2, column: 'Firm', value: 'Dust', expected: 'a record of Account with name “Dust”, which was not found' })
  expect(await bench.check(file, mapping(true))).toMatchObject({ wouldInsert: 4, rejected: 0, notes: ['1 record of Account would be made from Firm.'] })
  const loose = await bench.import(file, mapping(true))
  expect(loose).toMatchObject({ inserted: 4, rejected: 0, notes: ['1 record of Account made from Firm.'] })
  expect(bench.all("SELECT name, import_id, created_at, owner_id FROM account WHERE name = 'Dust'")).toEqual([{ name: 'Dust', import_id: loose.importId, created_at: null, owner_id: 1 }])
})

test('parents change on a second import, with history', async () => {
  const mapping = { table: 'account', key: 'name', columns: [{ source: 'Name', target: 'name' }, { source: 'Parent', target: 'parent_id', lookup: { table: 'account', key: 'name' } }] }
  await bench.import(bench.file('a.csv', 'Name,Parent\nAcme,\nBeta,Acme\n'), mapping)
  const { importId } = await bench.import(bench.file('b.csv', 'Name,Parent\nBeta,\nAcme,Beta\n'), mapping)
  expect(bench.all('SELECT a.name, p.name AS parent FROM account a LEFT JOIN account p ON p.id = a.parent_id ORDER BY a.id')).toEqual([{ name: 'Acme', parent: 'Beta' }, { name: 'Beta', parent: null }])
  expect(one(`SELECT count(*) FROM field_change WHERE import_id = ${importId} AND column_name = 'parent_id'`)).toBe(2)
})

test('interactions without a recording time are recorded when they occurred; constants fill what the file lacks', async () => {
  await bench.import(bench.file('one.csv', csv('a,Acme,1,open')), leads)
  const result = await bench.import(bench.file('events.csv', 'Lead,When\na,2026-01-02 10:00\n'), { table: 'interaction', format: { timeZone: 'UTC' }, constants: { type: 'FormSubmitted', asset: 'Trial' }, columns: [{ source: 'Lead', target: 'lead_id' }, { source: 'When', target: 'occurred_at' }] })
  expect(result.inserted).toBe(1)
  expect(bench.all('SELECT type, asset, occurred_at, recorded_at, lead_id FROM interaction')).toEqual([{ type: 'FormSubmitted', asset: 'Trial', occurred_at: Date.UTC(2026, 0, 2, 10), recorded_at: Date.UTC(2026, 0, 2, 10), lead_id: 1 }])
})

test.each([
  [{ ...leads, columns: [{ source: 'Nope', target: 'company' }] }, /The file has no column “Nope”\. It has “Id”, “Company”/u],
  [{ ...leads, key: 'email' }, /found by “email”, but no column of the file goes there/u],
  [{ ...leads, columns: [{ source: 'Id', target: 'company' }, { source: 'Company', target: 'company' }] }, /Two columns of the file go into Company: “Id” and “Company”/u],
  [{ ...leads, columns: [{ source: 'Id', target: 'name' }] }, /is filled in by Sextant/u],
  [{ table: 'user', columns: [{ source: 'Id', target: 'external_id' }], others: 'ignore' }, /Users need Name/u],
  [{ table: 'job', columns: [] }, /a name that Sextant uses itself/u],
  [{ ...leads, format: { timeZone: 'Mars/Olympus' } }, /no time zone/u],
  [{ ...leads, constants: { consent_level: 9 } }, /expected a whole number from 1 to 5/u],
  [{ ...leads, extra: 1 }, /The mapping cannot be used/u],
])('a mapping that cannot be used gets a sentence (%#)', async (mapping, sentence) => {
  const file = bench.file('one.csv', csv('a,Acme,1,open'))
  await expect(bench.import(file, mapping)).rejects.toThrow(sentence)
  await expect(bench.check(file, mapping)).rejects.toThrow(sentence)
})

test('at most 1,500 columns fit a table', async () => {
  const heads = Array.from({ length: 1600 }, (_, index) => `h${index}`)
  await expect(bench.import(bench.file('wide.csv', `${heads.join(',')}\n${heads.map(() => 'x').join(',')}\n`), { table: 'lead', columns: [] })).rejects.toThrow(/1,500 is the most\. Leave out at least \d+ columns/u)
})

test('options are entered into the catalog, those of rejected rows are not', async () => {
  const mapping = { ...leads, columns: [...leads.columns, { source: 'Company', target: 'segment', label: 'Segment', type: 'option' }] }
  await bench.import(bench.file('one.csv', csv('a,Gold,1,open', 'b,Silver,2,open', 'c,Lead,x,open')), mapping)
  expect(bench.all("SELECT value FROM catalog_option WHERE column_name = 'segment' ORDER BY position")).toEqual([{ value: 'Gold' }, { value: 'Silver' }])
  expect(bench.all("SELECT label, type, known_when, built_in FROM catalog_column WHERE name = 'segment'")).toEqual([{ label: 'Segment', type: 'option', known_when: 'snapshot', built_in: 0 }])
})
