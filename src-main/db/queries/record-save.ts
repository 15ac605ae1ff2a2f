import { sql } from 'kysely'
import type { Cell } from '#shared/contract/base'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb, SqlValue, WriteDb } from '../handles.ts'
import { columnOf, readTable } from './catalog.ts'
import { compiled, type Sql } from './filters-sql.ts'
import { checkColumns, checkStored, refuseSystemTable } from './record-save-checks.ts'
import { rescoreAfter } from './record-save-rescore.ts'
import { readRecord, readStored, type RecordView } from './records.ts'
import { toStored } from './records-cells.ts'

export interface SaveContext {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
  /** Tells which pages must read again. */
  changed(topic: 'records' | 'scores' | 'catalog' | 'workspace'): void
}

export type CellValues = Readonly<Record<string, Cell>>
type StoredValue = string | number | null

/** Status that goes with a state, unless the caller names another. */
const statusOf: Readonly<Record<string, string>> = {
  'lead.open': 'New', 'lead.qualified': 'Qualified', 'lead.disqualified': 'Lost',
  'opportunity.open': 'In progress', 'opportunity.won': 'Won', 'opportunity.lost': 'Cancelled',
}

/** Adds a record; owner, business unit and creation time are filled in where they are not given. The record is scored before the answer. */
export function createRecord(db: WriteDb, input: { table: string; values: CellValues }, context: SaveContext): RecordView {
  const table = readTable(db, input.table)
  refuseSystemTable(db, table, context)
  const given = storedValues(table, input.values)
  const values = new Map<string, StoredValue>([...defaults(db, table, context), ...given])
  if (isClosable(table)) {
    if (isClosed(values.get('state')) && values.get('closed_at') === undefined) values.set('closed_at', context.now)
    if (!values.has('status')) values.set('status', statusOf[`${table.name}.${String(values.get('state'))}`] ?? null)
  }
  checkColumns(db, table, values)
  checkStored(db, table, values, null)
  if (hasModified(db, table)) values.set('modified_at', context.now)
  const names = [...values.keys()]
  const id = Number(run(db, sql`INSERT INTO ${sql.id(table.name)} (${sql.join(names.map((name) => sql.id(name)))}) VALUES (${sql.join([...values.values()])})`).lastInsertRowid)
  addOptions(db, table, given, context)
  audit(db, context, 'create', `${table.name} ${id}`, [...given.keys()])
  finish(db, table, id, context)
  return readRecord(db, { table: table.name, id })
}

/**
 * Saves what differs from the stored record and writes each change into the history. Leaving the open state
 * sets the closing time, returning to it clears the time; the record is rescored before the answer.
 */
