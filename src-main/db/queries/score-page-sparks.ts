import type { ScoredEntity } from '#shared/domain/catalog/types'
import { startOfDay } from '../features/calendar.ts'
import type { ReadDb } from '../handles.ts'

const maxDays = 8
const day = 86_400_000

/**
 * The last score of each of up to eight days on which the record was scored by its present model, oldest first,
 * the present score last; days are the workspace's, taken with the offset that its zone has now.
 */
export function readSparks(db: ReadDb, entity: ScoredEntity, ids: string, context: { now: number; timeZone: string }): Map<number, number[]> {
  const shift = startOfDay(context.now, context.timeZone) % day
  const rows = db
    .prepare<{ id: number; day: number; score: number; last: number }>(
      // With max() the bare columns come from the row that has the maximum: that day's last score.
      `SELECT s.record_id AS id, (h.scored_at - ?2) / ?3 AS day, h.score AS score, max(h.scored_at) AS last
       FROM json_each(?1) i CROSS JOIN score s CROSS JOIN score_history h
       WHERE s.entity = ?4 AND s.record_id = i.value AND h.entity = ?4 AND h.record_id = s.record_id AND h.model_id = s.model_id AND h.scored_at <= ?5
       GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all(ids, shift, day, entity, context.now)
  const current = db
    .prepare<{ id: number; score: number; day: number }>(
      'SELECT s.record_id AS id, s.score AS score, (s.scored_at - ?2) / ?3 AS day FROM json_each(?1) i CROSS JOIN score s WHERE s.entity = ?4 AND s.record_id = i.value',
    )
    .all(ids, shift, day, entity)
  const earlier = Map.groupBy(rows, (row) => row.id)
  return new Map(current.map((now) => [now.id, [...(earlier.get(now.id) ?? []).filter((row) => row.day < now.day).map((row) => row.score), now.score].slice(-maxDays)]))
}
