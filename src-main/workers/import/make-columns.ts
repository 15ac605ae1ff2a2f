import { physicalType, type ColumnType, type KnownWhen } from '#shared/domain/catalog/types'
import { freeName } from '#shared/domain/dataset/names'
import type { WriteDb } from '#main/db/handles'
import { quoteName } from '#main/db/stage'
import type { Filled } from './fill-stage.ts'
import type { Plan } from './plan.ts'
import { number } from './settle-stage.ts'

interface NewColumn {
  readonly target: string
  readonly label: string
  readonly type: ColumnType
  readonly scale: number
  readonly knownWhen: KnownWhen
  readonly personal: boolean
  readonly lookupTable: string | null
  readonly source: string
}

/** Makes the table and the columns that the workspace lacks, with their catalog entries and options. Returns the names of the new columns. */
export function makeColumns(db: WriteDb, plan: Plan, filled: Filled, fileName: string): string[] {
  if (plan.isNewTable) makeTable(db, plan)
  const wanted: NewColumn[] = [
    ...plan.columns.filter((column) => column.isNew).map((column): NewColumn => ({ target: column.target, label: column.label, type: column.type, scale: column.scale, knownWhen: column.knownWhen, personal: column.personal, lookupTable: column.lookup?.table ?? null, source: `${fileName}: ${column.source}` })),
    ...plan.constants.filter((constant) => constant.isNew).map(({ target, type }): NewColumn => ({ target, label: target.replaceAll('_', ' '), type, scale: type === 'decimal' ? 2 : 0, knownWhen: 'snapshot', personal: false, lookupTable: null, source: `${fileName}: constant` })),
  ]
  for (const column of wanted) addColumn(db, plan.table, column)
  if (plan.isNewTable && plan.key !== null && plan.key !== 'external_id') db.exec(`CREATE INDEX ${quoteName(`${plan.table}_${plan.key}`)} ON ${quoteName(plan.table)} (${quoteName(plan.key)})`)
  for (const [at, values] of filled.options) {
    const column = plan.columns[at]
    if (column !== undefined && values !== undefined) addOptions(db, plan.table, column.target, [...values].filter((value) => filled.rejected === 0 || db.prepare(`SELECT 1 FROM stage.row WHERE c${at} = ? LIMIT 1`).get(value) !== undefined))
  }
  for (const { target, type, value } of plan.constants) if (type === 'option' && typeof value === 'string') addOptions(db, plan.table, target, [value])
  return wanted.map((column) => column.target)
}

function makeTable(db: WriteDb, plan: Plan): void {
  const name = quoteName(plan.table)
  db.exec(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, external_id TEXT, owner_id INTEGER REFERENCES user(id), created_at INTEGER, modified_at INTEGER NOT NULL, import_id INTEGER) STRICT`)
  db.exec(`CREATE UNIQUE INDEX ${quoteName(`${plan.table}_external`)} ON ${name} (external_id) WHERE external_id IS NOT NULL`)
  const position = number(db, 'SELECT coalesce(max(position), -1) + 1 AS n FROM catalog_table')
  db.prepare('INSERT INTO catalog_table (name, label, label_plural, built_in, position) VALUES (?, ?, ?, 0, ?)').run(plan.table, plan.tableLabel, plural(plan.tableLabel), position)
  const entry = db.prepare("INSERT INTO catalog_column (table_name, name, label, type, known_when, built_in, read_only, lookup_table, source, position) VALUES (?, ?, ?, ?, ?, 1, ?, ?, 'built in', ?)")
  entry.run(plan.table, 'external_id', 'External id', 'text', 'creation', 0, null, 0)
  entry.run(plan.table, 'owner_id', 'Owner', 'lookup', 'history', 0, 'user', 1)
  entry.run(plan.table, 'created_at', 'Created on', 'datetime', 'creation', 0, null, 2)
  entry.run(plan.table, 'modified_at', 'Modified on', 'datetime', 'after_outcome', 1, null, 3)
}

function addColumn(db: WriteDb, table: string, column: NewColumn): void {
  const points = column.lookupTable === null ? '' : ` REFERENCES ${quoteName(column.lookupTable)}(id)`
  db.exec(`ALTER TABLE ${quoteName(table)} ADD COLUMN ${quoteName(column.target)} ${physicalType(column.type)}${points}`)
  const labels = new Set(db.prepare<{ label: string }>('SELECT lower(label) AS label FROM catalog_column WHERE table_name = ?').all(table).map((row) => row.label))
  const taken = { has: (label: string) => labels.has(label.toLowerCase()) }
  const position = db.prepare<{ n: number }>('SELECT coalesce(max(position), -1) + 1 AS n FROM catalog_column WHERE table_name = ?').get(table)?.n ?? 0
  db.prepare('INSERT INTO catalog_column (table_name, name, label, type, scale, known_when, personal, built_in, read_only, lookup_table, source, position) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)').run(
    table, column.target, freeName(column.label.slice(0, 110), taken, ' '), column.type, column.scale, column.knownWhen, column.personal ? 1 : 0, column.lookupTable, column.source, position,
  )
}

/** Enters options that the catalog does not have yet, after those that it has. */
function addOptions(db: WriteDb, table: string, column: string, values: readonly string[]): void {
  const add = db.prepare('INSERT OR IGNORE INTO catalog_option (table_name, column_name, value, position) SELECT ?, ?, ?, coalesce(max(position), -1) + 1 FROM catalog_option WHERE table_name = ? AND column_name = ?')
  for (const value of values) add.run(table, column, value, table, column)
}

function plural(label: string): string {
  if (/s$/iu.test(label)) return label
  return /[^aeiou]y$/iu.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`
}
