import type { BagResult, FitSample } from './fit-bag.ts'

/** One main effect after averaging; arrays have length binCount. */
export interface AveragedTerm {
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
  readonly terms: readonly AveragedTerm[]
}

/**
 * Averages bags in the order of their index, centres every term on the sample's mean, gives bins without rows of
 * missing, unseen and rare values the mean, and refits the intercept on all rows of the sample.
 */
export function averageBags(sample: FitSample, bags: readonly BagResult[]): AveragedModel {
  const ordered = bags.toSorted((a, b) => a.bagIndex - b.bagIndex)
  const terms = sample.input.columns.map((column, index) => {
    const { counts, positives } = countBins(column.bins, column.binCount, sample)
    const centred = ordered.map((bag) => centre(bag.scores[index] ?? new Float64Array(column.binCount), counts))
    const scores = new Float64Array(column.binCount)
    const deviations = new Float64Array(column.binCount)
    for (let bin = 0; bin < column.binCount; bin += 1) {
      if (counts[bin] === 0 && (bin === 0 || bin === column.binCount - 1)) continue
      let sum = 0
      let squares = 0
      for (const bag of centred) sum += bag[bin]!
      const mean = sum / ordered.length
      for (const bag of centred) squares += (bag[bin]! - mean) ** 2
      scores[bin] = mean
      deviations[bin] = Math.sqrt(squares / Math.max(1, ordered.length - 1))
    }
    return { scores, deviations, counts, positives }
  })
  const offsets = sumScores(sample, terms)
  return { intercept: refitIntercept(sample, offsets), terms }
}

/** Sum of the terms' scores for each row of the sample, without intercept. */
function sumScores(sample: FitSample, terms: readonly { readonly scores: Float64Array }[]): Float64Array {
  const sums = new Float64Array(sample.rows.length)
  sample.input.columns.forEach((column, index) => {
    const scores = terms[index]?.scores ?? new Float64Array(column.binCount)
    for (let at = 0; at < sums.length; at += 1) sums[at]! += scores[column.bins[sample.rows[at]!]!]!
  })
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
