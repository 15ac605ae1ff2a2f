import { binColumn, learnBinning, type FeatureBinning } from './binning.ts'
import type { Feature } from './feature-table.ts'

/** An attribute cut coarsely, with the outcome in each bin. */
export interface CoarseColumn {
  readonly binning: FeatureBinning
  /** Bin of each row; 0 is missing. */
  readonly bins: Uint16Array
  /** Rows, and positive rows, of each bin. */
  readonly counts: Float64Array
  readonly positives: Float64Array
  /** Share of positives among all rows. */
  readonly average: number
}

const COARSE_BINS = 32
const FOLDS = 5

/** Cuts the attribute into at most 32 value bins; null where all rows share one. */
export function coarseColumn(feature: Feature, outcome: Uint8Array): CoarseColumn | null {
  const binning = learnBinning(feature, null, COARSE_BINS)
  const bins = binColumn(feature, binning)
  if (bins.every((bin) => bin === bins[0])) return null
  const binCount = bins.reduce((most, bin) => Math.max(most, bin), 0) + 1
  const counts = new Float64Array(binCount)
  const positives = new Float64Array(binCount)
  let all = 0
  for (let row = 0; row < bins.length; row += 1) {
    counts[bins[row]!]! += 1
    positives[bins[row]!]! += outcome[row]!
    all += outcome[row]!
  }
  return { binning, bins, counts, positives, average: all / bins.length }
}

/** Rate of each row's bin among the rows of the other folds, drawn towards the average by ten rows. `folds` in [0, 5), length rows. */
export function crossFittedRates({ bins, counts, positives, average }: CoarseColumn, outcome: Uint8Array, folds: Uint8Array): Float64Array {
  const foldCounts = new Float64Array(counts.length * FOLDS)
  const foldPositives = new Float64Array(counts.length * FOLDS)
  for (let row = 0; row < bins.length; row += 1) {
    const cell = bins[row]! * FOLDS + folds[row]!
    foldCounts[cell]! += 1
    foldPositives[cell]! += outcome[row]!
  }
  return Float64Array.from(bins, (bin, row) => {
    const cell = bin * FOLDS + folds[row]!
    return (positives[bin]! - foldPositives[cell]! + 10 * average) / (counts[bin]! - foldCounts[cell]! + 10)
  })
}
