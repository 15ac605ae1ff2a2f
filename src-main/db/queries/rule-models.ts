import { sql } from 'kysely'
import type { RuleDetail, RuleLayout, RuleSummary, RuleVersion } from '#shared/contract/rules'
import { layoutSchema } from '#shared/contract/rules'
import type { RuleModel, RuleState } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { countKeptRows } from './score-views-kept.ts'

export interface RuleModelRow {
  readonly id: number
  readonly name: string
  readonly state: RuleState
  readonly error: string | null
  readonly job_id: number | null
  readonly updated_at: number
  readonly updated_by: string | null
}

export interface RuleVersionRow {
  readonly id: number
  readonly model_id: number
  readonly number: number
  readonly state: 'draft' | 'live' | 'retired'
  readonly tree: string
  readonly layout: string
  readonly revision: number
  readonly saved_at: number
  readonly published_at: number | null
}

/** A job that ended before its handler could say so (cancelled in the queue, cut off too often) gives the model its former state back. */
const settled = "m.state IN ('going_live', 'stopping') AND coalesce(j.state, 'cancelled') NOT IN ('queued', 'running')"
const has = (state: 'draft' | 'live'): string => `EXISTS (SELECT 1 FROM rule_version v WHERE v.model_id = m.id AND v.state = '${state}')`
const modelSql = `SELECT m.id, m.name, m.job_id, m.updated_at, u.name AS updated_by,
  CASE WHEN NOT (${settled}) THEN m.state WHEN j.state = 'failed' THEN 'error' WHEN ${has('live')} THEN 'live' WHEN ${has('draft')} THEN 'draft' ELSE 'stopped' END AS state,
  CASE WHEN ${settled} AND j.state = 'failed' THEN j.error ELSE m.error END AS error
  FROM rule_model m LEFT JOIN user u ON u.id = m.updated_by LEFT JOIN job j ON j.id = m.job_id`
const versionSql = 'SELECT id, model_id, number, state, tree, layout, revision, saved_at, published_at FROM rule_version'

export function requireRuleModel(db: ReadDb, modelId: number): RuleModelRow {
  const row = db.prepare<RuleModelRow>(`${modelSql} WHERE m.id = ?`).get(modelId)
  if (row === undefined) throw new Problem('NOT_FOUND', 'This rule model is no longer there. Go back to the list of rule models.')
  return row
}

/** The version of the model that is in this state, when there is one. */
export function ruleVersion(db: ReadDb, modelId: number, state: 'draft' | 'live'): RuleVersionRow | undefined {
  return db.prepare<RuleVersionRow>(`${versionSql} WHERE model_id = ? AND state = ?`).get(modelId, state)
}

/** The version that gave the scores there are: the live one, or the one that a stopped model left its scores from. */
export function scoredVersion(db: ReadDb, modelId: number): RuleVersionRow | undefined {
  const live = ruleVersion(db, modelId, 'live')
  if (live !== undefined) return live
  const left = `(SELECT s.version_id FROM rule_score s WHERE s.model_id = ? LIMIT 1)`
  return db.prepare<RuleVersionRow>(`${versionSql} WHERE id = ${left} AND state = 'retired'`).get(modelId)
}

/** The version that was live last, for a model that has neither draft nor live version. */
export function newestVersion(db: ReadDb, modelId: number): RuleVersionRow {
  const row = db.prepare<RuleVersionRow>(`${versionSql} WHERE model_id = ? ORDER BY number DESC LIMIT 1`).get(modelId)
  if (row === undefined) throw new Problem('NOT_FOUND', 'This rule model has no version any more. Delete it and make a new one.')
  return row
}

/** The draft, else the live version, else the newest: what checking and reading as text are about. */
export function shownVersion(db: ReadDb, modelId: number): RuleVersionRow {
  return ruleVersion(db, modelId, 'draft') ?? ruleVersion(db, modelId, 'live') ?? newestVersion(db, modelId)
}

/** The shape was checked when the version was saved. */
export const treeOf = (row: Pick<RuleVersionRow, 'tree'>): RuleModel => JSON.parse(row.tree) as RuleModel

export const layoutOf = (row: Pick<RuleVersionRow, 'layout'>): RuleLayout => layoutSchema.parse(JSON.parse(row.layout))

function toVersion(row: RuleVersionRow): RuleVersion {
  return { number: row.number, state: row.state, tree: treeOf(row), layout: layoutOf(row), revision: row.revision, savedAt: row.saved_at, publishedAt: row.published_at }
}

function toSummary(db: ReadDb, model: RuleModelRow, draft: RuleVersionRow | undefined, live: RuleVersionRow | undefined): RuleSummary {
  const tree = treeOf(draft ?? live ?? newestVersion(db, model.id))
  const threshold = live === undefined ? null : treeOf(live).settings.salesReadyScore
  return {
    id: model.id,
    name: model.name,
    target: tree.target,
    state: model.state,
    error: model.error,
    liveVersion: live?.number ?? null,
    draftVersion: draft?.number ?? null,
    groups: tree.groups.length,
    scored: live === undefined ? 0 : countKeptRows(db, sql`SELECT count(*) AS n FROM rule_score WHERE model_id = ${model.id}`),
    salesReady: threshold === null ? 0 : countKeptRows(db, sql`SELECT count(*) AS n FROM rule_score WHERE model_id = ${model.id} AND score >= ${threshold}`),
    updatedAt: model.updated_at,
    updatedBy: model.updated_by,
    publishedAt: live?.published_at ?? null,
    jobId: model.state === 'going_live' || model.state === 'stopping' ? model.job_id : null,
  }
}

/** All rule models by name. */
export function listRules(db: ReadDb): RuleSummary[] {
  const current = db.prepare<RuleVersionRow>(`${versionSql} WHERE state IN ('draft', 'live')`).all()
  const draft = new Map(current.filter(({ state }) => state === 'draft').map((row) => [row.model_id, row]))
  const live = new Map(current.filter(({ state }) => state === 'live').map((row) => [row.model_id, row]))
  return db
    .prepare<RuleModelRow>(`${modelSql} ORDER BY m.name COLLATE NOCASE, m.id`)
    .all()
    .map((model) => toSummary(db, model, draft.get(model.id), live.get(model.id)))
}

/** A model with its draft, its live version and the list of all versions, newest first. */
export function getRules(db: ReadDb, modelId: number): RuleDetail {
  const model = requireRuleModel(db, modelId)
  const draft = ruleVersion(db, modelId, 'draft')
  const live = ruleVersion(db, modelId, 'live')
  const versions = db
    .prepare<Pick<RuleVersionRow, 'number' | 'state' | 'saved_at' | 'published_at'>>('SELECT number, state, saved_at, published_at FROM rule_version WHERE model_id = ? ORDER BY number DESC')
    .all(modelId)
  return {
    summary: toSummary(db, model, draft, live),
    draft: draft === undefined ? null : toVersion(draft),
    live: live === undefined ? null : toVersion(live),
    versions: versions.map((row) => ({ number: row.number, state: row.state, savedAt: row.saved_at, publishedAt: row.published_at })),
  }
}
