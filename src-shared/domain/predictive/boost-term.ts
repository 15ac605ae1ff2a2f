import { createRandom, deriveSeed } from '#shared/lib/random'
import type { BagColumn } from './bag-data.ts'
import type { FitOptions } from './fit-options.ts'
import { emptyTerm, type Term } from './term.ts'

/** What one main effect carries through the boosting of one bag; all arrays have length binCount unless said otherwise. */
export interface BoostTerm extends Term {
  /** Value bins a cut may separate. Numeric: empty. Nominal: bins with enough rows, then −1 for the pool of rare ones; re-sorted in place. */
  readonly order: Int32Array
  /** Nominal: the rare bins, which share one value. */
  readonly rare: Int32Array
  /** Sorting key of each bin; the pool's stands at the bin `rare[0]`. */
  readonly key: Float64Array
  /** Step of each bin by the cut taken last. */
  readonly last: Float64Array
  /** Numeric: first and last position of a cut that leaves enough rows on both sides; a cut at c has bins 1 to c on its left. */
  readonly lowCut: number
  readonly highCut: number
  /** The split found last: its position and the Newton steps of left, right and missing. */
  cut: number
  left: number
  right: number
  missing: number
}

export function createTerm(column: BagColumn, bagIndex: number, options: FitOptions): BoostTerm {
  const { order, rare } = column.nominal ? groupCategories(column, options) : { order: new Int32Array(0), rare: new Int32Array(0) }
  return {
    ...emptyTerm(column, createRandom(deriveSeed(options.seed, 'term', column.hash, bagIndex))),
    order, rare, key: new Float64Array(column.binCount), last: new Float64Array(column.binCount),
    ...cutRange(column, options.minSamplesLeaf),
    cut: 0, left: 0, right: 0, missing: 0,
  }
}

function groupCategories(column: BagColumn, options: FitOptions): { order: Int32Array; rare: Int32Array } {
  const frequent: number[] = []
  const rare: number[] = []
  let rareRows = 0
  for (let bin = 1; bin < column.binCount; bin += 1) {
    const count = column.counts[bin] ?? 0
    // The last bin stays without a value unless training rows fell into it.
    if (count === 0 && bin === column.binCount - 1) continue
    if (count >= options.minCategorySamples) frequent.push(bin)
    else {
      rare.push(bin)
      rareRows += count
    }
  }
  return { order: Int32Array.from(rareRows > 0 ? [...frequent, -1] : frequent), rare: Int32Array.from(rare) }
}

function cutRange(column: BagColumn, minSamplesLeaf: number): { lowCut: number; highCut: number } {
  const last = column.binCount - 2
  let lowCut = 1
  for (let seen = 0; lowCut < last; lowCut += 1) {
    seen += column.counts[lowCut] ?? 0
    if (seen >= minSamplesLeaf) break
  }
  let highCut = last - 1
  for (let seen = 0; highCut >= 1; highCut -= 1) {
    seen += column.counts[highCut + 1] ?? 0
    if (seen >= minSamplesLeaf) break
  }
  return { lowCut, highCut }
}
