import type { BagColumn, BagData } from './bag-data.ts'
import type { BagRows } from './bag-rows.ts'
import type { FitOptions } from './fit-options.ts'
import { orderAxes } from './pair-axes.ts'
import { MOST_PAIR_BINS } from './pair-bins.ts'
import { bestCross, createGrid, cumulate } from './pair-grid.ts'
import { sideOf, type ColumnPair } from './pair-term.ts'

/** Row visits that ranking may cost in one bag; beyond, an even spread of the rows is looked at. */
const BUDGET = 100_000_000
const FEWEST_ROWS = 2000
/** Pairs ranked in all bags together; beyond, only the first bags rank, at least so many. */
const MOST_RANKED = 20_000
const FEWEST_BAGS = 4
/** Above so many columns no pairs are sought. */
const MOST_COLUMNS = 1000

/** Pairs of so many columns, in the order of their gains: (0,1), (0,2), …, (1,2), … */
export function allPairs(columns: number): ColumnPair[] {
  return Array.from({ length: columns }, (_, first) => Array.from({ length: columns - first - 1 }, (_unused, offset): ColumnPair => [first, first + 1 + offset])).flat()
}

/**
 * What each pair of columns would add to the main effects (FAST, Lou et al. 2013): the gain of the best cut into four
 * quadrants, as the rows stand, in the order of `allPairs`. Empty where no pairs are wanted, or where enough bags rank.
 */
export function rankPairs(data: BagData, rows: BagRows, bagIndex: number, options: FitOptions): Float64Array {
  const width = data.columns.length
  if (options.pairsPerColumn <= 0 || options.mostPairs <= 0 || width > MOST_COLUMNS) return new Float64Array(0)
  const pairs = allPairs(width)
  if (bagIndex >= Math.max(FEWEST_BAGS, Math.floor(MOST_RANKED / Math.max(1, pairs.length)))) return new Float64Array(0)
  const seen = spread(data.trainCount, Math.max(FEWEST_ROWS, Math.floor(BUDGET / Math.max(1, pairs.length))))
  const columns = data.columns.map((column) => pairBinsAt(column, seen))
  const sides = data.columns.map(sideOf)
  const gradient = new Float64Array(seen.length)
  const hessian = new Float64Array(seen.length)
  for (let at = 0; at < seen.length; at += 1) {
    const p = rows.probability[seen[at]!]!
    gradient[at] = p - data.outcome[seen[at]!]!
    hessian[at] = p - p * p
  }
  const grid = createGrid(MOST_PAIR_BINS)
  const sumG = new Float64Array(MOST_PAIR_BINS * MOST_PAIR_BINS)
  const sumH = new Float64Array(MOST_PAIR_BINS * MOST_PAIR_BINS)
  return Float64Array.from(pairs, (pair) => {
    const first = sides[pair[0]]!
    const second = sides[pair[1]]!
    sumG.fill(0, 0, first.count * second.count)
    sumH.fill(0, 0, first.count * second.count)
    addUp(columns[pair[0]]!, columns[pair[1]]!, second.count, gradient, hessian, sumG, sumH)
    const axes = orderAxes(first, second, sumG, sumH, options.categorySmoothing)
    cumulate(grid, axes, sumG, sumH, second.count)
    return bestCross(grid, axes, options.pairPenalty, options.pairLeastHessian)
  })
}

function pairBinsAt({ trainBins, pairBins: { map } }: BagColumn, seen: Int32Array): Uint8Array {
  const bins = new Uint8Array(seen.length)
  for (let at = 0; at < seen.length; at += 1) bins[at] = map[trainBins[seen[at]!]!]!
  return bins
}

function addUp(first: Uint8Array, second: Uint8Array, width: number, gradient: Float64Array, hessian: Float64Array, sumG: Float64Array, sumH: Float64Array): void {
  for (let row = 0; row < first.length; row += 1) {
    const cell = first[row]! * width + second[row]!
    sumG[cell]! += gradient[row]!
    sumH[cell]! += hessian[row]!
  }
}

/** At most so many rows, evenly spread. */
function spread(rows: number, most: number): Int32Array {
  const step = Math.max(1, rows / most)
  return Int32Array.from({ length: Math.min(rows, most) }, (_, index) => Math.floor(index * step))
}

/** The pairs with the lowest mean rank over the bags, best first; pairs that add nothing in most bags are left out. */
export function choosePairs(gainsOfBags: readonly Float64Array[], columns: number, most: number): ColumnPair[] {
  const pairs = allPairs(columns)
  const rankSum = new Float64Array(pairs.length)
  const useful = new Int32Array(pairs.length)
  const ranked = gainsOfBags.filter((gains) => gains.length === pairs.length)
  for (const gains of ranked) {
    const order = Int32Array.from(gains, (_, index) => index).sort((a, b) => gains[b]! - gains[a]! || a - b)
    order.forEach((pair, rank) => (rankSum[pair]! += rank))
    gains.forEach((gain, pair) => (useful[pair]! += gain > 0 ? 1 : 0))
  }
  return Array.from(pairs.keys())
    .filter((pair) => 2 * useful[pair]! > ranked.length)
    .sort((a, b) => rankSum[a]! - rankSum[b]! || a - b)
    .slice(0, most)
    .flatMap((pair) => [pairs[pair]!])
}
