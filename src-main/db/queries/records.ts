import { sql } from 'kysely'
import type { Cell } from '#shared/contract/base'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb, SqlValue } from '../handles.ts'
import { readTable } from './catalog.ts'
import { columnSql, firstRow, type Sql } from './filters-sql.ts'
import { toCell } from './records-cells.ts'

export interface RecordView {
  readonly table: string
  readonly id: number
  readonly name: string
  readonly values: Record<string, Cell>
  readonly lookups: Record<string, string>
}

/** A row as it is stored, by column name. */
export type StoredRow = Readonly<Record<string, SqlValue>>

/** The record with all columns of its catalog and the names of the records that it points at. */
export function readRecord(db: ReadDb, input: { table: string; id: number }): RecordView {
  const table = readTable(db, input.table)
  const stored = readStored(db, table, input.id)
  const lookups: Record<string, string> = {}
  for (const column of table.columns) {
    const target = stored[column.name]
    if (column.type === 'lookup' && column.lookupTable !== null && typeof target === 'number') lookups[column.name] = recordName(db, column.lookupTable, target)
  }
  const values = Object.fromEntries(table.columns.map((column) => [column.name, toCell(column, stored[column.name])]))
  return { table: table.name, id: input.id, name: recordName(db, table.name, input.id), values, lookups }
}

/** The row of a record; a Problem when there is none. */
export function readStored(db: ReadDb, table: CatalogTable, id: number): StoredRow {
  const row = firstRow<StoredRow>(db, sql`SELECT ${selectSql(table)} FROM ${sql.id(table.name)} r WHERE r.id = ${id}`)
  if (row === undefined) throw new Problem('NOT_FOUND', `There is no ${table.label.toLowerCase()} with the number ${id}. It may have been removed; go back to the list.`)
  return row
}

function selectSql(table: CatalogTable): Sql {
  return sql.join([sql`r.id`, ...table.columns.map((column) => columnSql('r', column.name))])
}

/** The column that names a table's records: `name`, else the first text that is not an external id. */
function nameColumn(columns: readonly Pick<CatalogColumn, 'name' | 'type'>[]): string | null {
  if (columns.some((column) => column.name === 'name')) return 'name'
  return columns.find((column) => (column.type === 'text' || column.type === 'option') && column.name !== 'external_id')?.name ?? null
}

/** The name that a table's records go by, as part of a statement over the row `r`. */
export function nameSql(db: ReadDb, table: string): Sql {
  const columns = db.prepare<Pick<CatalogColumn, 'name' | 'type'>>('SELECT name, type FROM catalog_column WHERE table_name = ? ORDER BY position, name').all(table)
  const column = nameColumn(columns)
  return column === null ? sql`NULL` : columnSql('r', column)
}

/** What people call the record; its number where nothing names it. */
function recordName(db: ReadDb, table: string, id: number): string {
  const row = firstRow<{ name: string | null }>(db, sql`SELECT ${nameSql(db, table)} AS name FROM ${sql.id(table)} r WHERE r.id = ${id}`)
  const name = row?.name ?? ''
  return name === '' ? `No name (${id})` : name
}
