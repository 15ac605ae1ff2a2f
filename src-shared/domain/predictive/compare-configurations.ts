import { crossFit, modelOf, type CrossFitOptions } from './cross-fit.ts'
import type { BagExecutor } from './executor.ts'
import type { FeatureTable, TrainingTable } from './feature-table.ts'
import { scoreTable } from './predict.ts'
import { gainOver, qualityOf, type QualityNumbers } from './report.ts'

/** Two configurations on the same records, which neither has learned from. */
export interface ConfigurationComparison {
  readonly rows: number
  readonly positives: number
  readonly candidate: QualityNumbers
  readonly active: QualityNumbers
  /** AUC of the candidate less the active one's, with its 95 % interval (DeLong, paired). */
  readonly difference: { readonly auc: number; readonly low: number; readonly high: number }
}

/** Calibrated probabilities of the judged records by a model that learns from all rows of `learn`; the caller keeps the two apart. */
export async function judgeApart(learn: TrainingTable, judged: FeatureTable, options: CrossFitOptions, executor: BagExecutor, onDone: (done: number) => void): Promise<Float64Array> {
  const fit = await crossFit(learn, Int32Array.from({ length: learn.rows }, (_, row) => row), options, executor, onDone)
  return scoreTable(modelOf(fit, learn, options), judged).probability
}

/** All three arrays have one entry a judged record, in the same order. */
export function compareConfigurations(candidate: Float64Array, active: Float64Array, outcome: Uint8Array): ConfigurationComparison {
  const difference = gainOver(candidate, active, outcome)
  // The same probabilities have no difference to be uncertain of.
  const isSame = candidate.every((probability, row) => probability === active[row])
  return {
    rows: outcome.length,
    positives: outcome.reduce((sum, value) => sum + value, 0),
    candidate: qualityOf(candidate, outcome),
    active: qualityOf(active, outcome),
    difference: isSame ? { auc: 0, low: 0, high: 0 } : difference,
  }
}
