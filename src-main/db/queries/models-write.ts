import type { GradeBands } from '#shared/contract/model-retrain'
import type { ModelConfig, ModelSummary } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { requireEnough } from '../features/require-enough.ts'
import { requireLastStage, requireStages } from '../features/require-stages.ts'
import { Problem } from '../errors.ts'
import type { WriteDb } from '../handles.ts'
import { insertJob } from './jobs.ts'
import { getModelSummary, requireModel, versionRows, type ModelRow, type VersionRow } from './models.ts'

export interface Caller {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

/** Makes a model that has not learned yet; without a name it gets one from the minute in UTC. */
export function createModel(db: WriteDb, input: { entity: ScoredEntity; name?: string | undefined; config: ModelConfig }, { now, userId }: Caller): ModelSummary {
  const name = input.name ?? freeName(db, input.entity, now)
  if (isTaken(db, name)) throw new Problem('CONFLICT', `A model named ${name} exists already. Choose another name.`, 'name')
  requireStages(db, input.entity, input.config)
  const added = db.prepare('INSERT INTO model (entity, name, config, created_at, created_by) VALUES (?, ?, ?, ?, ?)').run(input.entity, name, JSON.stringify(input.config), now, userId)
  const id = Number(added.lastInsertRowid)
  audit(db, 'create', id, name, { now, userId })
  return getModelSummary(db, id)
}

function isTaken(db: WriteDb, name: string): boolean {
  return db.prepare('SELECT 1 FROM model WHERE name = ?').get(name) !== undefined
}

function freeName(db: WriteDb, entity: ScoredEntity, now: number): string {
  const minute = new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 12)
  const name = `${entity === 'lead' ? 'LeadScoring' : 'OpportunityScoring'}_${minute}`
  for (let count = 2; ; count += 1) {
    const candidate = count === 2 ? name : `${name}_${count - 1}`
    if (!isTaken(db, candidate)) return candidate
  }
}

/** Keeps the configuration for the next training; trained versions keep the one they learned with. Throws `CONFLICT` where it would make a trained model per stage, or no longer so. */
export function saveModelConfig(db: WriteDb, input: { modelId: number; config: ModelConfig }): ModelSummary {
  const { entity, name } = requireModel(db, input.modelId)
  const { perStage } = getModelSummary(db, input.modelId).config
  const isTrained = versionRows(db, input.modelId).some(({ report }) => report !== null)
  if (isTrained && perStage !== input.config.perStage) {
    throw new Problem('CONFLICT', `${name} ${perStage ? 'has a submodel for each stage' : 'scores all stages by one model'}, which is decided before its first training. Make another model for the other way.`, 'perStage')
  }
  requireStages(db, entity, input.config)
  db.prepare('UPDATE model SET config = ? WHERE id = ?').run(JSON.stringify(input.config), input.modelId)
  return getModelSummary(db, input.modelId)
}

export interface Training {
  readonly modelId: number
  /** Settings to be kept and learned with, in place of those that the model has. */
  readonly config?: ModelConfig | undefined
  readonly publish?: boolean
  readonly appVersion?: string
}

/**
 * Checks that there is enough to learn from, adds the next version and its job, which publishes it when asked to. Throws `NOT_ENOUGH_DATA`
 * otherwise, and what `saveModelConfig` throws; call it within a transaction, so that settings which cannot be learned with are not kept.
 */
export function beginTraining(db: WriteDb, input: Training, caller: Caller): { jobId: number } {
  if (input.config !== undefined) saveModelConfig(db, { modelId: input.modelId, config: input.config })
  const model = requireModel(db, input.modelId)
  const summary = getModelSummary(db, input.modelId)
  const versions = versionRows(db, model.id)
  if (versions.some(({ state }) => state === 'training')) {
    throw new Problem('CONFLICT', `${model.name} is being trained already. Wait until it is done, or cancel it on the Jobs page.`)
  }
  requireEnough(db, model.entity, summary.config, caller)
  requireLastStage(db, model.entity, summary.config, caller)
  return addVersion(db, model, versions, (number) => ({ kind: 'train', title: `Training ${model.name}, version ${number}`, input: { publish: input.publish === true, appVersion: input.appVersion ?? null } }), caller)
}

