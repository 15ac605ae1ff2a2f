import { formulaGraph, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import { writtenName } from '#shared/domain/catalog/formula/words'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import type { ReadDb, SqlValue, WriteDb } from '#main/db/handles'
import { readTables } from '#main/db/queries/catalog'
import { evaluate, type Value } from './naive.ts'
import type { FormulaNames } from './random-formula.ts'

type Kind = keyof FormulaNames
type Draw = () => number

const NOON = Date.UTC(2026, 10, 18, 11, 30)
const NUMBERS = [null, 0, 1, 3, 250]
const WORDS = [null, '', 'Bonn', 'bonn', 'Kiel']
const MOMENTS = [null, NOON, NOON - 90_000_000, NOON + 172_800_000, 1]
const DAYS = [null, '2026-11-19', '2024-02-29', '2026-12-24']

/** Entered columns by table, with the values that they are given at random; lookups by the table that they point at. */
export const ENTERED: Readonly<Record<string, Readonly<Record<string, readonly (SqlValue)[] | string>>>> = {
  user: { region: WORDS, active: [0, 1] },
  plan: { title: WORDS, since: DAYS, weight: [null, 0, 1.5, 2] },
  account: { employees: NUMBERS, annual_revenue: NUMBERS, industry: WORDS, created_at: MOMENTS, parent_id: 'account', owner_id: 'user', plan_id: 'plan' },
  contact: { first_name: WORDS, last_name: ['Hopper', 'Byron', null], consent_level: [null, 1, 4], created_at: MOMENTS, account_id: 'account' },
  lead: { employees: NUMBERS, annual_revenue: NUMBERS, city: WORDS, sales_ready: [0, 1], created_at: MOMENTS, parent_account_id: 'account', parent_contact_id: 'contact', owner_id: 'user' },
  opportunity: { estimated_close: DAYS, budget: NUMBERS, account_id: 'account', contact_id: 'contact', lead_id: 'lead' },
}
export const TABLES = Object.keys(ENTERED)

/** A table of the user's own that accounts point at. */
export function addPlans(db: WriteDb): void {
  db.exec(`CREATE TABLE plan (id INTEGER PRIMARY KEY, title TEXT, since TEXT, weight REAL, modified_at INTEGER NOT NULL) STRICT;
    ALTER TABLE account ADD COLUMN plan_id INTEGER REFERENCES plan(id);
    INSERT INTO catalog_table (name, label, label_plural, built_in, position) VALUES ('plan', 'Plan', 'Plans', 0, 90);
    INSERT INTO catalog_column (table_name, name, label, type, known_when, lookup_table, position) VALUES
      ('plan', 'title', 'Title', 'text', 'history', NULL, 0), ('plan', 'since', 'Since', 'date', 'history', NULL, 1), ('plan', 'weight', 'Weight', 'number', 'history', NULL, 2),
      ('account', 'plan_id', 'Plan', 'lookup', 'history', 'plan', 90)`)
}

const pick = <T>(draw: Draw, choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)]!

function kindOf({ type }: CatalogColumn): Kind | null {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'number':
      return 'number'
    case 'text':
    case 'option':
      return 'text'
    case 'boolean':
    case 'date':
    case 'datetime':
      return type
    case 'lookup':
      return null
  }
}

/** Columns of the table and of those behind its lookups, up to three of these away, as people write them. */
export function namesOf(tables: readonly CatalogTable[], table: string, draw: Draw): FormulaNames {
  const found: Record<Kind, string[]> = { number: [], text: [], boolean: [], date: [], datetime: [] }
  const walk = (name: string, before: string, depth: number): void => {
    for (const column of tables.find((entry) => entry.name === name)?.columns ?? []) {
      const written = `${before}${writtenName(column.label)}`
      const kind = kindOf(column)
      if (kind !== null && (column.formula !== undefined || ENTERED[name]?.[column.name] !== undefined || column.name === 'name')) found[kind].push(written)
      if (kind === null && depth > 0 && column.lookupTable !== null && TABLES.includes(column.lookupTable)) walk(column.lookupTable, `${written}.`, depth - 1)
    }
  }
  walk(table, '', 3)
  // few, so that formulas share sources
  const some = (kind: Kind): string[] => (found[kind].length === 0 ? [NEVER[kind]] : Array.from({ length: 3 }, () => pick(draw, found[kind])))
  return { number: some('number'), text: some('text'), boolean: some('boolean'), date: some('date'), datetime: some('datetime') }
}

/** What stands in for a column where there is none of the kind. */
const NEVER: Readonly<Record<Kind, string>> = { number: '1', text: '"x"', boolean: 'yes', date: 'today()', datetime: '[Created on]' }

/** A value for an entered column. */
export function randomValue(db: ReadDb, draw: Draw, table: string, column: string): SqlValue {
  const choices = ENTERED[table]![column]!
  if (typeof choices !== 'string') return pick(draw, choices)
  const ids = db.prepare<{ id: number }>(`SELECT id FROM ${choices} ORDER BY id`).all().map(({ id }) => id)
  return pick(draw, [null, ...ids])
}

/** What every calculated column of every record is by the formulas, from the entered values alone; by `table.column`, then by id. */
export function meantValues(db: ReadDb, day: { readonly today: string; readonly dayStart: number }): { readonly graph: FormulaGraph; readonly meant: ReadonlyMap<string, ReadonlyMap<number, Value>> } {
  const tables = readTables(db)
  const graph = formulaGraph(tables)
  const records = new Map<string, Map<number, Record<string, Value>>>()
  for (const table of tables) {
    const rows = db.prepare<Record<string, Value>>(`SELECT * FROM "${table.name}"`).all()
    for (const row of rows) for (const column of table.columns) if (column.formula !== undefined) delete row[column.name]
    records.set(table.name, new Map(rows.map((row) => [Number(row['id']), row])))
  }
  const around = { ...day, find: (table: string, id: number) => records.get(table)?.get(id) }
  const meant = new Map<string, Map<number, Value>>()
  for (const { table, column, formula } of graph.made) {
    const values = new Map<number, Value>()
    for (const [id, record] of records.get(table) ?? []) values.set(id, (record[column.name] = evaluate(formula, record, around)))
    meant.set(`${table}.${column.name}`, values)
  }
  return { graph, meant }
}
