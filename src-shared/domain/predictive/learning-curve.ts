import { deriveSeed } from '#shared/lib/random'
import { crossFit, modelOf } from './cross-fit.ts'
import type { BagExecutor } from './executor.ts'
import type { TrainingTable } from './feature-table.ts'
import { dealFolds } from './folds.ts'
import { aucDifference, aucOf, NORMAL_95 } from './metrics.ts'
import { pickTable } from './pick-rows.ts'
import { scoreTable } from './predict.ts'
import { countOf, wholeNumber, type OutcomeWords } from './words.ts'

export interface LearningPoint {
  /** Records learned from. */
  readonly rows: number
  /** On held-out older records, mean over the test folds. */
  readonly auc: number
}

export interface LearningCurve {
  /** Fewest records first; empty where there are too few to tell. */
  readonly points: LearningPoint[]
  readonly helps: 'yes' | 'hardly' | 'unclear'
  /** Whether more data would help, in a sentence. */
  readonly sentence: string
}

/** Eighths of the records outside the test fold that the points learn from. */
const EIGHTHS = [1, 2, 4, 8] as const
const BAGS = 2
/** Of five folds, so many are tested on; one where it is large enough to be precise, which halves the time. */
const TEST_FOLDS = 2
const LARGE = 2000
/** Records of either outcome that a fit needs. */
const FEWEST = 15
/** A gain in AUC below this is not worth the data. */
const WORTH = 0.003
/** A doubling that can have gained no more than this hardly helps. */
const LITTLE = 0.01

interface CurveOptions {
  readonly seed: number
  readonly words: OutcomeWords
}

interface Task {
  readonly fold: number
  readonly learn: Int32Array
  readonly test: Int32Array
}

/** One plan a test fold and share, from the records that may be looked at: shares are nested, stratified and keep a record's rows together. */
function planOf(table: TrainingTable, rows: Int32Array, seed: number): Task[] {
  const folds = dealFolds(table, rows, 5, deriveSeed(seed, 'learning-curve'))
  const tested = rows.length > LARGE ? 1 : TEST_FOLDS
  return Array.from({ length: tested }, (_, fold) => fold).flatMap((fold) => {
    const test = rows.filter((_, place) => folds[place] === fold)
    const rest = rows.filter((_, place) => folds[place] !== fold)
    const eighth = dealFolds(table, rest, 8, deriveSeed(seed, 'learning-share', fold))
    return EIGHTHS.map((eighths) => ({ fold, test, learn: rest.filter((_, place) => (eighth[place] ?? 0) < eighths) }))
  })
}

function hasEnough(table: TrainingTable, rows: Int32Array): boolean {
  const positives = rows.reduce((sum, row) => sum + (table.outcome[row] ?? 0), 0)
  return positives >= FEWEST && rows.length - positives >= FEWEST
}

/** Bags that `learningCurve` fits on these rows; each is smaller than one of the model's. */
export function learningCurveBags(table: TrainingTable, rows: Int32Array, seed: number): number {
  const tasks = planOf(table, rows, seed).filter(({ learn, test }) => hasEnough(table, learn) && hasEnough(table, test))
  return tasks.length * BAGS
}

/**
 * Fits on an eighth, a quarter, half and all of the given rows outside a test fold, two bags each, and tests on the fold.
 * Nothing outside `rows` is read. More data helps where the last doubling gained significantly (DeLong, paired).
 */
export async function learningCurve(table: TrainingTable, rows: Int32Array, { seed, words }: CurveOptions, executor: BagExecutor, onDone: (done: number) => void): Promise<LearningCurve> {
  const tasks = planOf(table, rows, seed).filter(({ learn, test }) => hasEnough(table, learn) && hasEnough(table, test))
  const measured: { rows: number; fold: number; scores: Float64Array; outcome: Uint8Array }[] = []
  for (const [index, { fold, learn, test }] of tasks.entries()) {
    const options = { seed: deriveSeed(seed, 'learning-fit', fold), bags: BAGS, foldBags: 0, folds: 0, trainedAt: 0 }
    const fitted = await crossFit(table, learn, options, executor, (done) => onDone(index * BAGS + done))
    const tested = pickTable(table, test)
    measured.push({ rows: learn.length, fold, scores: scoreTable(modelOf(fitted, table, options), tested).logit, outcome: tested.outcome })
  }
  const byFold = [...Map.groupBy(measured, ({ fold }) => fold).values()]
  const shortest = Math.min(...byFold.map((fold) => fold.length), EIGHTHS.length)
  if (byFold.length === 0 || shortest < 2) return { points: [], helps: 'unclear', sentence: `Too few closed ${words.many} to tell whether more would help.` }
  // Folds hold the same shares counted from the largest.
  const levels = Array.from({ length: shortest }, (_, back) => byFold.flatMap((fold) => fold.at(back - shortest) ?? []))
  const points = levels.map((level) => ({ rows: Math.round(meanOf(level.map((entry) => entry.rows))), auc: meanOf(level.map(({ scores, outcome }) => aucOf(scores, outcome))) }))
  const gains = byFold.map((fold) => {
    const [half, full] = fold.slice(-2)
    return half === undefined || full === undefined ? { difference: 0, error: 0 } : aucDifference(full.scores, half.scores, full.outcome)
  })
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + gain.error ** 2, 0)) / gains.length
  return { points, ...answer(points, meanOf(gains.map(({ difference }) => difference)), error, words) }
}

function answer(points: readonly LearningPoint[], gain: number, error: number, words: OutcomeWords): Pick<LearningCurve, 'helps' | 'sentence'> {
  const [half, full] = points.slice(-2)
  if (half === undefined || full === undefined) return { helps: 'unclear', sentence: '' }
  const grown = `with ${countOf(full.rows, words, 'closed')} instead of ${wholeNumber(half.rows)} the AUC on held-out older ones went from ${half.auc.toFixed(3)} to ${full.auc.toFixed(3)}`
  if (gain >= WORTH && gain > NORMAL_95 * error) return { helps: 'yes', sentence: `More closed ${words.many} would help: ${grown}.` }
  if (gain + NORMAL_95 * error < LITTLE) return { helps: 'hardly', sentence: `More of the same ${words.many} would hardly help: ${grown}. Columns that say more would.` }
  return { helps: 'unclear', sentence: `Whether more closed ${words.many} would help cannot be told: ${grown}, a difference within chance.` }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
