import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { readTables } from '../queries/catalog.ts'

/** Tables with their columns by name. */
export type CatalogMap = ReadonlyMap<string, ReadonlyMap<string, CatalogColumn>>

/** Part of a draft that names what is not there, or lacks a value; it is left out of what can be computed. */
export class Broken extends Error {}

interface Known {
  readonly stamp: string
  readonly catalog: CatalogMap
}

const known = new WeakMap<ReadDb, Known>()

export function catalogMap(tables: readonly CatalogTable[]): CatalogMap {
  return new Map(tables.map((table) => [table.name, new Map(table.columns.map((column) => [column.name, column]))]))
}

/** The workspace's catalog, kept beside the connection until tables or columns are added or removed. */
export function currentCatalog(db: ReadDb): CatalogMap {
  const { n } = db.prepare<{ n: number }>('SELECT count(*) AS n FROM catalog_column').get() ?? { n: 0 }
  const { schema_version: version } = db.prepare<{ schema_version: number }>('PRAGMA schema_version').get() ?? { schema_version: 0 }
  const stamp = `${version} ${n}`
  const last = known.get(db)
  if (last?.stamp === stamp) return last.catalog
  const catalog = catalogMap(readTables(db))
  known.set(db, { stamp, catalog })
  return catalog
}

export function columnIn(catalog: CatalogMap, table: string, name: string): CatalogColumn {
  const column = catalog.get(table)?.get(name)
  if (column === undefined) throw new Broken(`${table} has no column ${name}`)
  return column
}

/** The table that a lookup column points at. */
export function lookupTarget(catalog: CatalogMap, table: string, name: string): string {
  const column = columnIn(catalog, table, name)
  if (column.type !== 'lookup' || column.lookupTable === null || !catalog.has(column.lookupTable)) throw new Broken(`${table}.${name} is not a lookup`)
  return column.lookupTable
}

/** The column that tells when a row happened, or null where its table keeps no time. */
export function timeColumn(catalog: CatalogMap, table: string): string | null {
  if (table === 'interaction') return 'occurred_at'
  return catalog.get(table)?.has('created_at') === true ? 'created_at' : null
}
