import { sql } from 'kysely'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'

/** What people call the rows, by `table id`: an interaction by its type and asset, others by their name where they have one. */
export function rowLabels(db: ReadDb, catalog: CatalogMap, rows: readonly { readonly table: string; readonly id: number }[]): Map<string, string> {
  const labels = new Map<string, string>()
  for (const [table, group] of Map.groupBy(rows, (row) => row.table)) {
    const columns = catalog.get(table)
    if (columns === undefined) continue
    const name = ['name', 'topic', 'title', 'subject', 'external_id'].find((column) => columns.has(column))
    const label = table === 'interaction' ? sql`concat_ws(', ', r.type, nullif(r.asset, ''))` : name === undefined ? sql`NULL` : sql`r.${sql.id(name)}`
    const ids = JSON.stringify(group.map(({ id }) => id))
    for (const row of allRows<{ id: number; label: string | null }>(db, sql`SELECT r.id, ${label} AS label FROM json_each(${ids}) i CROSS JOIN ${sql.id(table)} r ON r.id = i.value`)) {
      labels.set(`${table} ${row.id}`, row.label === null || row.label === '' ? `${table} ${row.id}` : row.label)
    }
  }
  return labels
}
