import { createRandom, deriveSeed, shuffle } from '#shared/lib/random'
import type { FitColumn, FitInput } from './fit-input.ts'
import type { FitOptions } from './fit-options.ts'
import type { PairBinning } from './pair-bins.ts'

/** One column gathered for one bag. */
export interface BagColumn {
  readonly binCount: number
  readonly nominal: boolean
  readonly hash: number
  readonly pairBins: PairBinning
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
  /** Rows of the input to learn from, ascending, and those kept aside, positives first. */
  readonly train: Int32Array
  readonly valid: Int32Array
  /** 1 positive, 0 negative, of each training row. */
  readonly outcome: Uint8Array
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
  const outcome = Uint8Array.from(train, (row) => input.outcome[row]!)
  const trainPositives = outcome.reduce((sum, value) => sum + value, 0)
  const columns = input.columns.map((column) => gatherColumn(column, outcome, train, valid))
  return { columns, train, valid, outcome, trainCount: train.length, trainPositives, validCount: valid.length, validPositives }
}

/**
 * Each outcome's rows are shuffled and dealt into parts of the validation share; the bags take turns in keeping one part
 * aside, and shuffle anew once every part had its turn. So rows are kept aside equally often.
 */
function splitBag(outcome: Uint8Array, sample: Int32Array, bagIndex: number, options: FitOptions) {
  const parts = Math.round(1 / options.validationShare)
  const part = bagIndex % parts
  const random = createRandom(deriveSeed(options.seed, 'bag', Math.floor(bagIndex / parts)))
  const byClass = [1, 0].map((wanted) => {
    const rows = shuffle(sample.filter((row) => outcome[row] === wanted), random)
    const from = Math.min(rows.length - 1, Math.floor((part * rows.length) / parts))
    const to = Math.max(from + 1, Math.floor(((part + 1) * rows.length) / parts))
    return { aside: rows.subarray(from, to), rest: [...rows.subarray(0, from), ...rows.subarray(to)] }
  })
  const [positive] = byClass
  const valid = Int32Array.from(byClass.flatMap(({ aside }) => [...aside]))
  return { train: Int32Array.from(byClass.flatMap(({ rest }) => rest)).sort(), valid, validPositives: positive?.aside.length ?? 0 }
}

function gatherColumn(column: FitColumn, outcome: Uint8Array, train: Int32Array, valid: Int32Array): BagColumn {
  const trainBins = new Uint16Array(train.length)
  for (let at = 0; at < train.length; at += 1) trainBins[at] = column.bins[train[at]!]!
  const validBins = new Uint16Array(valid.length)
  for (let at = 0; at < valid.length; at += 1) validBins[at] = column.bins[valid[at]!]!
  const { binCount, nominal, hash, pairBins } = column
  return { nominal, hash, pairBins, ...countColumn(trainBins, validBins, binCount, outcome) }
}

function countColumn(trainBins: Uint16Array, validBins: Uint16Array, binCount: number, outcome: Uint8Array) {
  const counts = new Float64Array(binCount)
  const positives = new Float64Array(binCount)
  for (let at = 0; at < trainBins.length; at += 1) {
    const bin = trainBins[at]!
    counts[bin]! += 1
    positives[bin]! += outcome[at]!
  }
  const modeBin = counts.reduce((best, count, bin) => (count > (counts[best] ?? 0) ? bin : best), 0)
  return { binCount, trainBins, validBins, counts, positives, modeBin, sparse: sparseRows(trainBins, counts, modeBin) }
}

/** The pair of two columns as a column of its own: its bins are cells, row-major over the pair bins. */
export function gatherPair(data: BagData, [first, second]: readonly [number, number]): BagColumn {
  const rows = data.columns[first]!
  const columns = data.columns[second]!
  const joined = countColumn(
    joinBins(rows.trainBins, columns.trainBins, rows.pairBins, columns.pairBins),
    joinBins(rows.validBins, columns.validBins, rows.pairBins, columns.pairBins),
    rows.pairBins.count * columns.pairBins.count,
    data.outcome,
  )
  return { nominal: false, hash: Math.imul(rows.hash ^ (columns.hash >>> 7), 0x01000193) >>> 0, pairBins: { map: new Uint8Array(0), count: 0 }, ...joined }
}

/** Cell of each row: pair bin of the first × pair bins of the second + pair bin of the second. */
export function joinBins(first: Uint16Array, second: Uint16Array, firstPairs: PairBinning, secondPairs: PairBinning): Uint16Array {
  const cells = new Uint16Array(first.length)
  const width = secondPairs.count
  for (let row = 0; row < first.length; row += 1) cells[row] = firstPairs.map[first[row]!]! * width + secondPairs.map[second[row]!]!
  return cells
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
