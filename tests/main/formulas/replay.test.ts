import { afterEach, beforeEach, expect, test } from 'vitest'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { askedColumn } from '#main/db/features/leak-answers'
import { collectFeatures } from '#main/db/features/collect-features'
import { readColumns } from '#main/db/features/read-columns'
import { saveFormula } from '#main/db/formulas/save-formula'
import type { SqlValue } from '#main/db/handles'
import { saveColumn } from '#main/db/queries/catalog'
import { turnDay } from '#main/db/formulas/turn-day'
import { readTables } from '#main/db/queries/catalog'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { evaluateRules } from '#main/db/rules/evaluate'
import { scoreHistory } from '#main/db/rule-history/score-history'
import { createRandom } from '#shared/lib/random'
import { addPlans, ENTERED, randomValue } from '../../support/formulas/related-world.ts'
import { all, gives, is, model } from '../../support/rules/build.ts'
import { edit, insert } from '../features/build.ts'
import { makeWorkspace, NOW, type TestWorkspace } from '../db/support/workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.close())

const HOUR = 3_600_000
const DAY = 24 * HOUR
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

test('over relationships and with the clock, each formula has the value that it had then: the link, the related record and the day as they were', () => {
  const { db, context } = workspace
  addPlans(db)
  db.exec("INSERT INTO setting (key, value) VALUES ('timeZone', '\"America/St_Johns\"') ON CONFLICT (key) DO UPDATE SET value = excluded.value")
  const names = [
    make('account', 'Reach', 'coalesce([Parent account].Employees, 0) + Employees'), make('lead', 'Account size', '[Parent account].Reach'), make('lead', 'Twice', '[Account size] * 2 + Employees'),
    make('lead', 'Share', '[Parent account].Plan.Weight / 3'), make('lead', 'Region', 'concat(Owner.Region, "/", [Parent account].Owner.Region)'), make('lead', 'Age', 'agedays([Created on]) + agedays([Parent account].[Created on])'),
    make('lead', 'Waiting', 'days([Parent account].Plan.Since, today()) > 100'), make('lead', 'Alone', 'empty([Parent account].[Parent account])'), make('lead', 'Old share', 'if(Age > 12, Share, 0)'),
  ].slice(1)
  const random = createRandom(11)
  const tables = ['user', 'plan', 'account', 'lead']
  const ids = new Map(tables.map((table) => [table, Array.from({ length: 3 }, (_unused, index) => insert(db, table, { ...(table === 'user' || table === 'account' ? { name: `N${index}` } : {}), ...(table === 'plan' ? {} : { created_at: NOW - 9 * DAY - index }) }))] as const))
  for (const [index, id] of ids.get('lead')!.entries()) db.prepare('UPDATE lead SET owner_id = ?, parent_account_id = ? WHERE id = ?').run(ids.get('user')![index]!, ids.get('account')![index]!, id)
  const present = db.prepare<Record<string, SqlValue>>(`SELECT ${names.join(', ')} FROM lead WHERE id = ?`)
  const seen: { readonly id: number; readonly at: number; readonly values: readonly SqlValue[] }[] = []
  for (let step = 0; step < 160; step += 1) {
    const at = NOW - (160 - step) * HOUR
    turnDay(db, { ...context, now: at, timeZone: 'America/St_Johns' })
    const table = tables[random.below(tables.length)]!
    const columns = Object.keys(ENTERED[table]!).filter((name) => name !== 'created_at')
    const name = columns[random.below(columns.length)]!
    const id = ids.get(table)![random.below(3)]!
    edit(db, table, id, name, randomValue(db, () => random.next(), table, name), at)
    for (const lead of ids.get('lead')!) seen.push({ id: lead, at, values: Object.values(present.get(lead) ?? {}) })
  }
  const values = readColumns(db, 'lead', names.map((name) => ({ name, historied: true })), Float64Array.from(seen, ({ id }) => id), Float64Array.from(seen, ({ at }) => at))
  seen.forEach(({ values: then }, row) => expect(values.map((column) => column[row]), `row ${row}`).toEqual(then))
  const now = new Map(ids.get('lead')!.map((id) => [id, JSON.stringify(Object.values(present.get(id) ?? {}))]))
  expect(seen.filter(({ id, values: then }) => JSON.stringify(then) !== now.get(id)).length).toBeGreaterThan(seen.length / 2)
  for (const column of names.keys()) expect(new Set(seen.map(({ values: then }) => then[column])).size, names[column]).toBeGreaterThan(1)
  // without a moment it is the present, the day that the store's values are of included
  const [age] = readColumns(db, 'lead', [{ name: 'age', historied: true }], Float64Array.of(ids.get('lead')![0]!), Float64Array.of(Number.NaN))
  expect(age).toEqual([db.prepare<{ age: number }>('SELECT age FROM lead WHERE id = ?').get(ids.get('lead')![0]!)?.age])
})

test('rules look back at it as it was', () => {
  const { db, context } = workspace
  make('account', 'Reach', 'coalesce([Parent account].Employees, 0) + Employees')
  make('lead', 'Account size', '[Parent account].Reach')
  make('lead', 'Age', 'agedays([Created on])')
  make('lead', 'Big and old', '[Account size] > 5 and Age > 3')
  const tree = model('lead', [gives(1, all(is('account_size', 'ge', 8))), gives(10, all(is('age', 'ge', 4))), gives(100, all(is('big_and_old', 'equals', true)))])
  const random = createRandom(3)
  const accounts = [1, 2, 3].map((index) => insert(db, 'account', { name: `N${index}`, employees: index * 3, created_at: 0 }))
  const leads = [0, 1, 2, 3].map((index) => insert(db, 'lead', { last_name: `L${index}`, created_at: NOW - (20 - index) * DAY, parent_account_id: accounts[index % 3]! }))
  const truth: { readonly id: number; readonly at: number; readonly score: number }[] = []
  for (let step = 5; step < 20; step += 1) {
    const at = NOW - (20 - step) * DAY
    turnDay(db, { ...context, now: at })
    if (step % 2 === 0) edit(db, 'account', accounts[random.below(3)]!, random.next() < 0.5 ? 'employees' : 'parent_id', accounts[random.below(3)]!, at)
    else edit(db, 'lead', leads[random.below(4)]!, 'parent_account_id', accounts[random.below(3)]!, at)
    for (const { leadId, score } of evaluateRules(db, tree, { now: at + 1, timeZone: 'Europe/Berlin' })) truth.push({ id: leadId, at: at + 1, score })
  }
  turnDay(db, context)
  const before = db.prepare('SELECT * FROM lead').all()
  // a history has one moment a lead
  for (const lead of leads) {
    for (const { at, score } of truth.filter(({ id }) => id === lead)) {
      const history = scoreHistory(db, tree, { ids: Float64Array.of(lead), at: Float64Array.of(at), outcome: Uint8Array.of(1), closed: 1 }, { tables: readTables(db), timeZone: 'Europe/Berlin', between: () => undefined })
      expect([...history.leads.score], `lead ${lead} at ${at}`).toEqual([score])
    }
  }
  expect(new Set(truth.map(({ score }) => score)).size).toBeGreaterThan(3)
  expect(db.prepare('SELECT * FROM lead').all()).toEqual(before)
  expect(checkWorkspace(db).ok).toBe(true)
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
