import type { ModelReport } from '#shared/contract/model-report'
import type { ModelConfig } from '#shared/contract/predictive'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { withClosingDays } from '#shared/domain/predictive/closing-days'
import { FOLD_BAGS } from '#shared/domain/predictive/fit-options'
import { ignoringEmpty, withoutEmpty } from '#shared/domain/predictive/ignore-empty'
import type { StageParts } from '#shared/domain/predictive/stage-parts'
import { DEFAULT_TRAIN_OPTIONS, train as learn, type TrainProgress, type TrainResult } from '#shared/domain/predictive/train'
import { countOf, wholeNumber, type OutcomeWords } from '#shared/domain/predictive/words'
import { Cancelled, Problem } from '#main/db/errors'
import { chooseAttributes, type ChosenAttributes } from '#main/db/features/choose-attributes'
import { MINIMUM } from '#main/db/features/outcomes'
import { populationOf } from '#main/db/features/population'
import { requireEnough } from '#main/db/features/require-enough'
import { requireLastStage } from '#main/db/features/require-stages'
import { stageSamples, type StageSamples } from '#main/db/features/stage-samples'
import { closedRecords, trainingSamples, type TrainingSamples } from '#main/db/features/training-samples'
import type { ReadDb, WriteDb } from '#main/db/handles'
import { requireModel } from '#main/db/queries/models'
import { packOutOfFold } from '#main/db/scoring/out-of-fold'
import { outcomeWords } from '#main/db/scoring/outcome-words'
import { packScorer } from '#main/db/scoring/stored-model'
import type { JobContext } from '../context.ts'
import type { BagPool } from '../trainer/bag-pool.ts'
import { ownStages, trainStages } from './train-stages.ts'

/** What names the version that a job trains. */
export interface TrainedVersion {
  readonly modelId: number
  readonly versionId: number
  /** Version of the application that was asked to train. */
  readonly appVersion: string | null
}

export interface StoredVersion {
  readonly number: number
  readonly config: string
  /** null until it is trained. */
  readonly report: string | null
}

/** The version's row; throws `NOT_FOUND` when its model was removed. A version that only has the same id is not this job's. */
export function requireVersion(job: JobContext, { modelId, versionId }: Pick<TrainedVersion, 'modelId' | 'versionId'>): StoredVersion {
  const found = job.db.prepare<StoredVersion>('SELECT number, config, report FROM model_version WHERE id = ? AND model_id = ? AND job_id = ?').get(versionId, modelId, job.id)
  if (found === undefined) throw new Problem('NOT_FOUND', 'The model was removed, so there is nothing to train.')
  return found
}

/** Runs the training and says on the version how it ended when it did not end well. */
export async function whileTraining<T>(job: JobContext, versionId: number, body: () => Promise<T>): Promise<T> {
  await mark(job, versionId, 'training')
  try {
    return await body()
  } catch (error) {
    const cancelled = error instanceof Error && error.name === 'Cancelled'
    await mark(job, versionId, cancelled ? 'cancelled' : 'failed')
    if (cancelled) throw new Cancelled('Stopped by the user.')
    if (error instanceof Error && error.name === 'NotEnoughData') throw new Problem('NOT_ENOUGH_DATA', error.message)
    throw error
  }
}

async function mark(job: JobContext, versionId: number, state: 'training' | 'failed' | 'cancelled'): Promise<void> {
  await job.write((db) => db.prepare("UPDATE model_version SET state = ? WHERE id = ? AND job_id = ? AND state IN ('training', 'failed', 'cancelled')").run(state, versionId, job.id))
  job.changed('models')
}

/** A trained version before it is stored. */
export interface Trained {
  readonly entity: ScoredEntity
  readonly config: ModelConfig
  readonly samples: TrainingSamples
  readonly chosen: ChosenAttributes
  readonly result: TrainResult
  /** null without a process. */
  readonly stages: StageParts | null
  readonly report: ModelReport
}

/** Share of the training that reading the records takes in the progress. */
const COLLECTING = 0.05
/** What one stage's submodel takes in it, with the pooled model as 1. */
const STAGE_SHARE = 0.5

/** Trains a version with its own settings and stores nothing; its progress fills the job up to `until`. */
export async function trainVersion(job: JobContext, pool: BagPool, { modelId, appVersion }: TrainedVersion, configText: string, until = 1): Promise<Trained> {
  const { entity } = requireModel(job.db, modelId)
  const config = modelConfigSchema.parse(JSON.parse(configText))
  job.progress({ stage: 'collect', label: 'Reading closed records', done: 0, total: null, unit: 'records', fraction: 0 })
  requireEnough(job.db, entity, config, job.call)
  requireLastStage(job.db, entity, config, job.call)
  const samples = trainingSamples(job.db, entity, { ...config, ...job.call })
  const chosen = chooseAttributes(job.db, entity, config, samples, job.call.now, () => job.checkCancelled())
  if (chosen.used.length === 0) throw new Problem('BAD_INPUT', 'No attribute is left to learn from. Choose some on the attributes step, or import columns that are filled in while a record is open.')
  const inStages = stagesIn(job, entity, config)
  const pooledUntil = until / (1 + STAGE_SHARE * (inStages === null ? 0 : ownStages(inStages.stages, config).length))
  const executor = config.ignoreEmpty ? ignoringEmpty(pool) : pool
  const options = {
    ...DEFAULT_TRAIN_OPTIONS, seed: config.seed, bags: config.bags, foldBags: Math.min(FOLD_BAGS, config.bags), trainedAt: job.call.now,
    minimum: MINIMUM, words: outcomeWords(job.db, entity, config), attributesOffered: chosen.offered, priorRate: keptPriorRate(job.db, modelId),
  }
  const onProgress = ({ stage, stageLabel, done, total, fraction }: TrainProgress): void =>
    job.progress({ stage, label: stageLabel, done, total: total === 0 ? null : total, unit: 'bags', fraction: pooledUntil * (COLLECTING + (1 - COLLECTING) * fraction) })
  const learned = await learn(chosen.table, options, executor, { onProgress, isCancelled: () => job.isCancelled() })
  const counted = config.ignoreEmpty ? withoutEmpty(learned.model) : learned.model
  const result = { ...learned, model: samples.timesUsable ? withClosingDays(counted, chosen.table, samples.createdAt) : counted }
  const stages = inStages === null ? null : await trainStages(job, executor, { ...inStages, config, entity, model: result.model, specs: chosen.used }, options, { from: pooledUntil, to: until })
  job.checkCancelled()
  return { entity, config, samples, chosen, result, stages: stages?.parts ?? null, report: { ...reportOf(result, { chosen, samples, words: options.words }, config, appVersion), stages: stages?.report ?? null } }
}

