import { deriveSeed } from '#shared/lib/random'
import { calibrate } from './calibration.ts'
import { bestF1Threshold } from './confusion.ts'
import { crossFit, crossFitBags, modelOf } from './cross-fit.ts'
import type { BagExecutor } from './executor.ts'
import type { TrainingTable } from './feature-table.ts'
import { splitHoldOut } from './folds.ts'
import type { EbmModel } from './model.ts'
import { pickTable } from './pick-rows.ts'
import { scoreTable } from './predict.ts'
import { holdoutOf, verdictOf, type HoldoutNumbers, type Verdict } from './report.ts'
import type { TrainOptions } from './train.ts'

/** A stage's submodel with how well its like did on the newest records. */
export interface StageTrained {
  /** Learned from all snapshots inside the stage. */
  readonly model: EbmModel
  /** On the newest fifth, by a model that learned from the older ones. */
  readonly holdout: HoldoutNumbers
  readonly verdict: Verdict
}

/** Bags that `trainStage` fits. */
export function stageBags(options: TrainOptions): number {
  return 2 * crossFitBags(options)
}

/**
 * Trains the submodel of one stage as `train` does the whole: measured on the newest fifth, then learned from all rows.
 * `options.priorRate` must be the pooled model's π, so that a score of 50 means the same in every stage. The caller has
 * checked that there are enough rows of either outcome; `onDone` receives how many bags are finished.
 */
export async function trainStage(table: TrainingTable, options: TrainOptions, executor: BagExecutor, onDone: (bags: number) => void): Promise<StageTrained> {
  const bags = crossFitBags(options)
  const { older, newest } = splitHoldOut(table, options.seed)
  const learned = await crossFit(table, older, options, executor, onDone)
  const judged = pickTable(table, newest)
  const threshold = bestF1Threshold(calibrate(learned.logits, learned.calibration), learned.prepared.input.outcome)
  const holdout = holdoutOf(scoreTable(modelOf(learned, table, options), judged).probability, judged.outcome, threshold, deriveSeed(options.seed, 'calibration-range'))
  const all = await crossFit(table, Int32Array.from({ length: table.rows }, (_, row) => row), options, executor, (done) => onDone(bags + done))
  return { model: modelOf(all, table, options, options.priorRate ?? undefined), holdout, verdict: verdictOf(holdout, options.verdictBands) }
}
