import { sql } from 'kysely'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { ReadDb, SqlValue } from '../handles.ts'
import { readTable } from '../queries/catalog.ts'
import { compiled, type Sql } from '../queries/filters-sql.ts'
import { definitionSql, formulaOf, hasFormulas, sourcesOf } from './definition.ts'

interface Wanted {
  readonly name: string
  readonly historied: boolean
}

/** Reads stored columns as they were, by column and row. */
type ReadStored = (columns: readonly Wanted[]) => readonly (readonly SqlValue[])[]

/**
 * Computes the historied calculated columns among `columns` anew, from their sources as they were at each row's moment, and
 * puts them into `values` (by column and row). Each source is replayed where its own history is kept. The expression is that
 * of the generated column, so that the present agrees with the store. Rows without a record stay as they are.
 */
export function replayFormulas(db: ReadDb, table: string, columns: readonly Wanted[], values: SqlValue[][], read: ReadStored): void {
  if (!columns.some(({ historied }) => historied) || !hasFormulas(db, table)) return
  const catalog = readTable(db, table)
  const made = columns.flatMap(({ name, historied }, place) => {
    const column = catalog.columns.find((item) => item.name === name)
    return historied && column?.formula !== undefined ? [{ place, formula: formulaOf(catalog, column) }] : []
  })
  if (made.length === 0) return
  const sources = new Map(made.flatMap(({ formula }) => sourcesOf(catalog, formula).stored.map((column) => [column.name, column] as const)))
  const names = [...sources.keys()]
  const [ids = [], ...found] = read([{ name: 'id', historied: false }, ...[...sources.values()].map(({ name, knownWhen }) => ({ name, historied: knownWhen === 'history' }))])
  const rows = ids.flatMap((id, row) => (id === null ? [] : [row]))
  const given = JSON.stringify(rows.map((row) => found.map((column) => column[row] ?? null)))
  const at = (column: CatalogColumn): Sql => {
    const value = sql`(i.value ->> ${sql.lit(names.indexOf(column.name))})`
    // a whole fraction such as 3.0 is written 3, and two of these would be divided without a remainder
    return column.type === 'number' ? sql`CAST(${value} AS REAL)` : value
  }
  const { text } = compiled(sql`SELECT ${sql.join(made.map(({ formula }) => definitionSql(catalog, formula, at)))} FROM json_each(${given}) i ORDER BY i.key`)
  db.prepare(text).values(given).forEach((results, index) => {
    made.forEach(({ place }, order) => {
      values[place]![rows[index]!] = results[order] ?? null
    })
  })
}
