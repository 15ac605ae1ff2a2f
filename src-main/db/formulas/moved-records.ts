import { sql } from 'kysely'
import { followersOf } from '#shared/domain/catalog/formula/graph'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { currentGraph } from './current-graph.ts'
import { positionsOf, reachSql } from './positions.ts'

/** Records of a table, with the columns by which others may follow them; null for any. */
interface Moved {
  readonly table: string
  readonly ids: readonly number[]
  readonly columns: ReadonlySet<string> | null
}

/**
 * Other records with calculated columns that are computed from the record, directly or through further ones, by table: up to
 * `most` of each column. To be asked after the record was changed.
 */
export function movedWith(db: ReadDb, table: string, id: number, most: number): ReadonlyMap<string, readonly number[]> {
  const graph = currentGraph(db)
  const kept = graph.made.filter((one) => one.kept)
  const found = new Map<string, Set<number>>()
  const waiting: Moved[] = kept.length === 0 ? [] : [{ table, ids: [id], columns: null }]
  for (let moved = waiting.shift(); moved !== undefined; moved = waiting.shift()) {
    for (const one of kept) {
      for (const position of positionsOf(one)) {
        const { table: read, columns } = moved
        if (position.path.length === 0 || position.table !== read || (columns !== null && ![...position.columns].some((name) => columns.has(name)))) continue
        const known = found.get(one.table) ?? new Set<number>()
        const reached = allRows<{ id: number }>(db, sql`SELECT id FROM ${sql.id(one.table)} WHERE ${reachSql(position, sql`SELECT value FROM json_each(${JSON.stringify(moved.ids)})`)} LIMIT ${most}`)
        const ids = reached.map((row) => row.id).filter((other) => !known.has(other))
        if (ids.length === 0) continue
        found.set(one.table, new Set([...known, ...ids]))
        const own = followersOf(graph, [one.column]).filter((follower) => follower.table === one.table && !follower.kept)
        waiting.push({ table: one.table, ids, columns: new Set([one, ...own].map(({ column }) => column.name)) })
      }
    }
  }
  return new Map([...found].map(([name, ids]) => [name, [...ids]]))
}