export function saveRecord(db: WriteDb, input: { table: string; id: number; values: CellValues }, context: SaveContext): RecordView {
  const table = readTable(db, input.table)
  refuseSystemTable(db, table, context)
  const before = readStored(db, table, input.id)
  const given = storedValues(table, input.values)
  const state = given.get('state')
  if (isClosable(table) && typeof state === 'string' && state !== before['state']) {
    const closing = isClosed(state)
    if (!given.has('closed_at') && closing !== isClosed(before['state'])) given.set('closed_at', closing ? context.now : null)
    if (!given.has('status')) given.set('status', (state === 'open' ? statusBefore(db, table, input.id) : null) ?? statusOf[`${table.name}.${state}`] ?? null)
  }
  const changed = new Map([...given].filter(([name, value]) => value !== before[name]))
  if (changed.size === 0) return readRecord(db, input)
  checkColumns(db, table, changed, input.id)
  checkStored(db, table, changed, { id: input.id, before, userId: context.userId })
  const history = db.prepare(
    'INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at, user_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [name, value] of changed) history.run(table.name, input.id, name, before[name] ?? null, value, context.now, context.now, context.userId)
  if (hasModified(db, table)) changed.set('modified_at', context.now)
  const sets = [...changed].map(([name, value]) => sql`${sql.id(name)} = ${value}`)
  run(db, sql`UPDATE ${sql.id(table.name)} SET ${sql.join(sets)} WHERE id = ${input.id}`)
  addOptions(db, table, changed, context)
  audit(db, context, 'save', `${table.name} ${input.id}`, [...changed.keys()].filter((name) => name !== 'modified_at'))
  finish(db, table, input.id, context)
  return readRecord(db, input)
}

/** The status that the record had before it was last closed, from its history. */
function statusBefore(db: ReadDb, table: CatalogTable, id: number): string | null {
  return (
    db
      .prepare<{ status: string | null }>(
        "SELECT old_value AS status FROM field_change WHERE table_name = ? AND record_id = ? AND column_name = 'status' ORDER BY changed_at DESC, id DESC LIMIT 1",
      )
      .get(table.name, id)?.status ?? null
  )
}

/** The given cells as the store keeps them; a Problem for a column that is unknown or not for people to write. */
function storedValues(table: CatalogTable, values: CellValues): Map<string, StoredValue> {
  return new Map(
    Object.entries(values).map(([name, cell]) => {
      const column = columnOf(table, name)
      if (column.readOnly) throw new Problem('BAD_INPUT', `${column.label} is ${column.formula === undefined ? 'kept by Sextant' : 'calculated from other columns'} and cannot be changed by hand.`, name)
      return [name, toStored(column, cell)]
    }),
  )
}

function defaults(db: WriteDb, table: CatalogTable, context: SaveContext): Map<string, StoredValue> {
  const made = new Map<string, StoredValue>()
  const has = (name: string): boolean => table.columns.some((column) => column.name === name)
  if (has('created_at')) made.set('created_at', context.now)
  if (table.name === 'interaction') made.set('recorded_at', context.now).set('created_at', context.now)
  if (has('owner_id')) made.set('owner_id', context.userId)
  if (has('business_unit_id') && has('owner_id')) {
    made.set('business_unit_id', db.prepare<{ unit: number | null }>('SELECT business_unit_id AS unit FROM user WHERE id = ?').get(context.userId)?.unit ?? null)
  }
  if (isClosable(table)) made.set('state', 'open')
  return made
}

const isClosable = (table: CatalogTable): boolean => table.name === 'lead' || table.name === 'opportunity'
const isClosed = (state: SqlValue | undefined): boolean => typeof state === 'string' && state !== 'open'
const hasModified = (db: ReadDb, table: CatalogTable): boolean => db.prepare("SELECT 1 FROM pragma_table_xinfo(?) WHERE name = 'modified_at'").get(table.name) !== undefined

/** An option that was never used before becomes a choice for everyone. */
function addOptions(db: WriteDb, table: CatalogTable, values: ReadonlyMap<string, StoredValue>, context: SaveContext): void {
  for (const column of table.columns) {
    const value = values.get(column.name)
    if (column.type !== 'option' || typeof value !== 'string' || column.options.includes(value)) continue
    db.prepare(
      'INSERT INTO catalog_option (table_name, column_name, value, position) SELECT ?, ?, ?, coalesce(max(position) + 1, 0) FROM catalog_option WHERE table_name = ? AND column_name = ?',
    ).run(table.name, column.name, value, table.name, column.name)
    context.changed('catalog')
  }
}

/** Scores anew what the change may have moved, and tells the pages. */
function finish(db: WriteDb, table: CatalogTable, id: number, context: SaveContext): void {
  rescoreAfter(db, table.name, id, context)
  context.changed('records')
  context.changed('scores')
  if (table.name === 'user') context.changed('workspace')
}

function audit(db: WriteDb, context: SaveContext, action: string, subject: string, columns: readonly string[]): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(context.now, context.userId, action, subject, JSON.stringify({ columns }))
}

function run(db: WriteDb, query: Sql): { lastInsertRowid: number | bigint } {
  const { text, parameters } = compiled(query)
  return db.prepare(text).run(...parameters)
}
