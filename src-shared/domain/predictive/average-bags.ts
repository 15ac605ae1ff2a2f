import { joinBins } from './bag-data.ts'
import type { BagResult, FitSample } from './fit-bag.ts'
import type { FitInput } from './fit-input.ts'
import type { ColumnPair } from './pair-term.ts'

/** One main effect or pair after averaging; arrays have one entry a bin, or a cell of a pair. */
export interface AveragedTerm {
  /** Columns of the input that it reads: one, or two. */
  readonly columns: readonly number[]
  /** Log-odds by bin, with mean 0 over the training rows. */
  readonly scores: Float64Array
  /** Standard deviation of the score over the bags. */
  readonly deviations: Float64Array
  /** Training rows by bin. */
  readonly counts: Float64Array
  /** Positive training rows by bin. */
  readonly positives: Float64Array
}

export interface AveragedModel {
  readonly intercept: number
  /** One a column of the input, in its order, then the pairs. */
  readonly terms: readonly AveragedTerm[]
}

/** The second stage of all bags; `results` have one array of scores a pair. */
export interface PairBags {
  readonly pairs: readonly ColumnPair[]
  readonly results: readonly BagResult[]
}

export const NO_PAIRS: PairBags = Object.freeze({ pairs: [], results: [] })

/**
 * Averages bags in the order of their index, centres every term on the sample's mean, gives bins without rows of
 * missing, unseen and rare values the mean, and refits the intercept on all rows of the sample.
 */
export function averageBags(sample: FitSample, bags: readonly BagResult[], pairBags: PairBags = NO_PAIRS): AveragedModel {
  const { columns } = sample.input
  const mains = columns.map((_, index) => averageTerm(sample, [index], index, bags))
  const pairs = pairBags.pairs.map((pair, index) => averageTerm(sample, pair, index, pairBags.results))
  const terms = [...mains, ...pairs]
  return { intercept: refitIntercept(sample, sumScores(sample, terms)), terms }
}

/** Averages the term at `place` of each bag's scores. */
function averageTerm(sample: FitSample, columns: readonly number[], place: number, bags: readonly BagResult[]): AveragedTerm {
  const bins = termBinsOf(sample.input, columns)
  const { counts, positives } = countBins(bins, termWidth(sample.input, columns), sample)
  const centred = bags.toSorted((a, b) => a.bagIndex - b.bagIndex).map((bag) => centre(bag.scores[place] ?? new Float64Array(counts.length), counts))
  const scores = new Float64Array(counts.length)
  const deviations = new Float64Array(counts.length)
  const isEmpty = emptyBins(sample.input, columns, counts)
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (isEmpty(bin)) continue
    let sum = 0
    let squares = 0
    for (const bag of centred) sum += bag[bin]!
    const mean = sum / centred.length
    for (const bag of centred) squares += (bag[bin]! - mean) ** 2
    scores[bin] = mean
    deviations[bin] = Math.sqrt(squares / Math.max(1, centred.length - 1))
  }
  return { columns, scores, deviations, counts, positives }
}

/** Tells bins of missing and unseen values that no row fell into; of a pair, cells on such an edge of either column. */
function emptyBins(input: FitInput, columns: readonly number[], counts: Float64Array): (bin: number) => boolean {
  const [first, second] = columns
  if (first === undefined || second === undefined) return (bin) => counts[bin] === 0 && (bin === 0 || bin === counts.length - 1)
  const width = input.columns[second]!.pairBins.count
  const rows = new Float64Array(input.columns[first]!.pairBins.count)
  const across = new Float64Array(width)
  counts.forEach((count, cell) => {
    rows[Math.floor(cell / width)]! += count
    across[cell % width]! += count
  })
  return (cell) => rows[Math.floor(cell / width)] === 0 || across[cell % width] === 0
}

/** Bin of each row of the input; for two columns the cell of their pair bins. */
function termBinsOf(input: FitInput, columns: readonly number[]): Uint16Array {
  const [first, second] = columns.map((index) => input.columns[index]!)
  if (first === undefined) return new Uint16Array(input.outcome.length)
  return second === undefined ? first.bins : joinBins(first.bins, second.bins, first.pairBins, second.pairBins)
}

function termWidth(input: FitInput, columns: readonly number[]): number {
  const [first, second] = columns.map((index) => input.columns[index]!)
  return second === undefined ? (first?.binCount ?? 0) : (first?.pairBins.count ?? 0) * second.pairBins.count
}

/** Sum of the terms' scores for each row of the sample, without intercept. */
function sumScores(sample: FitSample, terms: readonly AveragedTerm[]): Float64Array {
  const sums = new Float64Array(sample.rows.length)
  for (const { columns, scores } of terms) {
    const bins = termBinsOf(sample.input, columns)
    for (let at = 0; at < sums.length; at += 1) sums[at]! += scores[bins[sample.rows[at]!]!]!
  }
  return sums
}

/** Raw log-odds of the given rows of an input under an averaged model, in the order of `sample.rows`. */
export function rawLogits(sample: FitSample, model: AveragedModel): Float64Array {
  return sumScores(sample, model.terms).map((sum) => sum + model.intercept)
}

function countBins(bins: Uint16Array, binCount: number, sample: FitSample): { counts: Float64Array; positives: Float64Array } {
  const counts = new Float64Array(binCount)
  const positives = new Float64Array(binCount)
  for (let at = 0; at < sample.rows.length; at += 1) {
    const row = sample.rows[at]!
    const bin = bins[row]!
    counts[bin]! += 1
    positives[bin]! += sample.input.outcome[row]!
  }
  return { counts, positives }
}

function centre(scores: Float64Array, counts: Float64Array): Float64Array {
  let sum = 0
  let total = 0
  for (let bin = 0; bin < scores.length; bin += 1) {
    sum += scores[bin]! * counts[bin]!
    total += counts[bin]!
  }
  return scores.map((score) => score - sum / total)
}

/** The intercept at which the mean probability equals the sample's rate (Newton on one unknown). */
function refitIntercept(sample: FitSample, offsets: Float64Array): number {
  let positives = 0
  for (let at = 0; at < sample.rows.length; at += 1) positives += sample.input.outcome[sample.rows[at]!]!
  let intercept = Math.log(positives / (offsets.length - positives))
  for (let round = 0; round < 100; round += 1) {
    let gradient = -positives
    let hessian = 0
    for (let at = 0; at < offsets.length; at += 1) {
      const p = 1 / (1 + Math.exp(-offsets[at]! - intercept))
      gradient += p
      hessian += p * (1 - p)
    }
    const step = Math.max(-1, Math.min(1, gradient / Math.max(hessian, 1e-9)))
    intercept -= step
    if (Math.abs(step) < 1e-12) break
  }
  return intercept
}
