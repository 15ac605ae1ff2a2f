import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'

/** A stored record: decimals scaled, booleans 0 or 1, datetimes UTC milliseconds, dates `YYYY-MM-DD`. */
export type Row = Readonly<Record<string, string | number | null>> & { readonly id: number }

/** All that a rule model can see, as plain objects. */
export interface World {
  readonly catalog: readonly CatalogTable[]
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

export function rowsOf(world: World, table: string): readonly Row[] {
  return world.rows.get(table) ?? []
}

export function columnOf(world: World, table: string, name: string): CatalogColumn {
  const column = world.catalog.find((entry) => entry.name === table)?.columns.find((entry) => entry.name === name)
  if (column === undefined) throw new Error(`No column ${table}.${name}`)
  return column
}
