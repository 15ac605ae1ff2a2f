import { ruleBacktestSchema, ruleSuggestionSchema, type RuleBacktest, type RuleSuggestion } from '#shared/contract/rule-history'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { ReadDb, WriteDb } from '../handles.ts'
import { requireEnough } from '../features/require-enough.ts'
import { insertJob } from '../queries/jobs.ts'
import { readReport } from '../queries/models-report.ts'
import { requireRuleModel, shownVersion } from '../queries/rule-models.ts'
import { Problem } from '../errors.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
  readonly userId: number
}

interface JobRow {
  readonly id: number
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly result: string | null
  readonly error: string | null
}

export interface KeptHistory {
  readonly report: RuleBacktest | null
  readonly jobId: number | null
  readonly error: string | null
  readonly suggestion: RuleSuggestion | null
}

const underWay = "state IN ('queued', 'running')"

/** The last backtest of the model that came to its end, the one under way, or what kept the last one from it; and the suggestion that made the model. */
export function keptHistory(db: ReadDb, modelId: number): KeptHistory {
  requireRuleModel(db, modelId)
  const ofModel = "FROM job WHERE kind = 'rules_backtest' AND input ->> 'modelId' = ?"
  const newest = db.prepare<JobRow>(`SELECT id, state, result, error ${ofModel} AND state <> 'cancelled' ORDER BY id DESC LIMIT 1`).get(modelId)
  const done = newest?.state === 'done' ? newest : db.prepare<JobRow>(`SELECT id, state, result, error ${ofModel} AND state = 'done' ORDER BY id DESC LIMIT 1`).get(modelId)
  const made = db.prepare<{ result: string }>("SELECT result FROM job WHERE kind = 'rules_suggest' AND state = 'done' AND result ->> 'modelId' = ? ORDER BY id DESC LIMIT 1").get(modelId)
  const isUnderWay = newest?.state === 'queued' || newest?.state === 'running'
  return {
    report: done === undefined || done.result === null ? null : ruleBacktestSchema.parse(JSON.parse(done.result)),
    jobId: isUnderWay ? newest.id : null,
    error: newest?.state === 'failed' ? newest.error : null,
    suggestion: made === undefined ? null : ruleSuggestionSchema.parse(JSON.parse(made.result)),
  }
}

/** Queues a backtest of the model's draft or live version, or answers the one that waits or runs. Throws `NOT_ENOUGH_DATA` where too few leads have closed. */
export function queueBacktest(db: WriteDb, modelId: number, caller: Caller): { jobId: number } {
  const { name } = requireRuleModel(db, modelId)
  shownVersion(db, modelId)
  const waiting = db.prepare<{ id: number }>(`SELECT id FROM job WHERE kind = 'rules_backtest' AND ${underWay} AND input ->> 'modelId' = ?`).get(modelId)
  if (waiting !== undefined) return { jobId: waiting.id }
  requireEnough(db, 'lead', modelConfigSchema.parse({}), caller)
  return { jobId: insertJob(db, { kind: 'rules_backtest', title: `Judging ${name} by history`, input: { modelId } }, caller) }
}

export interface RuleSource {
  readonly modelId: number
  readonly name: string
  readonly version: number
  readonly published: boolean
  readonly auc: number
  readonly versionId: number
}

/** Predictive models of leads with a trained version, by precedence; the published version of each, else the newest. */
export function ruleSources(db: ReadDb): RuleSource[] {
  return db
    .prepare<{ model_id: number; name: string; version_id: number; number: number; state: string; report: string }>(
      `SELECT m.id AS model_id, m.name, v.id AS version_id, v.number, v.state, v.report FROM model m JOIN model_version v ON v.id = (
         SELECT t.id FROM model_version t WHERE t.model_id = m.id AND t.artifact IS NOT NULL AND t.report IS NOT NULL ORDER BY t.state = 'published' DESC, t.number DESC LIMIT 1)
       WHERE m.entity = 'lead' ORDER BY v.state = 'published' DESC, m.priority DESC, m.id DESC`,
    )
    .all()
    .map((row) => ({ modelId: row.model_id, name: row.name, version: row.number, published: row.state === 'published', auc: readReport(row.report).holdout.auc, versionId: row.version_id }))
}

/** The trained version of a predictive model. */
export function requireSource(db: ReadDb, modelId: number): RuleSource {
  const found = ruleSources(db).find((source) => source.modelId === modelId)
  if (found === undefined) throw new Problem('NOT_FOUND', 'There is no trained predictive model of leads with this number. Train one on the page Lead scoring first.')
  return found
}

/** Keeps what a job has suggested beside the draft that it made, in the same transaction, so that the job run again after a crash makes no second one. */
export function keepSuggestion(db: WriteDb, jobId: number, suggestion: RuleSuggestion): void {
  db.prepare('UPDATE job SET result = ? WHERE id = ?').run(JSON.stringify(suggestion), jobId)
}

/** What the job has suggested already; null when it has not come that far. */
export function suggestionOf(db: ReadDb, jobId: number): RuleSuggestion | null {
  const result = db.prepare<{ result: string | null }>('SELECT result FROM job WHERE id = ?').get(jobId)?.result ?? null
  return result === null ? null : ruleSuggestionSchema.parse(JSON.parse(result))
}

/** Queues the making of a draft of rules, or answers the job that waits or runs for the same model. */
export function queueSuggestion(db: WriteDb, modelId: number, caller: Caller): { jobId: number } {
  const { name } = requireSource(db, modelId)
  const waiting = db.prepare<{ id: number }>(`SELECT id FROM job WHERE kind = 'rules_suggest' AND ${underWay} AND input ->> 'modelId' = ?`).get(modelId)
  return { jobId: waiting?.id ?? insertJob(db, { kind: 'rules_suggest', title: `Rules suggested from ${name}`, input: { modelId } }, caller) }
}
