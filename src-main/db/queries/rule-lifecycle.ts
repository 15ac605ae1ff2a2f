import type { RuleProblem } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { WriteDb } from '../handles.ts'
import { insertJob } from './jobs.ts'
import { problemsOf } from './rule-check.ts'
import { requireRuleModel, ruleVersion, treeOf, type RuleVersionRow } from './rule-models.ts'
import { audit, ensureDraft, refuseOnTheWay, settledName, type Caller } from './rule-models-write.ts'

/** Queues the job that takes the draft live; a draft with errors is refused. A stopped model without a draft goes live as it was. */
export function beginPublish(db: WriteDb, modelId: number, caller: Caller): { jobId: number } {
  const model = requireRuleModel(db, modelId)
  refuseOnTheWay(model)
  if (ruleVersion(db, modelId, 'live') !== undefined && ruleVersion(db, modelId, 'draft') === undefined) {
    throw new Problem('CONFLICT', `${model.name} is live already and has no draft. Choose Edit, change the draft, then publish it.`)
  }
  const draft = ensureDraft(db, model, caller)
  const tree = treeOf(draft)
  const name = settledName(db, tree.name, modelId)
  refuseErrors(name, problemsOf(db, tree))
  const jobId = insertJob(db, { kind: 'rules_publish', title: `Taking ${name} live`, input: { modelId, versionId: draft.id } }, caller)
  db.prepare("UPDATE rule_model SET state = 'going_live', error = NULL, job_id = ?, updated_at = ?, updated_by = ? WHERE id = ?").run(jobId, caller.now, caller.userId, modelId)
  audit(db, 'publish', modelId, `${name}, version ${draft.number}`, caller)
  return { jobId }
}

/** Throws the first error with how many there are. */
export function refuseErrors(name: string, problems: readonly RuleProblem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return
  const more = errors.length === 1 ? '' : ` There ${errors.length === 2 ? 'is 1 more error' : `are ${errors.length - 1} more errors`}; Check for errors lists them all.`
  throw new Problem('BAD_INPUT', `${name} cannot go live: ${first.sentence}${more}`)
}

/** Makes the version live instead of the former one; belongs to the transaction in which its scores become visible. */
export function goLive(db: WriteDb, version: RuleVersionRow, now: number): void {
  const name = treeOf(version).name
  db.prepare("UPDATE rule_version SET state = 'retired' WHERE model_id = ? AND state = 'live'").run(version.model_id)
  db.prepare("UPDATE rule_version SET state = 'live', published_at = ? WHERE id = ?").run(now, version.id)
  db.prepare("UPDATE rule_model SET state = 'live', error = NULL, name = ?, job_id = NULL, updated_at = ? WHERE id = ?").run(name, now, version.model_id)
}

/** Queues the job that stops the model. */
export function beginStop(db: WriteDb, modelId: number, caller: Caller): { jobId: number } {
  const model = requireRuleModel(db, modelId)
  refuseOnTheWay(model)
  if (ruleVersion(db, modelId, 'live') === undefined) throw new Problem('CONFLICT', `${model.name} is not live, so there is nothing to stop.`)
  const jobId = insertJob(db, { kind: 'rules_stop', title: `Stopping ${model.name}`, input: { modelId } }, caller)
  db.prepare("UPDATE rule_model SET state = 'stopping', error = NULL, job_id = ?, updated_at = ?, updated_by = ? WHERE id = ?").run(jobId, caller.now, caller.userId, modelId)
  audit(db, 'stop', modelId, model.name, caller)
  return { jobId }
}

/** From here on the model scores nobody; what it said of sales-readiness before is kept by the leads. */
export function retireLive(db: WriteDb, modelId: number): void {
  db.prepare("UPDATE rule_version SET state = 'retired' WHERE model_id = ? AND state = 'live'").run(modelId)
  db.prepare('DELETE FROM rule_ready WHERE model_id = ?').run(modelId)
}

/** Removes up to `limit` scores of a stopped model with as much of their history; says how many scores went and whether more of either is left. */
export function removeScores(db: WriteDb, modelId: number, limit: number): { removed: number; isMore: boolean } {
  const history = db.prepare('DELETE FROM rule_score_history WHERE id IN (SELECT id FROM rule_score_history WHERE model_id = ? LIMIT ?)').run(modelId, limit).changes
  const removed = db.prepare('DELETE FROM rule_score WHERE model_id = ? AND lead_id IN (SELECT lead_id FROM rule_score WHERE model_id = ? LIMIT ?)').run(modelId, modelId, limit).changes
  return { removed, isMore: history === limit || removed === limit }
}

export function markStopped(db: WriteDb, modelId: number, now: number): void {
  db.prepare("UPDATE rule_model SET state = 'stopped', error = NULL, job_id = NULL, updated_at = ? WHERE id = ?").run(now, modelId)
}
