import type { StageReport } from '#shared/contract/model-report'
import type { ModelConfig } from '#shared/contract/predictive'
import type { BagExecutor } from '#shared/domain/predictive/executor'
import { withClosingDays } from '#shared/domain/predictive/closing-days'
import { withoutEmpty } from '#shared/domain/predictive/ignore-empty'
import type { EbmModel } from '#shared/domain/predictive/model'
import { attributeInfluence } from '#shared/domain/predictive/stage-influence'
import { medianDays, type StagePart, type StageParts } from '#shared/domain/predictive/stage-parts'
import { stageBags, trainStage } from '#shared/domain/predictive/stage-train'
import type { TrainOptions } from '#shared/domain/predictive/train'
import { Cancelled } from '#main/db/errors'
import type { AttributeSpec } from '#main/db/features/attribute-spec'
import { collectFeatures } from '#main/db/features/collect-features'
import { MINIMUM } from '#main/db/features/outcomes'
import type { StageSamples } from '#main/db/features/stage-samples'
import { trainingTable } from '#main/db/features/training-table'
import type { JobContext } from '../context.ts'

/** What the pooled training leaves for the stages to build on. */
export interface Pooled {
  readonly config: ModelConfig
  readonly entity: 'lead' | 'opportunity'
  readonly processId: number
  readonly process: string
  readonly model: EbmModel
  /** Attributes in use. */
  readonly specs: readonly AttributeSpec[]
  readonly stages: readonly StageSamples[]
}

export interface TrainedStages {
  readonly parts: StageParts
  /** null where one model scores all stages. */
  readonly report: StageReport | null
}

/** Stages with enough records of either outcome for a submodel of their own. */
export function ownStages(stages: readonly StageSamples[], { perStage }: ModelConfig): StageSamples[] {
  return perStage ? stages.filter(({ samples }) => samples.positives >= MINIMUM && samples.negatives >= MINIMUM) : []
}

/** Trains the submodels one after the other; without `perStage` it only keeps how long won records stay in each stage. Progress fills the job between the two shares. */
export async function trainStages(job: JobContext, executor: BagExecutor, pooled: Pooled, options: TrainOptions, progress: { readonly from: number; readonly to: number }): Promise<TrainedStages> {
  const { config, entity, stages, specs, processId } = pooled
  const own = ownStages(stages, config)
  const bags = stageBags(options)
  const parts: StagePart[] = []
  const reports: StageReport['stages'] = []
  let finished = 0
  for (const stage of stages) {
    const { id: stageId, name, samples, wonDays } = stage
    const found = { stageId, name, rows: samples.ids.length, positives: samples.positives }
    const kept = { stageId, name, wonDays: medianDays(wonDays), wonVisits: wonDays.length }
    const applicable = specs.filter((spec) => config.stageAttributes[spec.name]?.includes(name) ?? true)
    if (!own.includes(stage) || applicable.length === 0) {
      parts.push({ ...kept, model: null })
      reports.push({ ...found, measured: null, sentence: whyPooled(samples, options, own.includes(stage)), influence: attributeInfluence(pooled.model) })
      continue
    }
    const table = trainingTable(collectFeatures(job.db, entity, applicable, samples, () => job.checkCancelled()), applicable, samples)
    const begun = finished
    const trained = await trainStage(table, { ...options, priorRate: pooled.model.priorRate }, executor, (done) => {
      if (job.isCancelled()) throw new Cancelled('Stopped by the user.')
      const share = (begun + done) / (own.length * bags)
      job.progress({ stage: 'learn_stage', label: `Learning what counts in ${name}, bag ${Math.min(done + 1, bags)} of ${bags}`, done, total: bags, unit: 'bags', fraction: progress.from + (progress.to - progress.from) * share })
    })
    finished += bags
    const model = withClosingDays(config.ignoreEmpty ? withoutEmpty(trained.model) : trained.model, table, samples.createdAt)
    const { rows, positives, auc, aucLow, aucHigh } = trained.holdout
    const measured = { rows, positives, auc, aucLow, aucHigh, verdict: trained.verdict }
    // A submodel that cannot be told from chance would rank worse than one that learned from all stages.
    const isLuck = trained.verdict === 'no_signal'
    parts.push({ ...kept, model: isLuck ? null : model })
    reports.push({ ...found, measured, sentence: isLuck ? `Uses the pooled model: on the newest ${rows} its own cannot be told from chance.` : `Scores this stage; measured on the newest ${rows}.`, influence: attributeInfluence(isLuck ? pooled.model : model) })
  }
  return { parts: { processId, perStage: config.perStage, stages: parts }, report: config.perStage ? { process: pooled.process, stages: reports } : null }
}

function whyPooled({ positives, negatives }: StageSamples['samples'], { words }: TrainOptions, isEnough: boolean): string {
  if (isEnough) return 'Uses the pooled model: no attribute is chosen for this stage.'
  const lacking = [positives < MINIMUM ? `${positives} of ${MINIMUM} ${words.positive}` : '', negatives < MINIMUM ? `${negatives} of ${MINIMUM} ${words.negative}` : ''].filter((part) => part !== '')
  return `Uses the pooled model: ${lacking.join(', ')}.`
}
