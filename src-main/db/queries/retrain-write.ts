import type { GradeBands, RetrainComparison } from '#shared/contract/model-retrain'
import type { ModelSummary } from '#shared/contract/predictive'
import { requireEnough } from '../features/require-enough.ts'
import { requireLastStage } from '../features/require-stages.ts'
import { Problem } from '../errors.ts'
import type { WriteDb } from '../handles.ts'
import { getModelSummary, requireModel, versionRows, type ModelRow, type VersionRow } from './models.ts'
import { addVersion, audit, type Caller } from './models-write.ts'
import { isChanged, retrainState } from './retrain.ts'

export interface Retraining {
  readonly modelId: number
  readonly grades: GradeBands
  readonly appVersion?: string | undefined
}

/** Begins training a candidate for the place of the published version. Throws `CONFLICT` without one, or while it trains, and `NOT_ENOUGH_DATA`. */
export function beginRetraining(db: WriteDb, input: Retraining, caller: Caller): { jobId: number } {
  const model = requireModel(db, input.modelId)
  const versions = versionRows(db, model.id)
  if (!versions.some(({ state }) => state === 'published')) throw new Problem('CONFLICT', `${model.name} has no published version to compare with. Publish one first, or use Train again.`)
  if (versions.some(({ state }) => state === 'training')) throw new Problem('CONFLICT', `${model.name} is being trained already. Wait until it is done, or cancel it on the Jobs page.`)
  const { config } = getModelSummary(db, model.id)
  requireEnough(db, model.entity, config, caller)
  requireLastStage(db, model.entity, config, caller)
  return retrainNow(db, model, versions, { ...input, trigger: 'hand' }, caller)
}

function retrainNow(db: WriteDb, model: ModelRow, versions: readonly VersionRow[], { grades, appVersion, trigger }: Omit<Retraining, 'modelId'> & { trigger: RetrainComparison['trigger'] }, caller: Caller): { jobId: number } {
  db.prepare('INSERT INTO model_retrain (model_id, tried_at) VALUES (?, ?) ON CONFLICT (model_id) DO UPDATE SET tried_at = excluded.tried_at').run(model.id, caller.now)
  return addVersion(db, model, versions, (number) => ({ kind: 'retrain', title: `Retraining ${model.name}, version ${number}`, input: { grades, trigger, appVersion: appVersion ?? null } }), caller)
}

/** Begins the retrainings that are due; what was missed while the laptop slept runs once. True when one was due. */
export function queueDueRetrainings(db: WriteDb, caller: Caller, appVersion?: string): boolean {
  const models = db
    .prepare<ModelRow>("SELECT m.id, m.entity, m.name, m.config, m.created_at FROM model m JOIN model_retrain r ON r.model_id = m.id AND r.automatic = 1 JOIN model_version v ON v.model_id = m.id AND v.state = 'published' ORDER BY m.id")
    .all()
  let isAny = false
  for (const model of models) {
    const versions = versionRows(db, model.id)
    const { nextRetrainAt } = retrainState(db, model, versions)
    if (nextRetrainAt === null || nextRetrainAt > caller.now || versions.some(({ state }) => state === 'training')) continue
    // Where there are too few records by now, the job says so on the Jobs page.
    retrainNow(db, model, versions, { grades: 'keep', appVersion, trigger: 'calendar' }, caller)
    isAny = true
  }
  return isAny
}

/** Switches retraining by itself on or off; a retraining under way goes on. */
export function setRetraining(db: WriteDb, { modelId, on }: { modelId: number; on: boolean }, caller: Caller): ModelSummary {
  const model = requireModel(db, modelId)
  db.prepare('INSERT INTO model_retrain (model_id, automatic) VALUES (?, ?) ON CONFLICT (model_id) DO UPDATE SET automatic = excluded.automatic').run(modelId, on ? 1 : 0)
  audit(db, on ? 'retrain.on' : 'retrain.off', modelId, model.name, caller)
  return getModelSummary(db, modelId)
}

/** Sets aside every trained version newer than the published one, and takes back the settings of that one. Throws `CONFLICT` where nothing is newer and the settings are the same. */
export function revertModel(db: WriteDb, { modelId }: { modelId: number }, caller: Caller): ModelSummary {
  const model = requireModel(db, modelId)
  const versions = versionRows(db, modelId)
  const published = versions.find(({ state }) => state === 'published')
  if (published === undefined) throw new Problem('CONFLICT', `${model.name} has no published version to go back to. Publish one first.`)
  if (versions.some(({ state }) => state === 'training')) throw new Problem('CONFLICT', `${model.name} is being trained. Cancel the training first, or wait until it is done.`)
  const dropped = db.prepare("UPDATE model_version SET state = 'retired' WHERE model_id = ? AND state = 'trained' AND number > ?").run(modelId, published.number).changes
  if (dropped === 0 && !isChanged(db, model.config, published.id)) throw new Problem('CONFLICT', `There is nothing to revert: version ${published.number} of ${model.name} is published, has the same settings, and nothing was trained after it.`)
  db.prepare('UPDATE model SET config = (SELECT config FROM model_version WHERE id = ?) WHERE id = ?').run(published.id, modelId)
  audit(db, 'revert', modelId, `${model.name}, to version ${published.number}`, caller)
  return getModelSummary(db, modelId)
}

/** Keeps what was found; a version has one comparison. */
export function saveComparison(db: WriteDb, versionId: number, comparison: RetrainComparison): void {
  db.prepare('INSERT INTO version_comparison (version_id, comparison) VALUES (?, ?) ON CONFLICT (version_id) DO UPDATE SET comparison = excluded.comparison').run(versionId, JSON.stringify(comparison))
}
