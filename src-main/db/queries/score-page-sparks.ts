import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { startOfDay } from '../features/calendar.ts'
import type { ReadDb } from '../handles.ts'
import { allRows, columnSql, type Sql } from './filters-sql.ts'

const maxDays = 8
const day = 86_400_000

/**
 * The last score of each of up to eight days on which the record was scored by its present model, oldest first,
 * the present score last; days are the workspace's, taken with the offset that its zone has now.
 */
export function readSparks(db: ReadDb, entity: ScoredEntity, ids: string, context: { now: number; timeZone: string }): Map<number, number[]> {
  const shift = startOfDay(context.now, context.timeZone) % day
  // Numbers arrive in SQLite as floating point, so that the division has to be cut.
  const dayOf = (alias: string): Sql => sql`CAST((${columnSql(alias, 'scored_at')} - ${shift}) / ${day} AS INTEGER)`
  const present = sql`FROM json_each(${ids}) i CROSS JOIN score s`
  const rows = allRows<{ id: number; day: number; score: number; last: number }>(
    db,
    // With max() the bare columns come from the row that has the maximum: that day's last score.
    sql`SELECT s.record_id AS id, ${dayOf('h')} AS day, h.score AS score, max(h.scored_at) AS last ${present} CROSS JOIN score_history h
      WHERE s.entity = ${entity} AND s.record_id = i.value AND h.entity = ${entity} AND h.record_id = s.record_id AND h.model_id = s.model_id AND h.scored_at <= ${context.now}
      GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  const current = allRows<{ id: number; score: number; day: number }>(
    db,
    sql`SELECT s.record_id AS id, s.score AS score, ${dayOf('s')} AS day ${present} WHERE s.entity = ${entity} AND s.record_id = i.value`,
  )
  const earlier = Map.groupBy(rows, (row) => row.id)
  return new Map(current.map((now) => [now.id, [...(earlier.get(now.id) ?? []).filter((row) => row.day < now.day).map((row) => row.score), now.score].slice(-maxDays)]))
}
