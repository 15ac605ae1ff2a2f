import { createRandom, deriveSeed, shuffle } from '#shared/lib/random'
import type { FitColumn, FitInput } from './fit-input.ts'
import type { FitOptions } from './fit-options.ts'

/** One column gathered for one bag. */
export interface BagColumn {
  readonly binCount: number
  readonly nominal: boolean
  readonly hash: number
  /** Bin of each training row of the bag. */
  readonly trainBins: Uint16Array
  /** Bin of each validation row, positives first. */
  readonly validBins: Uint16Array
  /** Training rows by bin, length binCount. */
  readonly counts: Float64Array
  /** Positive training rows by bin, length binCount. */
  readonly positives: Float64Array
  /** The bin with most training rows; its sums come from the totals by subtraction. */
  readonly modeBin: number
  /** Training rows outside the mode bin and their bins, where that is less than three quarters of all; else null. */
  readonly sparse: { readonly rows: Int32Array; readonly bins: Uint16Array } | null
}

export interface BagData {
  readonly columns: readonly BagColumn[]
  /** Training rows of the bag. */
  readonly trainCount: number
  readonly trainPositives: number
  /** Validation rows, the first `validPositives` of them positive. */
  readonly validCount: number
  readonly validPositives: number
}

/** Splits the sample for one bag (stratified, without replacement) and gathers its columns. */
export function gatherBag(input: FitInput, sample: Int32Array, bagIndex: number, options: FitOptions): BagData {
  const { train, valid, validPositives } = splitBag(input.outcome, sample, bagIndex, options)
  let trainPositives = 0
  for (let at = 0; at < train.length; at += 1) trainPositives += input.outcome[train[at]!]!
  const columns = input.columns.map((column) => gatherColumn(column, input.outcome, train, valid))
  return { columns, trainCount: train.length, trainPositives, validCount: valid.length, validPositives }
}

function splitBag(outcome: Uint8Array, sample: Int32Array, bagIndex: number, options: FitOptions) {
  const random = createRandom(deriveSeed(options.seed, 'bag', bagIndex))
  const byClass = [1, 0].map((wanted) => shuffle(sample.filter((row) => outcome[row] === wanted), random))
  const aside = byClass.map((rows) => Math.max(1, Math.round(rows.length * options.validationShare)))
  const valid = byClass.flatMap((rows, index) => [...rows.subarray(0, aside[index])])
  const train = byClass.flatMap((rows, index) => [...rows.subarray(aside[index])])
  return { train: Int32Array.from(train).sort(), valid: Int32Array.from(valid), validPositives: aside[0] ?? 0 }
}

function gatherColumn(column: FitColumn, outcome: Uint8Array, train: Int32Array, valid: Int32Array): BagColumn {
  const trainBins = new Uint16Array(train.length)
  const counts = new Float64Array(column.binCount)
  const positives = new Float64Array(column.binCount)
  for (let at = 0; at < train.length; at += 1) {
    const row = train[at]!
    const bin = column.bins[row]!
    trainBins[at] = bin
    counts[bin] = counts[bin]! + 1
    positives[bin] = positives[bin]! + outcome[row]!
  }
  const validBins = new Uint16Array(valid.length)
  for (let at = 0; at < valid.length; at += 1) validBins[at] = column.bins[valid[at]!]!
  const modeBin = counts.reduce((best, count, bin) => (count > (counts[best] ?? 0) ? bin : best), 0)
  const { binCount, nominal, hash } = column
  return { binCount, nominal, hash, trainBins, validBins, counts, positives, modeBin, sparse: sparseRows(trainBins, counts, modeBin) }
}

function sparseRows(trainBins: Uint16Array, counts: Float64Array, modeBin: number): BagColumn['sparse'] {
  const others = trainBins.length - (counts[modeBin] ?? 0)
  if (others > 0.75 * trainBins.length) return null
  const rows = new Int32Array(others)
  const bins = new Uint16Array(others)
  let filled = 0
  for (let at = 0; at < trainBins.length; at += 1) {
    const bin = trainBins[at]!
    if (bin === modeBin) continue
    rows[filled] = at
    bins[filled] = bin
    filled += 1
  }
  return { rows, bins }
}
