import { gatherBag } from './bag-data.ts'
import { restoreRows, startRows } from './bag-rows.ts'
import { boost, type BoostSignals, type Learner } from './boost.ts'
import type { BagResult, FitSample } from './fit-bag.ts'
import type { FitOptions } from './fit-options.ts'
import { MOST_PAIR_BINS } from './pair-bins.ts'
import { createGrid } from './pair-grid.ts'
import { findBestTree, takeRandomTree, writeTree } from './pair-search.ts'
import { createPair, lookAt, type ColumnPair, type PairTerm } from './pair-term.ts'

/** Main effects of a bag and the pairs to fit on top of them. */
export interface PairStage {
  readonly mains: Pick<BagResult, 'scores' | 'intercept'>
  readonly pairs: readonly ColumnPair[]
}

/**
 * The second stage of one bag: trees of three leaves on pairs of columns, with the bag's main effects frozen
 * (Lou et al. 2013). The same bag index draws the same rows as the first stage. Throws `Cancelled`.
 */
export function fitPairs(sample: FitSample, bagIndex: number, { mains, pairs }: PairStage, options: FitOptions, onProgress: (steps: number) => void, isCancelled: () => boolean): BagResult {
  const signals: BoostSignals = { onProgress, isCancelled }
  const data = gatherBag(sample.input, sample.rows, bagIndex, options)
  const { rows } = startRows(data)
  restoreRows(rows, data, mains.scores, mains.intercept)
  const grid = createGrid(MOST_PAIR_BINS)
  const learner: Learner<PairTerm> = {
    terms: pairs.map((pair) => createPair(data, rows, pair, bagIndex, options)),
    rate: options.pairLearningRate,
    smoothingRounds: options.pairSmoothingRounds,
    takeRandom: (term) => {
      lookAt(rows, term, grid)
      takeRandomTree(term, grid, options)
    },
    takeBest: (term) => {
      lookAt(rows, term, grid)
      findBestTree(term, grid, options)
    },
    writeStep: writeTree,
  }
  const course = boost(rows, learner, { name: 'pairs', bagIndex }, options, signals)
  return { ...course, bagIndex, intercept: 0, scores: learner.terms.map((term) => term.best), pairGains: new Float64Array(0), against: new Float64Array(0), aside: new Int32Array(0) }
}
