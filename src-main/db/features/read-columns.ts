import { sql } from 'kysely'
import type { ReadDb, SqlValue } from '../handles.ts'
import { replayFormulas } from '../formulas/replay.ts'
import { compileSql } from './compile-sql.ts'

export interface WantedColumn {
  readonly name: string
  /** Edits after `asOf` are undone; a calculated column is computed from its sources as they were. */
  readonly historied: boolean
}

/** Rows with an id, ordered by it, so that a result in the order of ids can be merged. */
export function orderById(ids: Float64Array): Int32Array {
  const rows = new Int32Array(ids.length)
  let count = 0
  let sorted = true
  let last = -Infinity
  for (let row = 0; row < ids.length; row += 1) {
    const id = ids[row]!
    if (Number.isNaN(id)) continue
    if (id < last) sorted = false
    last = id
    rows[count] = row
    count += 1
  }
  const order = rows.subarray(0, count)
  return sorted ? order : order.sort((a, b) => ids[a]! - ids[b]! || a - b)
}

/** The distinct ids in the given order of rows, as a JSON array for `json_each`. */
export function idList(ids: Float64Array, order: Int32Array): string {
  const distinct: number[] = []
  for (const row of order) if (distinct.at(-1) !== ids[row]) distinct.push(ids[row]!)
  return JSON.stringify(distinct)
}

/**
 * Values of the columns of one table, by column and row: for every row the values of record `ids[row]` as of `asOf[row]`.
 * Rows with a NaN id, and records that are gone, have nulls; a NaN moment means the present state.
 */
export function readColumns(db: ReadDb, table: string, columns: readonly WantedColumn[], ids: Float64Array, asOf: Float64Array): SqlValue[][] {
  const values = columns.map(() => Array.from<SqlValue>({ length: ids.length }).fill(null))
  if (columns.length === 0) return values
  const order = orderById(ids)
  if (order.length === 0) return values
  const list = idList(ids, order)
  const names = sql.join(columns.map((column) => sql`t.${sql.id(column.name)}`))
  const present = compileSql(sql`SELECT t.id, ${names} FROM json_each(${''}) i CROSS JOIN ${sql.id(table)} t WHERE t.id = i.value`)
  let at = 0
  for (const record of db.prepare(present).values(list)) {
    const id = record[0] as number
    while (at < order.length && ids[order[at]!]! < id) at += 1
    for (; at < order.length && ids[order[at]!] === id; at += 1) {
      const row = order[at]!
      for (let column = 0; column < values.length; column += 1) values[column]![row] = record[column + 1]!
    }
  }
  if (columns.some((column) => column.historied)) {
    replay(db, table, columns, { ids, asOf, order, list, values })
    replayFormulas(db, table, columns, { ids, asOf, values }, (other, sources, records) => readColumns(db, other, sources, records, asOf))
  }
  return values
}

interface Replayed {
  readonly ids: Float64Array
  readonly asOf: Float64Array
  readonly order: Int32Array
  readonly list: string
  readonly values: SqlValue[][]
}

const changesSql = `SELECT f.record_id, f.column_name, f.changed_at, f.old_value
  FROM json_each(?) i CROSS JOIN field_change f WHERE f.table_name = ? AND f.record_id = i.value AND f.changed_at > ?
  ORDER BY f.record_id, f.changed_at, f.id`

/** The value at a moment is the old value of the first change after it. */
function replay(db: ReadDb, table: string, columns: readonly WantedColumn[], into: Replayed): void {
  const { ids, asOf, order, values } = into
  let earliest = Infinity
  for (const row of order) if (asOf[row]! < earliest) earliest = asOf[row]!
  if (earliest === Infinity) return
  const place = new Map(columns.flatMap((column, index) => (column.historied ? [[column.name, index] as const] : [])))
  const done = new Set<number>()
  let at = 0
  for (const [id, name, changedAt, old] of db.prepare(changesSql).values(into.list, table, earliest)) {
    const column = place.get(name as string)
    while (at < order.length && ids[order[at]!]! < (id as number)) at += 1
    if (column === undefined) continue
    for (let next = at; next < order.length && ids[order[next]!] === id; next += 1) {
      const row = order[next]!
      const key = row * columns.length + column
      if (!((changedAt as number) > asOf[row]!) || done.has(key)) continue
      done.add(key)
      values[column]![row] = old!
    }
  }
}
