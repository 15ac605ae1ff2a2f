import { modelConfigSchema } from '#shared/contract/predictive'
import type { Explanation } from '#shared/contract/scores'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { baselineOf } from '#shared/domain/predictive/model'
import { binFeatures, contributionsOf, scoreOfLogit } from '#shared/domain/predictive/predict'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { logitOf } from '#shared/domain/predictive/metrics'
import type { Trend } from '#shared/domain/scores/types'
import { monthsBefore } from '../features/calendar.ts'
import { collectFeatures } from '../features/collect-features.ts'
import { SCORED_MONTHS, seenFrom } from '../scoring/matching.ts'
import { standingOf } from '../scoring/standing.ts'
import { readBins } from '../scoring/score-samples.ts'
import { loadScorer, publishedModels, type Scorer } from '../scoring/stored-model.ts'
import { outcomeWords } from '../scoring/outcome-words.ts'
import { WORDS } from '../scoring/settle-grades.ts'
import { unscoredReasons } from '../scoring/unscored.ts'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { inStageWords, timeInStage } from './explain-stage.ts'
import { explanationNotes, unscoredSentence } from './explain-words.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

interface RecordRow {
  id: number
  name: string | null
  state: string
  createdAt: number | null
  closedAt: number | null
}

interface ScoreRow {
  modelId: number
  modelName: string
  versionId: number
  version: number
  score: number
  probability: number
  grade: string | null
  trend: Trend
  scoredAt: number
  bins: Uint8Array
  trainedAt: number | null
  validatedInTime: number | null
  state: string
  config: string
}

const recordSql = {
  lead: 'SELECT id, name, state, created_at AS createdAt, closed_at AS closedAt FROM lead WHERE id = ?',
  opportunity: 'SELECT id, name, state, created_at AS createdAt, closed_at AS closedAt FROM opportunity WHERE id = ?',
} as const

const scoreSql = `SELECT s.model_id AS modelId, m.name AS modelName, s.version_id AS versionId, v.number AS version, s.score, s.probability, s.grade, s.trend, s.scored_at AS scoredAt, s.bins,
    v.trained_at AS trainedAt, v.report ->> '$.validatedInTime' AS validatedInTime, v.state, v.config
  FROM score s JOIN model m ON m.id = s.model_id JOIN model_version v ON v.id = s.version_id WHERE s.entity = ? AND s.record_id = ?`

/** Everything that the score widget shows of one record: its score, every reason with evidence, the sum check, the score over time. */
export function explainScore(db: ReadDb, input: { entity: ScoredEntity; recordId: number }, caller: Caller): Explanation {
  const { entity, recordId } = input
  const record = db.prepare<RecordRow>(recordSql[entity]).get(recordId)
  if (record === undefined) throw new Problem('NOT_FOUND', `There is no ${entity} ${recordId}. It may have been removed; go back to the list.`)
  const common = { entity, recordId, name: record.name ?? `${entity} ${recordId}`, history: historyOf(db, entity, recordId) }
  const row = db.prepare<ScoreRow>(scoreSql).get(entity, recordId)
  return row === undefined ? { ...common, ...withoutScore(db, entity, record, caller) } : { ...common, ...withScore(db, entity, record, row, caller) }
}

type Own = Omit<Explanation, 'entity' | 'recordId' | 'name' | 'history'>

function withoutScore(db: ReadDb, entity: ScoredEntity, record: RecordRow, { now, timeZone }: Caller): Own {
  const models = publishedModels(db, entity)
  const since = monthsBefore(now, SCORED_MONTHS, timeZone)
  const unscored = unscoredReasons(db, entity, models.map(({ config }) => config), [record], since).get(record.id) ?? 'not_yet'
  return {
    score: null, probability: null, averageProbability: null, grade: null, trend: null, unscored, unscoredSentence: unscoredSentence(unscored, WORDS[entity]),
    scoredBy: null, percentile: null, baselineScore: null, baseline: null, logit: null, sumError: null, reasons: [], notes: [],
  }
}

