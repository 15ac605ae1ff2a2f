import { calibrationLine } from '#shared/domain/predictive/calibration'
import { calibrationRange } from '#shared/domain/predictive/calibration-range'
import { crossFit, modelOf } from '#shared/domain/predictive/cross-fit'
import { splitHoldOut } from '#shared/domain/predictive/folds'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train, type TrainProgress } from '#shared/domain/predictive/train'
import { deriveSeed } from '#shared/lib/random'
import { summarizeCalibration, type JudgedSet } from './calibration-summary.ts'
import { generateKnown, RECIPES, type Generated } from './generated.ts'
import { withPool } from './pool.ts'
import { calibrationReason, errorOf } from './reasons.ts'

/** Sets that are trained whole and printed one by one, and sets whose measured model alone is fitted, for the summary. */
const SETS = [
  { name: 'additive', whole: 3, more: 27 },
  { name: 'interactions', whole: 3, more: 27 },
  { name: '90 % missing', whole: 3, more: 27 },
  { name: '1 % positive', whole: 1, more: 9 },
] as const

/**
 * Prints the calibration of models trained on generated data beside the range that right probabilities would give, of ten
 * sets one by one and of many in a summary; false when more errors lie outside of their ranges than chance leaves room for.
 */
export async function measureCalibration(): Promise<boolean> {
  console.log('Calibration on generated data: error over ten equal-mass bins, its 95 % range were the probabilities right, slope and intercept; learning curve and its share of the training time')
  const judged = new Map<string, JudgedSet[]>()
  for (const { name, whole } of SETS) judged.set(name, await each(1, whole, (seed) => trainedWhole(name, seed)))
  for (const { name, whole, more } of SETS) judged.get(name)?.push(...(await each(whole + 1, whole + more, (seed) => measuredOnly(name, seed))))
  return summarizeCalibration(judged)
}

async function each(from: number, to: number, run: (seed: number) => Promise<JudgedSet>): Promise<JudgedSet[]> {
  const sets: JudgedSet[] = []
  for (let seed = from; seed <= to; seed += 1) sets.push(await run(seed))
  return sets
}

/** Trains as the application does and prints what its report says. */
async function trainedWhole(name: string, seed: number): Promise<JudgedSet> {
  const generated = generatedBy(name, seed)
  const { table } = generated
  const began = new Map<TrainProgress['stage'], number>()
  const started = performance.now()
  const { report, heldOut, outOfFold } = await withPool((pool) =>
    train(table, DEFAULT_TRAIN_OPTIONS, pool, { onProgress: ({ stage }) => void (began.has(stage) || began.set(stage, performance.now())), isCancelled: () => false }),
  )
  const seconds = (performance.now() - started) / 1000
  const curveSeconds = ((began.get('learn_all') ?? 0) - (began.get('learning_curve') ?? 0)) / 1000
  const { calibrationError: error, calibrationLow: low, calibrationHigh: high, calibrationSlope: slope, calibrationIntercept: intercept, auc } = report.holdout
  console.log(`  ${name.padEnd(14)} seed ${seed}: ${error.toFixed(4)} in ${low.toFixed(4)} to ${high.toFixed(4)}: ${error < low ? 'under it' : error <= high ? 'inside' : 'ABOVE'}; slope ${slope.toFixed(2)}, intercept ${intercept.toFixed(2)}; AUC ${auc.toFixed(3)}, logistic ${report.logistic.auc.toFixed(3)}`)
  if (error > high) console.log(`    Above it, because ${calibrationReason({ probability: heldOut.probability, outcome: pickTable(table, heldOut.rows).outcome }, outOfFold, high)}.`)
  console.log(`    ${report.learningCurve.sentence} ${curveSeconds.toFixed(1)} of ${seconds.toFixed(1)} s (${((100 * curveSeconds) / seconds).toFixed(0)} %)`)
  return judge(generated, heldOut.rows, heldOut.probability)
}

/** Fits what the report would be taken from, and nothing else. */
async function measuredOnly(name: string, seed: number): Promise<JudgedSet> {
  const generated = generatedBy(name, seed)
  const { table } = generated
  const { older, newest } = splitHoldOut(table, DEFAULT_TRAIN_OPTIONS.seed)
  const fit = await withPool((pool) => crossFit(table, older, DEFAULT_TRAIN_OPTIONS, pool, () => {}))
  return judge(generated, newest, scoreTable(modelOf(fit, table, DEFAULT_TRAIN_OPTIONS), pickTable(table, newest)).probability)
}

function generatedBy(name: string, seed: number): Generated {
  const recipe = RECIPES[name]
  if (recipe === undefined) throw new Error(`No recipe ${name}`)
  return generateKnown(recipe, seed)
}

/** The figures of the report's calibration, with the true chances of the records that were kept aside. */
function judge({ table, chance }: Generated, rows: Int32Array, probability: Float64Array): JudgedSet {
  const { outcome } = pickTable(table, rows)
  const { slope, intercept } = calibrationLine(probability, outcome)
  const range = calibrationRange(probability, deriveSeed(DEFAULT_TRAIN_OPTIONS.seed, 'calibration-range'))
  return { learned: table.rows - rows.length, probability, chance: Float64Array.from(rows, (row) => chance[row]!), slope, intercept, error: errorOf(probability, outcome), range }
}
