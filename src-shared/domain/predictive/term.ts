import type { Random } from '#shared/lib/random'
import type { BagColumn } from './bag-data.ts'

/** What a term carries through the boosting of one bag; all arrays have length binCount (for a pair: cells) of its column. */
export interface Term {
  readonly column: BagColumn
  readonly random: Random
  /** Sum of probabilities of the training rows in each bin, as of the last histogram. */
  readonly sumP: Float64Array
  /** Sum of p·(1−p), the hessian, likewise. */
  readonly sumH: Float64Array
  /** Log-odds of each bin so far. */
  readonly scores: Float64Array
  /** `scores` at the best validation loss. */
  readonly best: Float64Array
  /** The step under way: log-odds added to each bin, and e to its power and to its negative. */
  readonly delta: Float64Array
  readonly factor: Float64Array
  readonly inverse: Float64Array
  /** Scores differ from `best`. */
  dirty: boolean
  /** Gain of the split found last. */
  gain: number
}

/** Arrays of zeros for a term over the column. */
export function emptyTerm(column: BagColumn, random: Random): Term {
  const zeros = (): Float64Array => new Float64Array(column.binCount)
  return { column, random, sumP: zeros(), sumH: zeros(), scores: zeros(), best: zeros(), delta: zeros(), factor: zeros(), inverse: zeros(), dirty: false, gain: 0 }
}

/** Fills `factor` and `inverse` from `delta`. Few different steps stand next to one another, so that an exponential is taken only where the step changes. */
export function fillFactors({ delta, factor, inverse }: Term): void {
  let step = 0
  let up = 1
  let down = 1
  for (let bin = 0; bin < delta.length; bin += 1) {
    if (delta[bin] !== step) {
      step = delta[bin]!
      up = Math.exp(step)
      down = Math.exp(-step)
    }
    factor[bin] = up
    inverse[bin] = down
  }
}
