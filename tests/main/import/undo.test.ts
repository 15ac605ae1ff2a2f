import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.close())

const mapping = { table: 'lead', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Company', target: 'company' }, { source: 'Plan', target: 'plan', type: 'option' }, { source: 'Firm', target: 'parent_account_id', lookup: { table: 'account', key: 'name', create: true } }] }
const first = 'Id,Company,Plan,Firm\na,Acme,basic,F1\nb,Beta,pro,F2\n'
const second = 'Id,Company,Plan,Firm\na,Ajax,basic,F1\nc,Cyan,pro,F3\n'
const snapshot = (): unknown => bench.all('SELECT l.external_id, l.company, a.name AS firm FROM lead l LEFT JOIN account a ON a.id = l.parent_account_id ORDER BY l.id')

test('undoing removes what was inserted, restores what was changed, and drops what is left empty', async () => {
  const one = await bench.import(bench.file('one.csv', first), mapping)
  const before = snapshot()
  const two = await bench.import(bench.file('two.csv', second), mapping)
  expect(await bench.undo(two.importId)).toMatchObject({ importId: two.importId, table: 'lead', removed: 2, restored: 1, removedColumns: [], removedTable: null })
  expect(snapshot()).toEqual(before)
  expect(await bench.undo(one.importId)).toMatchObject({ removed: 4, restored: 0, removedColumns: ['plan'] })
  expect(bench.all('SELECT (SELECT count(*) FROM lead) + (SELECT count(*) FROM account) + (SELECT count(*) FROM field_change) + (SELECT count(*) FROM catalog_option WHERE column_name = \'plan\') AS n')).toEqual([{ n: 0 }])
  expect(bench.all('SELECT state FROM import ORDER BY id')).toEqual([{ state: 'undone' }, { state: 'undone' }])
  expect(bench.all('PRAGMA foreign_key_check')).toEqual([])
  await expect(bench.undo(one.importId)).rejects.toThrow('was undone already')
})

test('an import whose records were edited since is not undone', async () => {
  const { importId } = await bench.import(bench.file('one.csv', first), mapping)
  await bench.import(bench.file('two.csv', second), mapping)
  await expect(bench.undo(importId)).rejects.toThrow(`Import ${importId} cannot be undone: 1 of its leads was edited since, and the edits would be lost.`)
})

test('an import that changed a value which was edited since is not undone', async () => {
  await bench.import(bench.file('one.csv', first), mapping)
  const two = await bench.import(bench.file('two.csv', second), mapping)
  bench.db.exec("INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at, user_id) VALUES ('lead', 1, 'company', 'Ajax', 'Apex', 1, 1, 1)")
  await expect(bench.undo(two.importId)).rejects.toThrow('1 of the values that it changed was edited since')
})

test('an import whose records others point at is not undone', async () => {
  const { importId } = await bench.import(bench.file('one.csv', first), mapping)
  await bench.import(bench.file('deals.csv', 'Topic,Lead\nBig,a\n'), { table: 'opportunity', columns: [{ source: 'Topic', target: 'topic' }, { source: 'Lead', target: 'lead_id' }] })
  await expect(bench.undo(importId)).rejects.toThrow(/1 of the opportunities points at its leads\. Undo what was imported after it first\./u)
})

test('a table that the import made goes with it', async () => {
  const { importId } = await bench.import(bench.file('p.csv', 'Name\nA\nB\n'), { table: 'product', key: 'name', columns: [] })
  expect(await bench.undo(importId)).toMatchObject({ removed: 2, removedTable: 'product' })
  expect(bench.all("SELECT (SELECT count(*) FROM sqlite_master WHERE tbl_name = 'product') + (SELECT count(*) FROM catalog_table WHERE name = 'product') + (SELECT count(*) FROM catalog_column WHERE table_name = 'product') AS n")).toEqual([{ n: 0 }])
})

test('an import that is not there gets a sentence', async () => {
  await expect(bench.undo(9)).rejects.toThrow('There is no import 9.')
})
