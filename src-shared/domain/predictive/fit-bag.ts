import { gatherBag, type BagData } from './bag-data.ts'
import { fillHistogram, restoreRows, startRows, type BagRows } from './bag-rows.ts'
import { boost, type BoostCourse, type BoostSignals, type Learner } from './boost.ts'
import { createTerm, type BoostTerm } from './boost-term.ts'
import type { FitInput } from './fit-input.ts'
import { SMOOTHED_ROUNDS, type FitOptions, type MainsVariant } from './fit-options.ts'
import { fitStraight } from './fit-straight.ts'
import { rankPairs } from './rank-pairs.ts'
import { findBestCut, takeRandomCut, writeStep } from './split-search.ts'

/** What one bag learned: log-odds by bin for each column of the input (main effects), or by cell for each pair. */
export interface BagResult extends BoostCourse {
  readonly bagIndex: number
  readonly intercept: number
  /** One array a term. */
  readonly scores: readonly Float64Array[]
  /** After main effects: gain of each pair of columns, in the order of `allPairs`; empty where no ranking is wanted. */
  readonly pairGains: Float64Array
  /** Log-odds against the own outcome of each row kept aside, at the best step. */
  readonly against: Float64Array
}

/** The rows of the input that take part, ascending; the whole bag split is drawn from them. */
export interface FitSample {
  readonly input: FitInput
  readonly rows: Int32Array
}

/**
 * Fits the main effects of one bag and ranks the pairs of columns by what they would add. The result depends on the
 * sample, the bag's index and the options alone. Throws `Cancelled` once `isCancelled` says so.
 */
export function fitBag(sample: FitSample, bagIndex: number, options: FitOptions, onProgress: (steps: number) => void, isCancelled: () => boolean, variant: MainsVariant = 'greedy'): BagResult {
  const data = gatherBag(sample.input, sample.rows, bagIndex, options)
  const { rows, intercept } = startRows(data)
  const { course, scores, base } = fitMains(data, rows, intercept, bagIndex, options, variant, { onProgress, isCancelled })
  restoreRows(rows, data, scores, base)
  const pairGains = variant === 'greedy' ? rankPairs(data, rows, bagIndex, options) : new Float64Array(0)
  return { ...course, bagIndex, intercept: base, scores, pairGains, against: rows.validAgainst.map(Math.log) }
}

interface Mains {
  readonly course: BoostCourse
  readonly scores: readonly Float64Array[]
  readonly base: number
}

function fitMains(data: BagData, rows: BagRows, intercept: number, bagIndex: number, options: FitOptions, variant: MainsVariant, signals: BoostSignals): Mains {
  if (variant === 'straight') {
    const { scores, intercept: base, loss } = fitStraight(data)
    return { scores, base, course: { steps: 0, bestStep: 0, bestLoss: loss, curve: Float64Array.of(loss) } }
  }
  const learner = mainEffects(data, rows, bagIndex, options, variant === 'smoothed' ? SMOOTHED_ROUNDS : options.smoothingRounds)
  const course = boost(rows, learner, { name: variant, bagIndex }, options, signals)
  return { course, scores: learner.terms.map((term) => term.best), base: intercept }
}

function mainEffects(data: BagData, rows: BagRows, bagIndex: number, options: FitOptions, smoothingRounds: number): Learner<BoostTerm> {
  return {
    terms: data.columns.map((column) => createTerm(column, bagIndex, options)),
    rate: options.learningRate,
    smoothingRounds,
    takeRandom: (term) => {
      fillHistogram(rows, term)
      takeRandomCut(term, options)
    },
    takeBest: (term) => {
      fillHistogram(rows, term)
      findBestCut(term, options)
      if (term.column.nominal) term.gain -= options.categoryCost * (term.order.length - 1)
    },
    writeStep,
  }
}
