import type { CatalogColumn, CatalogTable } from '../catalog/types.ts'

/** What a model can refer to: the tables of the catalog and the names of the business units. */
export interface RuleContext {
  readonly tables: readonly CatalogTable[]
  readonly businessUnits: readonly string[]
}

export function findTable(tables: readonly CatalogTable[], name: string | null): CatalogTable | null {
  return tables.find((table) => table.name === name) ?? null
}

export function findColumn(tables: readonly CatalogTable[], table: string | null, column: string): CatalogColumn | null {
  return findTable(tables, table)?.columns.find((candidate) => candidate.name === column) ?? null
}

/** The table that lookup columns lead to, one after the other; null as soon as one of them is unknown or no lookup. */
export function followLookups(tables: readonly CatalogTable[], table: string | null, lookups: readonly string[]): string | null {
  let reached = table
  for (const lookup of lookups) reached = findColumn(tables, reached, lookup)?.lookupTable ?? null
  return reached
}

/** The column that says when a row happened; null where a table has none, so that only `lifetime` fits it. */
export function timeColumn(table: CatalogTable): string | null {
  const name = table.name === 'interaction' ? 'occurred_at' : 'created_at'
  return table.columns.some((column) => column.name === name) ? name : null
}

/** The interaction types that the catalog knows, in its order. */
export function interactionTypes(tables: readonly CatalogTable[]): readonly string[] {
  return findColumn(tables, 'interaction', 'type')?.options ?? []
}
