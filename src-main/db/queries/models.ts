import type { z } from 'zod'
import type { ModelReport } from '#shared/contract/model-report'
import { modelConfigSchema, type ModelSummary, type predictive } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { gradeCutsSchema } from '../scoring/stored-model.ts'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { readReport } from './models-report.ts'
import { isChanged, readComparison, retrainState } from './retrain.ts'

type VersionState = NonNullable<ModelSummary['latest']>['state']
export type ModelDetail = z.output<NonNullable<(typeof predictive.get)['~orpc']['outputSchema']>>

export interface ModelRow {
  readonly id: number
  readonly entity: ScoredEntity
  readonly name: string
  readonly config: string
  readonly created_at: number
}

export interface VersionRow {
  readonly id: number
  readonly number: number
  readonly state: VersionState
  readonly report: string | null
  readonly grade_cuts: string
  readonly grades_sentence: string
  readonly trained_at: number | null
  readonly published_at: number | null
  readonly job_id: number | null
  readonly scored: number
}

export function requireModel(db: ReadDb, modelId: number): ModelRow {
  const row = db.prepare<ModelRow>('SELECT id, entity, name, config, created_at FROM model WHERE id = ?').get(modelId)
  if (row === undefined) throw new Problem('NOT_FOUND', 'This model is no longer there. Go back to the list of models.')
  return row
}

/** Newest version first. */
export function versionRows(db: ReadDb, modelId: number): VersionRow[] {
  const rows = db
    .prepare<Omit<VersionRow, 'scored'>>(
      // A job that ended before its handler could say so (cancelled in the queue, cut off too often) ends its version too.
      `SELECT v.id, v.number, CASE WHEN v.state = 'training' AND j.state IN ('failed', 'cancelled') THEN j.state ELSE v.state END AS state, v.report, v.grade_cuts, v.grades_sentence, v.trained_at, v.published_at, v.job_id
       FROM model_version v LEFT JOIN job j ON j.id = v.job_id WHERE v.model_id = ? ORDER BY v.number DESC`,
    )
    .all(modelId)
  return rows.map((row) => ({ ...row, scored: row.state === 'published' ? countScored(db, row.id) : 0 }))
}

const FEW = 50_000
const entityOf = '(SELECT m.entity FROM model m JOIN model_version v ON v.model_id = m.id WHERE v.id = ?)'

/** Records scored by a version in force: counted one by one while they are few, else by an index, when no other model has scored any. */
function countScored(db: ReadDb, versionId: number): number {
  const all = db.prepare<{ n: number }>(`SELECT count(*) AS n FROM score WHERE entity = ${entityOf}`).get(versionId)?.n ?? 0
  const isAlone = db.prepare<{ n: number }>(`SELECT count(*) AS n FROM model m JOIN model_version v ON v.model_id = m.id WHERE v.state = 'published' AND m.entity = ${entityOf}`).get(versionId)?.n === 1
  if (all > FEW && isAlone) return all
  return db.prepare<{ n: number }>(`SELECT count(*) AS n FROM score WHERE entity = ${entityOf} AND version_id = ?`).get(versionId, versionId)?.n ?? 0
}

const reportOf = (row: VersionRow): ModelReport | null => (row.report === null ? null : readReport(row.report))

/** How the training of a version came out. */
function outcomeOf(row: VersionRow): Pick<NonNullable<ModelSummary['latest']>, 'auc' | 'verdict' | 'trainedAt' | 'trainedRows'> {
  const report = reportOf(row)
  return { auc: report?.holdout.auc ?? null, verdict: report?.verdict ?? null, trainedAt: row.trained_at, trainedRows: report?.trainedRows ?? null }
}

function summary(db: ReadDb, model: ModelRow, versions: readonly VersionRow[]): ModelSummary {
  const published = versions.find(({ state }) => state === 'published')
  const latest = versions[0]
  const inForce = published === undefined ? null : outcomeOf(published)
  return {
    id: model.id,
    entity: model.entity,
    name: model.name,
    createdAt: model.created_at,
    config: modelConfigSchema.parse(JSON.parse(model.config)),
    published:
      published === undefined || inForce === null
        ? null
        : { version: published.number, publishedAt: published.published_at ?? 0, scored: published.scored, ...inForce, verdict: inForce.verdict ?? '' },
    latest: latest === undefined ? null : { id: latest.id, version: latest.number, state: latest.state, jobId: latest.job_id, ...outcomeOf(latest) },
    ...retrainState(db, model, versions),
  }
}

/** All predictive models, published ones first, then the newest. */
export function listModels(db: ReadDb): ModelSummary[] {
  const models = db.prepare<ModelRow>('SELECT id, entity, name, config, created_at FROM model ORDER BY id DESC').all()
  const summaries = models.map((model) => summary(db, model, versionRows(db, model.id)))
  return [...summaries.filter(({ published }) => published !== null), ...summaries.filter(({ published }) => published === null)]
}

export function getModelSummary(db: ReadDb, modelId: number): ModelSummary {
  return summary(db, requireModel(db, modelId), versionRows(db, modelId))
}

/** A model with all its versions and their reports, newest first. */
export function getModel(db: ReadDb, modelId: number): ModelDetail {
  const model = requireModel(db, modelId)
  const rows = versionRows(db, modelId)
  return {
    ...summary(db, model, rows),
    learnedBy: rows.find(({ id, report }) => report !== null && !isChanged(db, model.config, id))?.number ?? null,
    versions: rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      trainedAt: row.trained_at,
      publishedAt: row.published_at,
      jobId: row.job_id,
      report: reportOf(row),
      gradeCuts: gradeCutsSchema.parse(JSON.parse(row.grade_cuts)),
      gradesSentence: row.grades_sentence,
      scored: row.scored,
      comparison: readComparison(db, row.id),
    })),
  }
}