interface TrainingJob {
  readonly kind: 'train' | 'retrain'
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Adds the next version, to be trained by the job that is told its number; the job's input also names the model and the version. */
export function addVersion(db: WriteDb, model: ModelRow, versions: readonly VersionRow[], jobOf: (number: number) => TrainingJob, caller: Caller): { jobId: number } {
  const number = (versions[0]?.number ?? 0) + 1
  const added = db.prepare("INSERT INTO model_version (model_id, number, state, config) VALUES (?, ?, 'training', ?)").run(model.id, number, model.config)
  const versionId = Number(added.lastInsertRowid)
  const job = jobOf(number)
  const jobId = insertJob(db, { ...job, input: { modelId: model.id, versionId, ...job.input } }, caller)
  db.prepare('UPDATE model_version SET job_id = ? WHERE id = ?').run(jobId, versionId)
  return { jobId }
}

/**
 * Puts a trained version in force instead of the former one, with its grade bands when they are to be kept, and queues the
 * scoring of all records. The first publication of a model switches its retraining on, unless someone switched it off before.
 */
export function publishModel(db: WriteDb, input: { modelId: number; versionId?: number | undefined; grades?: GradeBands }, caller: Caller): { jobId: number; version: number } {
  const model = requireModel(db, input.modelId)
  const versions = versionRows(db, model.id)
  const ready = versions.filter(({ state }) => state === 'trained' || state === 'retired' || state === 'published')
  const version = input.versionId === undefined ? ready[0] : versions.find(({ id }) => id === input.versionId)
  if (version === undefined) throw new Problem('CONFLICT', `${model.name} has no trained version to publish. Train it first.`)
  if (!ready.includes(version)) throw new Problem('CONFLICT', `Version ${version.number} of ${model.name} is not trained (${version.state}). Publish another version, or train again.`)
  if (version.state !== 'published') {
    const bands = input.grades === 'keep' ? keptBands(versions.find(({ state }) => state === 'published')) : NEW_BANDS
    db.prepare("UPDATE model_version SET state = 'retired' WHERE model_id = ? AND state = 'published'").run(model.id)
    db.prepare("UPDATE model_version SET state = 'published', published_at = ?, grade_cuts = ?, grades_sentence = ? WHERE id = ?").run(caller.now, bands.cuts, bands.sentence, version.id)
    db.prepare('INSERT INTO model_retrain (model_id, automatic) VALUES (?, 1) ON CONFLICT (model_id) DO UPDATE SET automatic = coalesce(automatic, 1)').run(model.id)
    audit(db, 'publish', model.id, `${model.name}, version ${version.number}`, caller)
  }
  const jobId = insertJob(db, { kind: 'score', title: `Scoring with ${model.name}, version ${version.number}`, input: { entity: model.entity, all: true } }, caller)
  return { jobId, version: version.number }
}

/** Without a sentence grades are settled at the first scoring after publication. */
const NEW_BANDS = { cuts: '[]', sentence: '' } as const

/** The bands of the version that goes, with where they come from; new ones where it has none. */
function keptBands(former: VersionRow | undefined): { readonly cuts: string; readonly sentence: string } {
  if (former === undefined || former.grades_sentence === '' || former.grade_cuts === '[]') return NEW_BANDS
  const sentence = former.grades_sentence.replace(/^Kept from version \d+\. /, '')
  return { cuts: former.grade_cuts, sentence: `Kept from version ${former.number}. ${sentence}` }
}

/**
 * Removes the model with its versions and the scores it gave; records that another model covers are scored again. Returns
 * the running jobs that train it, to be cancelled: they find their version gone and store nothing. Throws `CONFLICT` while
 * a published model retrains itself.
 */
export function removeModel(db: WriteDb, input: { modelId: number }, caller: Caller): { removed: boolean; running: number[] } {
  const model = requireModel(db, input.modelId)
  const { published, autoRetrain } = getModelSummary(db, model.id)
  if (published !== null && autoRetrain) throw new Problem('CONFLICT', `${model.name} retrains itself every 15 days. Switch off Retrain automatically on its page first, then delete the model.`)
  const training = JSON.stringify(versionRows(db, model.id).flatMap(({ state, job_id }) => (state === 'training' && job_id !== null ? [job_id] : [])))
  db.prepare("UPDATE job SET state = 'cancelled', finished_at = ? WHERE state = 'queued' AND id IN (SELECT value FROM json_each(?))").run(caller.now, training)
  const running = db.prepare<{ id: number }>("SELECT id FROM job WHERE state = 'running' AND id IN (SELECT value FROM json_each(?))").all(training).map(({ id }) => id)
  db.prepare('DELETE FROM score WHERE model_id = ?').run(model.id)
  db.prepare('DELETE FROM score_history WHERE model_id = ?').run(model.id)
  db.prepare('DELETE FROM model WHERE id = ?').run(model.id)
  audit(db, 'remove', model.id, model.name, caller)
  const others = db.prepare("SELECT 1 FROM model m JOIN model_version v ON v.model_id = m.id AND v.state = 'published' WHERE m.entity = ?").get(model.entity)
  if (others !== undefined) insertJob(db, { kind: 'score', title: `Scoring without ${model.name}`, input: { entity: model.entity, all: false } }, caller)
  return { removed: true, running }
}

export function audit(db: WriteDb, action: string, modelId: number, subject: string, { now, userId }: { now: number; userId: number }): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(now, userId, `model.${action}`, subject, JSON.stringify({ modelId }))
}
