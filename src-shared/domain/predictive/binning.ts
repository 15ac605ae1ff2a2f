import type { CategoryFeature, Feature, NumericFeature } from './feature-table.ts'

/** Cuts of a numeric attribute: bin 0 missing, bin 1 + (number of cuts ≤ value), last bin unused ("unseen"). */
export interface NumericBinning {
  readonly kind: 'numeric'
  /** Strictly ascending, finite, in the attribute's own unit. */
  readonly cuts: readonly number[]
}

/** Categories of a nominal attribute: bin 0 missing, bin 1 + index of the category, last bin any other value. */
export interface CategoryBinning {
  readonly kind: 'category'
  /** Most frequent first, ties by name. */
  readonly categories: readonly string[]
}

export type FeatureBinning = NumericBinning | CategoryBinning

export const MISSING_BIN = 0
/** Most value bins of one attribute; with missing and unseen 1,024. */
export const MAX_VALUE_BINS = 1021

/** Value bins that a training set of so many rows can support: a tenth of the rows, between 12 and 1,021. */
export function valueBinsFor(rows: number): number {
  return Math.min(MAX_VALUE_BINS, Math.max(12, Math.floor(rows / 10)))
}

/** Number of bins with missing and unseen. */
export function binCountOf(binning: FeatureBinning): number {
  return 2 + (binning.kind === 'numeric' ? binning.cuts.length + 1 : binning.categories.length)
}

/** Learns the bins of one attribute from the given rows (all rows when null); the rows' order does not matter. */
export function learnBinning(feature: Feature, rows: Int32Array | null, maxValueBins: number): FeatureBinning {
  if (feature.kind === 'numeric') return { kind: 'numeric', cuts: quantileCuts(feature, rows, maxValueBins) }
  return { kind: 'category', categories: frequentCategories(feature, rows, MAX_VALUE_BINS) }
}

/** Bin of each row, length `feature` rows; `target` (same length) is filled and returned when given. */
export function binColumn(feature: Feature, binning: FeatureBinning, target?: Uint16Array): Uint16Array {
  if (feature.kind === 'numeric') {
    const bins = target ?? new Uint16Array(feature.values.length)
    if (binning.kind === 'numeric') binNumbers(feature.values, Float64Array.from(binning.cuts), bins)
    else bins.fill(binning.categories.length + 1)
    return bins
  }
  const bins = target ?? new Uint16Array(feature.codes.length)
  if (binning.kind === 'category') binCodes(feature, binning, bins)
  else bins.fill(binning.cuts.length + 2)
  return bins
}

/**
 * The cuts' range is divided into equal cells, and a value is sought only among the cuts of its own cell: a cut in an
 * earlier cell is below it, one in a later cell above, because the cell grows with the value.
 */
function binNumbers(values: Float64Array, cuts: Float64Array, bins: Uint16Array): void {
  const cells = Math.max(1, 2 * cuts.length)
  const origin = cuts[0] ?? 0
  const scale = cuts.length < 2 ? 0 : cells / (cuts[cuts.length - 1]! - origin)
  const firstCut = new Int32Array(cells + 1)
  for (const cut of cuts) firstCut[cellOf(cut, origin, scale, cells) + 1]! += 1
  for (let cell = 0; cell < cells; cell += 1) firstCut[cell + 1]! += firstCut[cell]!
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row]!
    // A difference with itself is NaN for NaN and both infinities: missing.
    if (value - value !== 0) {
      bins[row] = MISSING_BIN
      continue
    }
    const cell = cellOf(value, origin, scale, cells)
    let low = firstCut[cell]!
    let high = firstCut[cell + 1]!
    while (low < high) {
      const middle = (low + high) >> 1
      if (cuts[middle]! <= value) low = middle + 1
      else high = middle
    }
    bins[row] = low + 1
  }
}

function cellOf(value: number, origin: number, scale: number, cells: number): number {
  const cell = (value - origin) * scale
  if (cell >= cells) return cells - 1
  return cell > 0 ? Math.trunc(cell) : 0
}

function binCodes(feature: CategoryFeature, binning: CategoryBinning, bins: Uint16Array): void {
  const known = new Map(binning.categories.map((name, index) => [name, index + 1]))
  const unseen = binning.categories.length + 1
  const binOfCode = Uint16Array.from(feature.categories, (name) => known.get(name) ?? unseen)
  const { codes } = feature
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!
    bins[row] = code < 0 ? MISSING_BIN : binOfCode[code]!
  }
}

/** Between 0 and `maxValueBins` − 1 cuts that lie between neighbouring distinct values and share the rows evenly. */
function quantileCuts(feature: NumericFeature, rows: Int32Array | null, maxValueBins: number): number[] {
  const sorted = finiteValues(feature.values, rows).sort()
  const starts: number[] = []
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) starts.push(at)
  const cuts: number[] = []
  let binStart = 0
  for (let index = 1; index < starts.length; index += 1) {
    const start = starts[index] ?? 0
    const end = starts[index + 1] ?? sorted.length
    const binsLeft = maxValueBins - cuts.length
    if (binsLeft <= 1) break
    const fewValuesLeft = starts.length - index < binsLeft
    const wanted = (sorted.length - binStart) / binsLeft
    // Cut before this value when the bin is full enough, or would overshoot by more than it lacks now.
    const lacking = wanted - (start - binStart)
    const overshoot = end - binStart - wanted
    if (!fewValuesLeft && lacking > 0 && overshoot <= lacking) continue
    cuts.push(between(sorted[start - 1] ?? 0, sorted[start] ?? 0))
    binStart = start
  }
  return cuts
}

function between(low: number, high: number): number {
  const middle = low + (high - low) / 2
  return Number.isFinite(middle) && middle > low ? middle : high
}

function finiteValues(values: Float64Array, rows: Int32Array | null): Float64Array {
  const chosen = rows === null ? values : Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
  return chosen.filter((value) => Number.isFinite(value))
}

function frequentCategories(feature: CategoryFeature, rows: Int32Array | null, most: number): string[] {
  const counts = new Map<string, number>()
  const total = rows === null ? feature.codes.length : rows.length
  for (let at = 0; at < total; at += 1) {
    const code = feature.codes[rows === null ? at : (rows[at] ?? 0)] ?? -1
    const name = feature.categories[code]
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort(([nameA, countA], [nameB, countB]) => countB - countA || (nameA < nameB ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name)
}
