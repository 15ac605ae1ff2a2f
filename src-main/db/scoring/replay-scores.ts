import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { gradeOf } from '#shared/domain/predictive/grades'
import { populationOf } from '../features/population.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { scoreSamples } from './score-samples.ts'
import type { PublishedModel } from './stored-model.ts'

/** Earlier days that a newly published version is replayed for. */
export const REPLAYED_DAYS = 14
const day = 24 * 3_600_000
/** More open records than this are not replayed; their history begins with the first scoring. */
const MOST_RECORDS = 5_000

interface ReplayedRecord {
  readonly id: number
  /** UTC milliseconds. */
  readonly createdAt: number
}

/** Open records whose last days a version without any history can be replayed for; none where it has one, or where there are too many. */
export function replayable(db: ReadDb, entity: ScoredEntity, model: PublishedModel): ReplayedRecord[] {
  if (db.prepare('SELECT 1 FROM score_history WHERE version_id = ? LIMIT 1').get(model.versionId) !== undefined) return []
  const { isOpen, belongs } = populationOf(db, entity, model.config)
  const open = allRows<ReplayedRecord>(db, sql`SELECT r.id, r.created_at AS createdAt FROM ${sql.id(entity)} r WHERE ${isOpen} AND r.created_at IS NOT NULL AND ${belongs} ORDER BY r.id`)
  return open.length > MOST_RECORDS ? [] : open
}

/** Stores what the version would have scored at `at`, seen with nothing that happened later; returns how many records existed then. */
export function replayDay(db: WriteDb, entity: ScoredEntity, model: PublishedModel, records: readonly ReplayedRecord[], at: number): number {
  const existing = records.filter((record) => record.createdAt < at)
  if (existing.length === 0) return 0
  const { score, probability, bins } = scoreSamples(db, entity, model, { ids: Float64Array.from(existing, ({ id }) => id), asOf: new Float64Array(existing.length).fill(at) })
  const append = db.prepare('INSERT INTO score_history (entity, record_id, model_id, version_id, score, probability, grade, scored_at, bins) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  existing.forEach((record, row) => {
    const value = score[row] ?? 0
    append.run(entity, record.id, model.modelId, model.versionId, value, probability[row] ?? 0, gradeOf(value, model.cuts), at, bins[row] ?? new Uint8Array(0))
  })
  return existing.length
}

/** The moments replayed, oldest first: the same time of each earlier day. */
export function replayMoments(now: number): number[] {
  return Array.from({ length: REPLAYED_DAYS }, (_unused, index) => now - (REPLAYED_DAYS - index) * day)
}
