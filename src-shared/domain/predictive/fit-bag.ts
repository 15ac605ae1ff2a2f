import { gatherBag, type BagData } from './bag-data.ts'
import { fillHistogram, restoreRows, startRows, type BagRows } from './bag-rows.ts'
import { boost, type BoostCourse, type BoostSignals, type Learner } from './boost.ts'
import { createTerm, type BoostTerm } from './boost-term.ts'
import type { FitInput } from './fit-input.ts'
import type { FitOptions, MainsVariant } from './fit-options.ts'
import { fitStraight } from './fit-straight.ts'
import { rankPairs } from './rank-pairs.ts'
import { findBestCut, takeRandomCut, writeCuts } from './split-search.ts'

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
  /** These rows, as places in the input; empty after pairs. */
  readonly aside: Int32Array
}

/** Main effects of a bag that others may start from. */
export type MainsStart = Pick<BagResult, 'scores' | 'intercept'>

/** How the main effects are fitted: greedily where nothing is said, from the bag's rate, with a ranking of pairs. */
export interface MainsStage {
  readonly variant?: MainsVariant | undefined
  /** Needed by the corrected variant. */
  readonly start?: MainsStart | undefined
  readonly ranks?: boolean | undefined
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
export function fitBag(sample: FitSample, bagIndex: number, options: FitOptions, onProgress: (steps: number) => void, isCancelled: () => boolean, { variant = 'greedy', start, ranks = true }: MainsStage = {}): BagResult {
  const data = gatherBag(sample.input, sample.rows, bagIndex, options)
  const { rows, intercept } = startRows(data)
  const { course, scores, base } = fitMains(data, rows, intercept, { bagIndex, options, variant, start }, { onProgress, isCancelled })
  restoreRows(rows, data, scores, base)
  const pairGains = variant === 'greedy' && ranks ? rankPairs(data, rows, bagIndex, options) : new Float64Array(0)
  return { ...course, bagIndex, intercept: base, scores, pairGains, against: rows.validAgainst.map(Math.log), aside: data.valid }
}

interface Mains {
  readonly course: BoostCourse
  readonly scores: readonly Float64Array[]
  readonly base: number
}

interface MainsTask {
  readonly bagIndex: number
  readonly options: FitOptions
  readonly variant: MainsVariant
  readonly start: MainsStart | undefined
}

function fitMains(data: BagData, rows: BagRows, rate: number, { bagIndex, options, variant, start }: MainsTask, signals: BoostSignals): Mains {
  if (variant === 'straight') {
    const { scores, intercept, loss } = fitStraight(data)
    return { scores, base: intercept, course: { steps: 0, bestStep: 0, bestLoss: loss, curve: Float64Array.of(loss) } }
  }
  if (start !== undefined) restoreRows(rows, data, start.scores, start.intercept)
  const learner = mainEffects(data, rows, bagIndex, options)
  const course = boost(rows, learner, { name: variant, bagIndex }, options, signals)
  const scores = learner.terms.map(({ best }, index) => (start === undefined ? best : best.map((score, bin) => score + start.scores[index]![bin]!)))
  return { course, scores, base: start?.intercept ?? rate }
}

function mainEffects(data: BagData, rows: BagRows, bagIndex: number, options: FitOptions): Learner<BoostTerm> {
  return {
    terms: data.columns.map((column) => createTerm(column, bagIndex, options)),
    rate: options.learningRate,
    smoothingRounds: options.smoothingRounds,
    takeRandom: (term) => {
      fillHistogram(rows, term)
      takeRandomCut(term, options)
    },
    takeBest: (term) => {
      fillHistogram(rows, term)
      findBestCut(term, options)
      if (term.column.nominal) term.gain -= options.categoryCost * (term.order.length - 1)
    },
    writeStep: (term, rate) => writeCuts(term, rate, options),
  }
}
