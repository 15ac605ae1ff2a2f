import type { ScoredEntity } from '#shared/domain/catalog/types'
import { gradeOf } from '#shared/domain/predictive/grades'
import { trendOf } from '#shared/domain/predictive/trend'
import { monthsBefore, startOfDay } from '../features/calendar.ts'
import type { WriteDb } from '../handles.ts'
import { countUsage } from '../queries/usage.ts'
import { mismatch, SCORED_MONTHS, seenFrom, type Candidate } from './matching.ts'
import { scoreSamples } from './score-samples.ts'
import { standingOf, type Standing } from './standing.ts'
import { publishedModels, type PublishedModel } from './stored-model.ts'

export interface ScoringMoment {
  /** The moment of the scores, UTC milliseconds. */
  readonly now: number
  readonly timeZone: string
}

export interface ScoringScope extends ScoringMoment {
  /** Write the scores of this model only; null for all models. */
  readonly modelId: number | null
  /** Leave out records whose score is newer than this and whose values have not changed since; null scores all. */
  readonly dueBefore: number | null
  /** Scores made after `now` and up to this moment are newer and stay; equal to `now` when none can be. */
  readonly newerUntil: number
}

export interface ScoredCount {
  readonly scored: number
  /** Scores that differ from before, each with a new entry in the history. */
  readonly changed: number
}

/** A record with the score that it has. */
interface Known extends Candidate {
  readonly modifiedAt: number
  readonly versionId: number | null
  readonly score: number
  readonly grade: string | null
  readonly scoredAt: number
}

const knownSql = (table: ScoredEntity): string =>
  `SELECT r.id, r.state, r.created_at AS createdAt, r.closed_at AS closedAt, r.modified_at AS modifiedAt,
     s.version_id AS versionId, s.score, s.grade, s.scored_at AS scoredAt
   FROM json_each(?) i CROSS JOIN ${table} r LEFT JOIN score s ON s.entity = '${table}' AND s.record_id = r.id
   WHERE r.id = i.value`
const knownSqlOf = { lead: knownSql('lead'), opportunity: knownSql('opportunity') } as const

const dropSql = 'DELETE FROM score WHERE entity = ? AND record_id IN (SELECT value FROM json_each(?)) AND (? IS NULL OR model_id = ?)'

/**
 * Scores the records `ids` (ascending) and stores what came out, inside the caller's transaction: every record by the
 * first published model that it matches; one that matches none loses its score. The same call repeated changes nothing.
 */
export function scoreRecords(db: WriteDb, entity: ScoredEntity, ids: readonly number[], scope: ScoringScope): ScoredCount {
  const models = publishedModels(db, entity)
  const since = monthsBefore(scope.now, SCORED_MONTHS, scope.timeZone)
  const list = JSON.stringify(ids)
  const known = db.prepare<Known>(knownSqlOf[entity]).all(list)
  const byModel = new Map<PublishedModel, Known[]>()
  const matched = new Set<number>()
  const standings = models.map((model) => ({ model, stand: standingOf(db, entity, model.config, ids) }))
  for (const stored of known) {
    const found = firstMatch(standings, stored, since)
    if (found === null) continue
    const { model, record } = found
    matched.add(record.id)
    if (scope.modelId !== null && scope.modelId !== model.modelId) continue
    const isNewer = record.versionId !== null && record.scoredAt > scope.now && record.scoredAt <= scope.newerUntil
    if (isNewer || !isDue(record, model, scope.dueBefore)) continue
    const group = byModel.get(model)
    if (group === undefined) byModel.set(model, [record])
    else group.push(record)
  }
  const unmatched = ids.filter((id) => !matched.has(id))
  if (unmatched.length > 0) db.prepare(dropSql).run(entity, JSON.stringify(unmatched), scope.modelId, scope.modelId)
  let scored = 0
  let changed = 0
  for (const [model, records] of byModel) {
    scored += records.length
    changed += scoreGroup(db, entity, model, records, scope)
  }
  return { scored, changed }
}

/** The first of the models, in order of precedence, that scores the record, and how the record stands with it. */
function firstMatch(standings: readonly { readonly model: PublishedModel; readonly stand: Standing }[], stored: Known, since: number): { readonly model: PublishedModel; readonly record: Known } | null {
  for (const { model, stand } of standings) {
    const record = stand(stored)
    if (mismatch(model, record, since) === null) return { model, record }
  }
  return null
}

function isDue(record: Known, model: PublishedModel, dueBefore: number | null): boolean {
  if (dueBefore === null || record.versionId !== model.versionId) return true
  return record.scoredAt < dueBefore || record.modifiedAt > record.scoredAt || (record.grade === null && model.cuts.length > 0)
}

const pastSql = `SELECT h.record_id, h.score, max(h.scored_at) FROM json_each(?) i CROSS JOIN score_history h
  WHERE h.entity = ? AND h.record_id = i.value AND h.scored_at < ? AND h.version_id = ? GROUP BY h.record_id`
const upsertSql = `INSERT INTO score (entity, record_id, model_id, version_id, score, probability, grade, trend, scored_at, bins) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (entity, record_id) DO UPDATE SET model_id = excluded.model_id, version_id = excluded.version_id, score = excluded.score, probability = excluded.probability,
    grade = excluded.grade, trend = excluded.trend, scored_at = excluded.scored_at, bins = excluded.bins`
const historySql = 'INSERT INTO score_history (entity, record_id, model_id, version_id, score, probability, grade, scored_at, bins) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'

/** Scores that differ by less are the same; only the order of additions could tell them apart. */
const SAME = 1e-9

function scoreGroup(db: WriteDb, entity: ScoredEntity, model: PublishedModel, records: readonly Known[], { now, timeZone }: ScoringMoment): number {
  const ids = Float64Array.from(records, ({ id }) => id)
  const { score, probability, bins } = scoreSamples(db, entity, model, { ids, asOf: Float64Array.from(records, (record) => seenFrom(record, now)) })
  const dayStart = startOfDay(now, timeZone)
  countUsage(db, entity, records.map((record) => (record.versionId === null ? null : record.scoredAt)), { now, timeZone })
  const past = new Map(db.prepare(pastSql).values(JSON.stringify([...ids]), entity, dayStart, model.versionId).map(([id, before, at]) => [id as number, { score: before as number, at: at as number, versionId: model.versionId }]))
  const upsert = db.prepare(upsertSql)
  const append = db.prepare(historySql)
  let changed = 0
  records.forEach((record, row) => {
    const value = score[row] ?? 0
    const chance = probability[row] ?? 0
    const earlier = past.get(record.id)
    const trend = trendOf({ at: now, score: value, versionId: model.versionId }, earlier === undefined ? [] : [earlier], dayStart)
    const grade = gradeOf(value, model.cuts)
    const blob = bins[row] ?? new Uint8Array(0)
    upsert.run(entity, record.id, model.modelId, model.versionId, value, chance, grade, trend, now, blob)
    if (record.versionId === model.versionId && Math.abs(record.score - value) <= SAME) return
    append.run(entity, record.id, model.modelId, model.versionId, value, chance, grade, now, blob)
    changed += 1
  })
  return changed
}
