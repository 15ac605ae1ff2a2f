import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportedRows } from '#main/db/features/exported-rows'
import { saveFormula } from '#main/db/formulas/save-formula'
import { csvLine } from '#main/workers/jobs/encode-rows'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeEach(() => {
  bench = openBench()
})
afterEach(() => bench.close())

const make = (label: string, formula: string): void => void bench.db.transaction(() => saveFormula(bench.db, { table: 'lead', name: null, label, formula }, bench.call))
const mapping = { table: 'lead', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Heads', target: 'employees' }, { source: 'Plan', target: 'plan', type: 'option' }] }

test('an import fills the sources, is refused the calculated column, and is undone but for a column that a formula names', async () => {
  make('Twice', 'Employees * 2')
  const file = bench.file('one.csv', 'Id,Heads,Plan\na,3,basic\nb,,pro\n')
  await expect(bench.check(file, { ...mapping, columns: [mapping.columns[0], { source: 'Heads', target: 'twice' }, mapping.columns[2]] })).rejects.toThrow('Twice is calculated from other columns and cannot be imported into.')
  const one = await bench.import(file, mapping)
  expect(bench.all('SELECT twice FROM lead ORDER BY id')).toEqual([{ twice: 6 }, { twice: null }])
  const two = await bench.import(bench.file('two.csv', 'Id,Heads,Plan\na,5,basic\n'), mapping)
  expect(bench.all("SELECT twice FROM lead WHERE external_id = 'a'")).toEqual([{ twice: 10 }])
  expect(bench.all("SELECT DISTINCT column_name FROM field_change WHERE record_id = 1")).toEqual([{ column_name: 'employees' }])
  await bench.undo(two.importId)
  expect(bench.all("SELECT twice FROM lead WHERE external_id = 'a'")).toEqual([{ twice: 6 }])
  make('Is pro', 'Plan = "PRO"')
  expect(bench.all('SELECT is_pro FROM lead ORDER BY id')).toEqual([{ is_pro: 0 }, { is_pro: 1 }])
  expect(await bench.undo(one.importId)).toMatchObject({ removed: 2, removedColumns: [] })
})

test('what was exported with a calculated column is imported again to the same columns, and the note says what was left out', async () => {
  make('Heads, twice', 'Employees * 2')
  await bench.import(bench.file('one.csv', 'Id,Heads\na,3\n'), { table: 'lead', key: 'external_id', columns: mapping.columns.slice(0, 2) })
  const { columns, pages } = exportedRows(bench.db, 'lead')
  const row = [...pages][0]?.[0] ?? []
  const kept = ['external_id', 'employees', 'heads_twice']
  const values = kept.map((name) => row[columns.indexOf(name)] ?? null)
  expect(values).toEqual(['a', 3, 6])
  const again = await bench.import(bench.file('again.csv', csvLine(kept) + csvLine(values)), { table: 'lead', key: 'external_id', columns: [{ source: 'external_id', target: 'external_id' }] })
  expect(again).toMatchObject({ inserted: 0, updated: 1, createdColumns: [], notes: expect.arrayContaining(['“heads_twice” was left out: Heads, twice is calculated from other columns.']) })
  const suggested = bench.inspect(bench.file('seen.csv', 'Id,"Heads, twice"\na,6\nb,8\n'), { table: 'lead' }).suggested.columns
  expect(suggested.find(({ source }) => source === 'Heads, twice')).toEqual({ source: 'Heads, twice', ignore: true })
})
