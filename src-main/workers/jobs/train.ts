import { z } from 'zod'
import { modelConfigSchema, type ModelReport } from '#shared/contract/predictive'
import { DEFAULT_TRAIN_OPTIONS, train as learn, type TrainProgress, type TrainResult } from '#shared/domain/predictive/train'
import { FOLD_BAGS } from '#shared/domain/predictive/fit-options'
import { Cancelled, Problem } from '#main/db/errors'
import { chooseAttributes, type ChosenAttributes } from '#main/db/features/choose-attributes'
import { MINIMUM } from '#main/db/features/outcomes'
import { requireEnough } from '#main/db/features/require-enough'
import { trainingSamples } from '#main/db/features/training-samples'
import { requireModel } from '#main/db/queries/models'
import { publishModel } from '#main/db/queries/models-write'
import { packOutOfFold } from '#main/db/scoring/out-of-fold'
import { WORDS } from '#main/db/scoring/settle-grades'
import { packScorer } from '#main/db/scoring/stored-model'
import type { JobContext, JobHandler } from '../context.ts'
import { BagPool } from '../trainer/bag-pool.ts'

const inputSchema = z.object({
  modelId: z.number().int(),
  versionId: z.number().int(),
  /** Publishes the version at once when it has found a signal. */
  publish: z.boolean().default(false),
})

/** Share of the whole job that reading the records takes in the progress. */
const COLLECTING = 0.05

/**
 * Trains the version that `predictive.beginTraining` added and stores its artifact and report in one transaction; the
 * result has modelId, versionId, version, auc and verdict. Run again after a crash it trains anew; once trained it only answers.
 */
const train: JobHandler = async (job) => {
  const { modelId, versionId, publish } = inputSchema.parse(job.input)
  const version = job.db.prepare<{ number: number; state: string; config: string; report: string | null }>('SELECT number, state, config, report FROM model_version WHERE id = ? AND model_id = ?').get(versionId, modelId)
  if (version === undefined) throw new Problem('NOT_FOUND', 'The model was removed, so there is nothing to train.')
  if (version.report !== null) return resultOf(modelId, versionId, version.number, JSON.parse(version.report) as ModelReport)
  await mark(job, versionId, 'training')
  try {
    const report = await trainVersion(job, { modelId, versionId, publish }, version.config)
    return resultOf(modelId, versionId, version.number, report)
  } catch (error) {
    const cancelled = error instanceof Error && error.name === 'Cancelled'
    await mark(job, versionId, cancelled ? 'cancelled' : 'failed')
    if (cancelled) throw new Cancelled('Stopped by the user.')
    if (error instanceof Error && error.name === 'NotEnoughData') throw new Problem('NOT_ENOUGH_DATA', error.message)
    throw error
  }
}
export default train

async function mark(job: JobContext, versionId: number, state: 'training' | 'failed' | 'cancelled'): Promise<void> {
  await job.write((db) => db.prepare("UPDATE model_version SET state = ?, job_id = ? WHERE id = ? AND state IN ('training', 'failed', 'cancelled')").run(state, job.id, versionId))
  job.changed('models')
}

function resultOf(modelId: number, versionId: number, version: number, report: ModelReport): Record<string, unknown> {
  return { modelId, versionId, version, auc: report.holdout.auc, verdict: report.verdict, verdictSentence: report.verdictSentence }
}

async function trainVersion(job: JobContext, { modelId, versionId, publish }: z.output<typeof inputSchema>, configText: string): Promise<ModelReport> {
  const { entity } = requireModel(job.db, modelId)
  const config = modelConfigSchema.parse(JSON.parse(configText))
  job.progress({ stage: 'collect', label: 'Reading closed records', done: 0, total: null, unit: 'records', fraction: 0 })
  requireEnough(job.db, entity, config, job.call)
  const samples = trainingSamples(job.db, entity, { ...job.call, windowMonths: config.windowMonths, processId: config.processId, seed: config.seed })
  const chosen = chooseAttributes(job.db, entity, config, samples, job.call.now, () => job.checkCancelled())
  if (chosen.used.length === 0) throw new Problem('BAD_INPUT', 'No attribute is left to learn from. Choose some on the attributes step, or import columns that are filled in while a record is open.')
  const pool = new BagPool({ url: job.workers.bag, workers: job.cores, cancelFlag: job.cancelFlag })
  try {
    const options = {
      ...DEFAULT_TRAIN_OPTIONS, seed: config.seed, bags: config.bags, foldBags: Math.min(FOLD_BAGS, config.bags), trainedAt: job.call.now,
      minimum: MINIMUM, words: WORDS[entity], attributesOffered: chosen.offered, priorRate: keptPriorRate(job, modelId),
    }
    const result = await learn(chosen.table, options, pool, { onProgress: (progress) => tell(job, progress), isCancelled: () => job.isCancelled() })
    job.checkCancelled()
    const report = reportOf(result, chosen)
    await job.write((db) => {
      db
        .prepare("UPDATE model_version SET state = 'trained', artifact = ?, report = ?, out_of_fold = ?, trained_at = ?, job_id = ? WHERE id = ?")
        .run(packScorer(chosen.used, result.model), JSON.stringify(report), packOutOfFold(result.outOfFold), job.call.now, job.id, versionId)
      if (publish && report.verdict !== 'no_signal') publishModel(db, { modelId, versionId }, job.call)
    })
    job.changed('models')
    return report
  } finally {
    await pool.close()
  }
}

/** π of the version in force, kept so that scores stay comparable over retrainings. */
function keptPriorRate(job: JobContext, modelId: number): number | null {
  return job.db.prepare<{ rate: number | null }>("SELECT report ->> '$.priorRate' AS rate FROM model_version WHERE model_id = ? AND state = 'published'").get(modelId)?.rate ?? null
}

function tell(job: JobContext, { stage, stageLabel, done, total, fraction }: TrainProgress): void {
  job.progress({ stage, label: stageLabel, done, total: total === 0 ? null : total, unit: 'bags', fraction: COLLECTING + (1 - COLLECTING) * fraction })
}

/** The trainer's report with what was refused before it saw the table. */
function reportOf({ report }: TrainResult, chosen: ChosenAttributes): ModelReport {
  return { ...report, suspects: [...chosen.suspects] }
}
