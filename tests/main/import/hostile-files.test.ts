import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeAll(() => {
  bench = openBench()
})
afterAll(() => bench.close())

test.each([
  ['web.csv', '<!DOCTYPE html>\n<html><body>Sign in</body></html>\n', 'web.csv is a web page (HTML) named .csv, not a CSV file.'],
  ['feed.csv', '<?xml version="1.0"?>\n<rows/>\n', 'feed.csv is an XML document named .csv, not a CSV file.'],
  ['paper.csv', '%PDF-1.4\nstream\nendstream\n', 'paper.csv is a PDF document named .csv, not a CSV file.'],
  ['leads.csv.gz', gzipSync('Name\nAnn\n'), 'leads.csv.gz is a compressed file, not a CSV file. Unpack it'],
  ['old.xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'old.xls is an Excel workbook of the old kind, not a CSV file.'],
])('%s gets a sentence that says what it is', (name, content, sentence) => {
  expect(() => bench.inspect(bench.file(name, content))).toThrow(sentence)
})

test('what stands above the heading is left out, and the note says so; the rows are counted from the heading on', async () => {
  const file = bench.file('report.csv', 'All leads\nMade on 2026-03-01\n\nName;City;Visits\nAnn;Oslo;1\nBob;Rome;many\nCid;Rome;3\n')
  expect(bench.inspect(file).notes).toContain('The first 2 lines are no part of the table and left out: “All leads”.')
  const result = await bench.import(file, { table: 'visitor', columns: [{ source: 'Visits', target: 'visits', type: 'integer' }] })
  expect(result).toMatchObject({ read: 3, inserted: 2, rejected: 1, problems: [{ firstRow: 2, value: 'many' }] })
  expect(bench.all('SELECT name, city, visits FROM visitor')).toEqual([{ name: 'Ann', city: 'Oslo', visits: 1 }, { name: 'Cid', city: 'Rome', visits: 3 }])
})

test('a null byte rejects its row, not the file', async () => {
  const result = await bench.import(bench.file('null.csv', 'Name,City\nAnn,Os\0lo\nBob,Rome\n'), { table: 'nulls', columns: [] })
  expect(result).toMatchObject({ inserted: 1, rejected: 1, problems: [{ sentence: 'City: 1 value cannot be read. Row 1 has “Os␀lo”; expected text without null bytes.' }] })
})

test('a line that is not UTF-8 is named', async () => {
  const good = `${'Zürich,'.repeat(4)}1\n`.repeat(130_000)
  const file = bench.file('late.csv', Buffer.concat([Buffer.from(`a,b,c,d,e\n${good}`), Buffer.from([0x5a, 0xfc, 0x72]), Buffer.from(',b,c,d,1\n')]))
  await expect(bench.import(file, { table: 'late', columns: [] })).rejects.toThrow('late.csv is not UTF-8 all through: line 130,002 is the first that is not.')
})

test('a file of which no row can be read changes nothing, not even by a new column', async () => {
  const file = bench.file('none.csv', 'Name,Fresh\nAnn,1,2\nBob,3,4\n')
  await expect(bench.import(file, { table: 'lead', columns: [] })).rejects.toThrow('Not one of the 2 rows of none.csv can be imported, so nothing was changed. 2 rows have the wrong number of fields. Row 1 has 3 fields; expected 2 fields.')
  expect(bench.all("SELECT 1 FROM catalog_column WHERE name = 'fresh'")).toEqual([])
  expect(bench.all('SELECT count(*) AS n FROM lead')).toEqual([{ n: 0 }])
})

test.each(['notice', 'task', 'rule_model', 'lead_external'])('%s is no table to import into', async (table) => {
  await expect(bench.import(bench.file('one.csv', 'Name\nAnn\n'), { table, columns: [] })).rejects.toThrow(`“${table}” is a name that Sextant uses itself.`)
})

test('what an export writes of records without external ids is found by name', async () => {
  const file = bench.file('account.csv', 'external_id,name,owner_id,business_unit_id\n,Acme,Me,Main unit\n,Beta,Me,Main unit\n')
  const { suggested } = bench.inspect(file, { table: 'account' })
  expect(suggested.columns.map((column) => column.target)).toEqual(['external_id', 'name', 'owner_id', 'business_unit_id'])
  expect(await bench.import(file, suggested)).toMatchObject({ inserted: 2, rejected: 0, createdColumns: [] })
  expect(bench.all('SELECT name, owner_id, business_unit_id, external_id FROM account')).toEqual(['Acme', 'Beta'].map((name) => ({ name, owner_id: 1, business_unit_id: 1, external_id: null })))
  expect(bench.all('SELECT count(*) AS n FROM user')).toEqual([{ n: 1 }])
})
