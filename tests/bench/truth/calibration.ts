import { DEFAULT_TRAIN_OPTIONS, train, type TrainProgress } from '#shared/domain/predictive/train'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { generate, RECIPES } from './generated.ts'
import { withPool } from './pool.ts'
import { calibrationReason } from './reasons.ts'

const SETS = ['additive', 'interactions', '90 % missing', '1 % positive'] as const
const SEEDS = [1, 2, 3]

/** Prints the calibration of models trained on generated data beside the range that right probabilities would give; false when a mean error lies above. */
export async function measureCalibration(): Promise<boolean> {
  console.log('Calibration on generated data: error over ten equal-mass bins, its 95 % range were the probabilities right, slope and intercept; learning curve and its share of the training time')
  let inside = 0
  let runs = 0
  for (const name of SETS) {
    for (const seed of name === '1 % positive' ? SEEDS.slice(0, 1) : SEEDS) {
      const recipe = RECIPES[name]
      if (recipe === undefined) throw new Error(`No recipe ${name}`)
      const began = new Map<TrainProgress['stage'], number>()
      const started = performance.now()
      const table = generate(recipe, seed)
      const { report, heldOut, outOfFold } = await withPool((pool) =>
        train(table, DEFAULT_TRAIN_OPTIONS, pool, { onProgress: ({ stage }) => void (began.has(stage) || began.set(stage, performance.now())), isCancelled: () => false }),
      )
      const seconds = (performance.now() - started) / 1000
      const curveSeconds = ((began.get('learn_all') ?? 0) - (began.get('learning_curve') ?? 0)) / 1000
      const { calibrationError: error, calibrationLow: low, calibrationHigh: high, calibrationSlope: slope, calibrationIntercept: intercept, auc } = report.holdout
      // An error under the range is better than chance allows for on average; only one above it speaks against the model.
      const isInside = error <= high
      inside += isInside ? 1 : 0
      runs += 1
      console.log(`  ${name.padEnd(14)} seed ${seed}: ${error.toFixed(4)} in ${low.toFixed(4)} to ${high.toFixed(4)}: ${error < low ? 'under it' : isInside ? 'inside' : 'ABOVE'}; slope ${slope.toFixed(2)}, intercept ${intercept.toFixed(2)}; AUC ${auc.toFixed(3)}, logistic ${report.logistic.auc.toFixed(3)}`)
      if (!isInside) console.log(`    Above it, because ${calibrationReason({ probability: heldOut.probability, outcome: pickTable(table, heldOut.rows).outcome }, outOfFold, high)}.`)
      console.log(`    ${report.learningCurve.sentence} ${curveSeconds.toFixed(1)} of ${seconds.toFixed(1)} s (${((100 * curveSeconds) / seconds).toFixed(0)} %)`)
    }
  }
  // Half of the five in a hundred that fall outside of the range by chance lie above it.
  console.log(`  not above its range: ${inside} of ${runs}; right probabilities would lie above it ${(0.025 * runs).toFixed(2)} times`)
  return inside >= runs - 1
}