function withScore(db: ReadDb, entity: ScoredEntity, record: RecordRow, row: ScoreRow, { now }: Caller): Own {
  const scorer = loadScorer(db, row.versionId)
  const { model, bins, stage } = readBins(scorer, row.bins)
  const { baseline, contributions } = contributionsOf(model, bins)
  const logit = logitOf(row.probability)
  const config = modelConfigSchema.parse(JSON.parse(row.config))
  const standing = standingOf(db, entity, config, [record.id])
  const asOf = seenFrom(standing(record), row.scoredAt)
  const { values, blanks } = ownValues(db, entity, { specs: scorer.specs, model }, bins, record.id, asOf)
  const words = outcomeWords(db, entity, config)
  const explainer = createExplainer(model, stage === null ? words : inStageWords(words, stage.name))
  const inStage = timeInStage(db, entity, scorer, { id: record.id, asOf }, words)
  return {
    score: row.score,
    probability: row.probability,
    averageProbability: scorer.model.trainedOn.positives / scorer.model.trainedOn.rows,
    grade: row.grade,
    trend: row.trend,
    unscored: null,
    unscoredSentence: '',
    scoredBy: { modelId: row.modelId, modelName: row.modelName, version: row.version, scoredAt: row.scoredAt },
    percentile: percentileOf(db, entity, row.score),
    baselineScore: scoreOfLogit(baselineOf(model), model.priorRate),
    baseline,
    logit,
    sumError: contributions.reduce((sum, value) => sum + value, baseline) - logit,
    reasons: reasonsOf(explainer, bins, values).map(({ name, label, contribution, points, missing, evidence }) => ({ name, label: (missing ? null : inStage(name)) ?? label, contribution, points, missing, evidence })),
    notes: explanationNotes({ blanks, ignoreEmpty: config.ignoreEmpty, stage: scorer.stages?.perStage === true ? (stage?.name ?? '') : null, attributes: model.features.length, validatedInTime: row.validatedInTime !== 0, trainedAt: row.trainedAt, isPublished: row.state === 'published', now }, WORDS[entity]),
  }
}

/** The record's own values as of its scoring, to name reasons by; a value that has since moved to another bin is left out. */
function ownValues(db: ReadDb, entity: ScoredEntity, { specs, model }: Pick<Scorer, 'specs' | 'model'>, bins: Uint16Array, recordId: number, asOf: number): { values: Map<string, string | number | null>; blanks: number } {
  const table = collectFeatures(db, entity, specs, { ids: Float64Array.of(recordId), asOf: Float64Array.of(asOf) })
  const now = binFeatures(model, table)
  const place = new Map(model.features.map((feature, index) => [feature.name, index]))
  const scoredBin = new Map(model.terms.flatMap((term, index) => (term.features.length === 1 ? [[term.features[0] ?? -1, bins[index] ?? 0] as const] : [])))
  const values = new Map<string, string | number | null>()
  table.features.forEach((feature, index) => {
    const featureIndex = place.get(feature.name) ?? -1
    const bin = scoredBin.get(featureIndex)
    if (bin !== undefined && bin !== now[featureIndex]?.[0]) return
    if (feature.kind === 'category') values.set(feature.name, feature.categories[feature.codes[0] ?? -1] ?? null)
    else values.set(feature.name, inWholeDays(specs[index]?.source.type, specs[index]?.needsTime === true, feature.values[0] ?? Number.NaN))
  })
  return { values, blanks: [...scoredBin.values()].filter((bin) => bin === 0).length }
}

function inWholeDays(source: string | undefined, needsTime: boolean, value: number): number | null {
  if (Number.isNaN(value)) return null
  return needsTime && source !== 'interactions' && source !== 'stage_returns' ? Math.floor(value) : value
}

const percentileSql = {
  lead: "SELECT count(*) AS n, sum(s.score < ?) AS below FROM score s JOIN lead r ON r.id = s.record_id WHERE s.entity = 'lead' AND r.state = 'open'",
  opportunity: "SELECT count(*) AS n, sum(s.score < ?) AS below FROM score s JOIN opportunity r ON r.id = s.record_id WHERE s.entity = 'opportunity' AND r.state = 'open'",
} as const
const openOnlySql = 'SELECT count(*) AS n, (SELECT count(*) FROM score WHERE entity = ? AND score < ?) AS below FROM score WHERE entity = ?'

/** Without closed records among the scores, two counts of an index answer; otherwise the records are looked up. */
function percentileOf(db: ReadDb, entity: ScoredEntity, score: number): number | null {
  const openOnly = publishedModels(db, entity).every(({ config }) => config.scores === 'open')
  const row = openOnly
    ? db.prepare<{ n: number; below: number | null }>(openOnlySql).get(entity, score, entity)
    : db.prepare<{ n: number; below: number | null }>(percentileSql[entity]).get(score)
  return row === undefined || row.n === 0 ? null : (row.below ?? 0) / row.n
}

/** The last 200 changes of the score, oldest first. */
function historyOf(db: ReadDb, entity: ScoredEntity, recordId: number): Explanation['history'] {
  return db
    .prepare<{ at: number; score: number; grade: string | null; version: number }>(
      `SELECT h.scored_at AS at, h.score, h.grade, v.number AS version FROM score_history h JOIN model_version v ON v.id = h.version_id
       WHERE h.entity = ? AND h.record_id = ? ORDER BY h.scored_at DESC, h.id DESC LIMIT 200`,
    )
    .all(entity, recordId)
    .toReversed()
}