/** The closed records inside the stages of the process; null without one. */
function stagesIn(job: JobContext, entity: ScoredEntity, config: ModelConfig): { processId: number; process: string; stages: StageSamples[] } | null {
  const { processId, seed } = config
  if (processId === null) return null
  const process = job.db.prepare<{ name: string }>('SELECT name FROM process WHERE id = ? AND entity = ?').get(processId, entity)?.name
  if (process === undefined) return null
  return { processId, process, stages: stageSamples(job.db, populationOf(job.db, entity, config), closedRecords(job.db, entity, { ...config, ...job.call }), { processId, now: job.call.now, seed }) }
}

/** π of the version in force, kept so that scores stay comparable over retrainings. */
function keptPriorRate(db: ReadDb, modelId: number): number | null {
  return db.prepare<{ rate: number | null }>("SELECT report ->> '$.priorRate' AS rate FROM model_version WHERE model_id = ? AND state = 'published'").get(modelId)?.rate ?? null
}

/** The trainer's report with what was refused before it saw the table, and by which version it was made. */
function reportOf({ report, model }: TrainResult, { chosen, samples, words }: Pick<Trained, 'chosen' | 'samples'> & { words: OutcomeWords }, config: ModelConfig, appVersion: string | null): Omit<ModelReport, 'stages'> {
  const inModel = new Set(model.features.map(({ name }) => name))
  const constant = chosen.used.filter(({ name }) => !inModel.has(name)).map(({ name, label }) => ({ name, label, reason: 'Holds a single value in the training records.' }))
  const used = chosen.used.filter(({ name }) => inModel.has(name)).map(({ name, label, origin, knownWhen }) => ({ name, label, origin, knownWhen }))
  return { ...report, notes: [...report.notes, ...leftOutNotes(samples, words), ...copyNotes(chosen, samples, words), ...settingNotes(config)], suspects: [...chosen.suspects], appVersion, columns: { used, refused: [...chosen.refused, ...constant] } }
}

/** Why it learned from fewer records than closed in the window. */
function leftOutNotes({ ids, leftOut }: TrainingSamples, words: OutcomeWords): string[] {
  if (leftOut === 0) return []
  return [`Of ${countOf(ids.length + leftOut, words, 'closed')} in the window it learned from ${wholeNumber(ids.length)}: each counts with the chance that it was still open at an age that open ${words.many} have, so that those that close within days do not stand for those that wait.`]
}

function copyNotes({ copies }: ChosenAttributes, { ids }: TrainingSamples, words: OutcomeWords): string[] {
  if (copies === 0) return []
  return [`${wholeNumber(copies)} of ${countOf(ids.length, words, 'closed')} ${copies === 1 ? 'says' : 'say'} the same as another in every attribute, though chance would make hardly any alike. Such copies stay on the same side of every split, so that none is predicted by a model that has learned from its twin.`]
}

function settingNotes({ perStage, ignoreEmpty }: ModelConfig): string[] {
  return [
    ...(perStage ? ['Records are scored by the submodel of their active stage. The numbers, curves, drift and comparisons of this report are of the pooled model, which learned from all stages; each submodel has its own line on the Stages tab.'] : []),
    ...(ignoreEmpty ? ['Empty values are ignored: they add nothing to a score. The logistic regression beside it still counts them.'] : []),
  ]
}

/** Stores what was learned, inside the caller's transaction. Throws `Cancelled` when the version is gone, so that the transaction leaves no trace. */
export function storeTrained(db: WriteDb, job: JobContext, { versionId }: Pick<TrainedVersion, 'versionId'>, { chosen, result, stages, report }: Trained): void {
  const stored = db
    .prepare("UPDATE model_version SET state = 'trained', artifact = ?, report = ?, out_of_fold = ?, trained_at = ? WHERE id = ? AND job_id = ? AND state = 'training'")
    .run(packScorer(chosen.used, result.model, stages), JSON.stringify(report), packOutOfFold(result.outOfFold), job.call.now, versionId, job.id)
  if (stored.changes === 0) throw new Cancelled('The model was removed while it was trained.')
}

/** What a training job answers. */
export function answerOf({ modelId, versionId }: Pick<TrainedVersion, 'modelId' | 'versionId'>, version: number, report: ModelReport): Record<string, unknown> {
  return { modelId, versionId, version, auc: report.holdout.auc, verdict: report.verdict, verdictSentence: report.verdictSentence }
}
