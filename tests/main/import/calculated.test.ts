import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportedRows } from '#main/db/features/exported-rows'
import { saveFormula } from '#main/db/formulas/save-formula'
import { checkWorkspace } from '#main/db/queries/workspace-check'
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

test('an import moves what follows from it over relationships, its undoing moves it back, and a table that goes takes its formulas with it', async () => {
  const save = (table: string, label: string, formula: string): void => void bench.db.transaction(() => saveFormula(bench.db, { table, name: null, label, formula }, bench.call))
  const accounts = (name: string, rows: string): Promise<{ importId: number }> => bench.import(bench.file(name, `Id,Name,Heads\n${rows}`), { table: 'account', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Name', target: 'name' }, { source: 'Heads', target: 'employees' }] })
  const sizes = (): unknown[] => bench.all('SELECT account_size FROM lead ORDER BY id').map((row) => row['account_size'])
  await accounts('one.csv', 'n,Navy,3\na,Army,5\n')
  save('lead', 'Account size', '[Parent account].Employees * 2')
  save('lead', 'Big', '[Account size] > 7')
  // a file that names the column is told that it is calculated, and everything else of it comes in
  const leads = bench.file('leads.csv', 'Id,Account,Account size\nx,n,999\ny,a,999\nz,,999\n')
  const suggested = bench.inspect(leads, { table: 'lead' }).suggested.columns
  expect(suggested.find(({ source }) => source === 'Account size')).toEqual({ source: 'Account size', ignore: true })
  const inserted = await bench.import(leads, { table: 'lead', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Account', target: 'parent_account_id', type: 'lookup', lookup: { table: 'account', key: 'external_id' } }, { source: 'Account size', ignore: true }] })
  expect(inserted).toMatchObject({ inserted: 3, rejected: 0 })
  expect(sizes()).toEqual([6, 10, null])
  const second = await accounts('two.csv', 'n,Navy,4\na,Army,1\n')
  expect(sizes()).toEqual([8, 2, null])
  expect(bench.all('SELECT big FROM lead ORDER BY id')).toEqual([{ big: 1 }, { big: 0 }, { big: null }])
  await bench.undo(second.importId)
  expect(sizes()).toEqual([6, 10, null])
  const deals = await bench.import(bench.file('deals.csv', 'Deal,Account,Worth\nd1,n,7\n'), { table: 'deal', columns: [{ source: 'Deal', target: 'external_id' }, { source: 'Account', target: 'account_id', type: 'lookup', lookup: { table: 'account', key: 'external_id' } }, { source: 'Worth', target: 'worth', type: 'integer' }] })
  save('deal', 'Share', 'Worth / account_id.Employees')
  expect(bench.all('SELECT share FROM deal')).toEqual([{ share: 7 / 3 }])
  expect(await bench.undo(deals.importId)).toMatchObject({ removed: 1, removedTable: 'deal' })
  await accounts('three.csv', 'n,Navy,8\n')
  expect(sizes()).toEqual([16, 10, null])
  expect(await bench.undo(inserted.importId)).toMatchObject({ removed: 3 })
  expect(checkWorkspace(bench.db).checks.filter(({ ok }) => !ok)).toEqual([])
})
