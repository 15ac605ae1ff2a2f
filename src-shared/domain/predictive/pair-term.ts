import { createRandom, deriveSeed } from '#shared/lib/random'
import { gatherPair, type BagColumn, type BagData } from './bag-data.ts'
import { fillHistogram, type BagRows } from './bag-rows.ts'
import type { FitOptions } from './fit-options.ts'
import { orderAxes, type PairSide } from './pair-axes.ts'
import { cumulate, type PairAxes, type PairGrid } from './pair-grid.ts'
import { emptyTerm, type Term } from './term.ts'

/** Two columns of the input, by index, the lower first. */
export type ColumnPair = readonly [first: number, second: number]

/**
 * What a pair carries through the boosting of one bag. Its bins are cells: pair bins of the two attributes, row by row.
 * The split found last is a tree of three leaves: one axis is cut, then one of the halves along the other axis.
 */
export interface PairTerm extends Term {
  readonly axes: PairAxes
  readonly secondCount: number
  /** Gradient by cell, as of the last histogram. */
  readonly sumG: Float64Array
  /** The first cut lies across the first attribute; else across the second. */
  firstAxis: boolean
  /** The lower half of it is cut again; else the upper. */
  splitsLow: boolean
  /** Places before the cut along the first and along the second attribute; 0 for no cut. */
  firstCut: number
  secondCut: number
  /** Newton steps: the half left whole, and the other's part below and above. */
  whole: number
  low: number
  high: number
}

/** A bag's column as pairs see it. */
export function sideOf({ nominal, pairBins, counts }: BagColumn): PairSide {
  const last = pairBins.count - 1
  let rare = 0
  for (let bin = 0; bin < counts.length; bin += 1) if (pairBins.map[bin] === last) rare += counts[bin]!
  return { nominal, count: pairBins.count, places: Uint8Array.from({ length: rare > 0 ? last + 1 : last }, (_, bin) => bin) }
}

export function createPair(data: BagData, rows: BagRows, pair: ColumnPair, bagIndex: number, options: FitOptions): PairTerm {
  const column = gatherPair(data, pair)
  const term = emptyTerm(column, createRandom(deriveSeed(options.seed, 'pair', column.hash, bagIndex)))
  const first = sideOf(data.columns[pair[0]]!)
  const second = sideOf(data.columns[pair[1]]!)
  const sumG = new Float64Array(column.binCount)
  fillGradients(rows, term, sumG)
  const axes = orderAxes(first, second, sumG, term.sumH, options.categorySmoothing)
  return { ...term, axes, secondCount: second.count, sumG, firstAxis: true, splitsLow: true, firstCut: 0, secondCut: 0, whole: 0, low: 0, high: 0 }
}

function fillGradients(rows: BagRows, term: Term, sumG: Float64Array): void {
  fillHistogram(rows, term)
  const { positives } = term.column
  for (let cell = 0; cell < sumG.length; cell += 1) sumG[cell] = term.sumP[cell]! - positives[cell]!
}

/** Histogram of the pair as the rows stand, cumulated in the grid. */
export function lookAt(rows: BagRows, term: PairTerm, grid: PairGrid): void {
  fillGradients(rows, term, term.sumG)
  cumulate(grid, term.axes, term.sumG, term.sumH, term.secondCount)
}
