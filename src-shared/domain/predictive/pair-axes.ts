import type { PairAxes } from './pair-grid.ts'

/** An attribute as a pair sees it. */
export interface PairSide {
  readonly nominal: boolean
  /** Pair bins, missing first and unseen or rare last. */
  readonly count: number
  /** The pair bins that cuts go between, ascending; the last one only where training rows fell into it. */
  readonly places: Uint8Array
}

const ROUNDS = 4

/**
 * Orders the pair bins of two attributes for cutting. Numbers keep their order, with missing at the low end. Categories
 * are ordered by the leading singular vector of the shrunken residual effects G/(H + smoothing) by cell, found by power
 * iteration: the order in which one cut explains most of how the effects differ along the other attribute.
 */
export function orderAxes(first: PairSide, second: PairSide, sumG: Float64Array, sumH: Float64Array, smoothing: number): PairAxes {
  if (!first.nominal && !second.nominal) return { first: first.places, second: second.places }
  const rows = first.places.slice()
  const columns = second.places.slice()
  const right = startVector(rows, columns, sumG, second.count)
  const left = new Float64Array(first.count)
  for (let round = 0; round < ROUNDS; round += 1) {
    left.fill(0)
    for (const i of rows) for (const j of columns) left[i]! += effect(i * second.count + j) * right[j]!
    normalise(left)
    right.fill(0)
    for (const i of rows) for (const j of columns) right[j]! += effect(i * second.count + j) * left[i]!
    normalise(right)
  }
  if (first.nominal) rows.sort((a, b) => left[a]! - left[b]! || a - b)
  if (second.nominal) columns.sort((a, b) => right[a]! - right[b]! || a - b)
  return { first: rows, second: columns }

  function effect(cell: number): number {
    return sumG[cell]! / (sumH[cell]! + smoothing)
  }
}

/** The row of largest gradient: never at right angles to all that matters. */
function startVector(rows: Uint8Array, columns: Uint8Array, sumG: Float64Array, width: number): Float64Array {
  let best = 0
  let most = -1
  for (const i of rows) {
    let squares = 0
    for (const j of columns) squares += sumG[i * width + j]! ** 2
    if (squares <= most) continue
    most = squares
    best = i
  }
  return sumG.slice(best * width, (best + 1) * width)
}

function normalise(vector: Float64Array): void {
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let at = 0; at < vector.length; at += 1) vector[at]! *= scale
}
