import { afterEach, beforeEach, expect, test } from 'vitest'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { askedColumn } from '#main/db/features/leak-answers'
import { collectFeatures } from '#main/db/features/collect-features'
import { readColumns } from '#main/db/features/read-columns'
import { saveFormula } from '#main/db/formulas/save-formula'
import type { SqlValue } from '#main/db/handles'
import { saveColumn } from '#main/db/queries/catalog'
import { createRandom } from '#shared/lib/random'
import { edit, insert } from '../features/build.ts'
import { makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.close())

const HOUR = 3_600_000
const make = (table: string, label: string, formula: string): string => workspace.db.transaction(() => saveFormula(workspace.db, { table, name: null, label, formula }, workspace.context)).column.name

test('at every moment of a random history, each formula has the value that it had then', () => {
  const { db } = workspace
  db.exec('ALTER TABLE lead ADD COLUMN weight REAL; ALTER TABLE lead ADD COLUMN seen_on TEXT')
  const listed = db.prepare("INSERT INTO catalog_column (table_name, name, label, type, known_when, position) VALUES ('lead', ?, ?, ?, 'history', 90)")
  listed.run('weight', 'Weight', 'number')
  listed.run('seen_on', 'Seen on', 'date')
  const names = [
    make('lead', 'Per head', '[Annual revenue] / Employees'), make('lead', 'Whole', 'Weight / 2'), make('lead', 'Halves', 'Weight / Weight * 3'), make('lead', 'Size', 'if(Employees > 5, "large", concat(City, "/", Country))'),
    make('lead', 'Big', '[Per head] > 100 and not empty(City)'), make('lead', 'Wait', 'days([Seen on], date("2026-12-24"))'), make('lead', 'Level', 'coalesce([Consent level], Employees, 0)'),
  ]
  const random = createRandom(5)
  const pick = <T>(choices: readonly T[]): T => choices[random.below(choices.length)]!
  const columns: Readonly<Record<string, readonly SqlValue[]>> = {
    annual_revenue: [null, 0, 12_345, 99_900], employees: [null, 0, 3, 7], weight: [null, 1, 3, 2.5], city: [null, '', 'Bonn', 'Kiel'], country: [null, 'DE'], seen_on: [null, '2026-11-01', '2025-02-28'], consent_level: [null, 1, 4],
  }
  const ids = Array.from({ length: 6 }, (_unused, index) => insert(db, 'lead', { last_name: `L${index}`, created_at: 0 }))
  const present = db.prepare<Record<string, SqlValue>>(`SELECT ${names.join(', ')} FROM lead WHERE id = ?`)
  const seen: { readonly id: number; readonly at: number; readonly values: readonly SqlValue[] }[] = []
  for (let step = 0; step < 120; step += 1) {
    const id = pick(ids)
    const name = pick(Object.keys(columns))
    const at = NOW - (200 - step) * HOUR
    edit(db, 'lead', id, name, pick(columns[name]!), at)
    for (const each of ids) seen.push({ id: each, at, values: Object.values(present.get(each) ?? {}) })
  }
  const values = readColumns(db, 'lead', names.map((name) => ({ name, historied: true })), Float64Array.from(seen, ({ id }) => id), Float64Array.from(seen, ({ at }) => at))
  seen.forEach(({ values: then }, row) => expect(values.map((column) => column[row]), `row ${row}`).toEqual(then))
  // the history moved: not every moment shows the present
  const now = new Map(ids.map((id) => [id, Object.values(present.get(id) ?? {})]))
  expect(seen.filter(({ id, values: then }) => JSON.stringify(then) !== JSON.stringify(now.get(id))).length).toBeGreaterThan(seen.length / 2)
})

test('a source whose one value has no history stays as it is; without a moment and without a record nothing is made up', () => {
  const { db } = workspace
  saveColumn(db, { table: 'lead', name: 'city', knownWhen: 'snapshot' }, workspace.context)
  const name = make('lead', 'Place', 'concat(City, Country)')
  const id = insert(db, 'lead', { last_name: 'A', city: 'Bonn', country: 'DE', created_at: 0 })
  edit(db, 'lead', id, 'city', 'Kiel', NOW - HOUR)
  edit(db, 'lead', id, 'country', 'DK', NOW - HOUR)
  const read = (historied: boolean, ids: readonly number[], moments: readonly number[]): unknown => readColumns(db, 'lead', [{ name, historied }], Float64Array.from(ids), Float64Array.from(moments))[0]
  expect(read(true, [id, id, Number.NaN, 999], [NOW - 2 * HOUR, Number.NaN, NOW, NOW])).toEqual(['KielDE', 'KielDK', null, null])
  expect(read(false, [id], [NOW - 2 * HOUR])).toEqual(['KielDK'])
})

test('a predictive model sees it as it was, of the record and of the account, and nobody is asked when it is filled in', () => {
  const { db } = workspace
  make('lead', 'Double', 'Employees * 2')
  make('account', 'Thousands', '[Annual revenue] / 1000')
  make('lead', 'Closed late', 'State <> "open"')
  const account = insert(db, 'account', { name: 'Navy', annual_revenue: 500_000, created_at: 0 })
  const id = insert(db, 'lead', { last_name: 'Hopper', employees: 10, parent_account_id: account, created_at: NOW - 100 * HOUR })
  edit(db, 'lead', id, 'employees', 30, NOW - 10 * HOUR)
  edit(db, 'account', account, 'annual_revenue', 900_000, NOW - 10 * HOUR)
  const specs = attributeSpecs(db, 'lead', { timesUsable: true, processId: null })
  const named = (name: string) => specs.find((spec) => spec.name === name)!
  expect(named('lead.double')).toMatchObject({ usable: true, knownWhen: 'history', kind: 'numeric' })
  expect(named('lead.closed_late')).toMatchObject({ usable: false, reason: 'Never used: it is known only after the outcome.' })
  expect([askedColumn(named('lead.double')), askedColumn(named('lead.employees'))]).toEqual([null, { table: 'lead', column: 'employees' }])
  const used = [named('lead.double'), named('account.thousands')]
  const at = (moment: number): unknown[] => collectFeatures(db, 'lead', used, { ids: Float64Array.of(id), asOf: Float64Array.of(moment) }).features.map((feature) => (feature.kind === 'numeric' ? feature.values[0] : null))
  expect(at(NOW)).toEqual([60, 9])
  expect(at(NOW - 20 * HOUR)).toEqual([20, 5])
})
