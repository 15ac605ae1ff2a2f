/** Gradients and hessians of two attributes' pair bins, the work space of every search; reused, never kept. */
export interface PairGrid {
  /** Cumulative sums over the ordered pair bins, (first + 1) × (second + 1), row by row, zero at the borders. */
  readonly cumG: Float64Array
  readonly cumH: Float64Array
  /** Score of the bins of the second axis below and above each cut. */
  readonly below: Float64Array
  readonly above: Float64Array
}

/** The order in which the pair bins of the two attributes are cut; bins that are left out keep their score. */
export interface PairAxes {
  readonly first: Uint8Array
  readonly second: Uint8Array
}

export function createGrid(most: number): PairGrid {
  const cells = (most + 1) * (most + 1)
  return { cumG: new Float64Array(cells), cumH: new Float64Array(cells), below: new Float64Array(most + 1), above: new Float64Array(most + 1) }
}

/** Fills the cumulative sums from sums by cell (row-major over pair bins, `secondCount` wide). */
export function cumulate(grid: PairGrid, axes: PairAxes, sumG: Float64Array, sumH: Float64Array, secondCount: number): void {
  const { cumG, cumH } = grid
  const { first, second } = axes
  const width = second.length + 1
  cumG.fill(0, 0, width)
  cumH.fill(0, 0, width)
  for (let i = 0; i < first.length; i += 1) {
    const from = first[i]! * secondCount
    const at = (i + 1) * width
    let g = 0
    let h = 0
    cumG[at] = 0
    cumH[at] = 0
    for (let j = 0; j < second.length; j += 1) {
      const cell = from + second[j]!
      g += sumG[cell]!
      h += sumH[cell]!
      cumG[at + j + 1] = cumG[at + j + 1 - width]! + g
      cumH[at + j + 1] = cumH[at + j + 1 - width]! + h
    }
  }
}

/**
 * Largest gain of one cut per axis into four quadrants: Σ G²/(H + penalty) less that of the whole (FAST, Lou et al. 2013).
 * A quadrant needs `leastHessian`; 0 where no cut is possible.
 */
export function bestCross({ cumG, cumH }: PairGrid, { first, second }: PairAxes, penalty: number, leastHessian: number): number {
  const m = first.length
  const k = second.length
  const width = k + 1
  const bottom = m * width
  const g = cumG[bottom + k]!
  const h = cumH[bottom + k]!
  let best = 0
  for (let i = 1; i < m; i += 1) {
    const at = i * width
    const gLow = cumG[at + k]!
    const hLow = cumH[at + k]!
    for (let j = 1; j < k; j += 1) {
      const g11 = cumG[at + j]!
      const h11 = cumH[at + j]!
      const h12 = hLow - h11
      const h21 = cumH[bottom + j]! - h11
      const h22 = h - hLow - h21
      if (h11 < leastHessian || h12 < leastHessian || h21 < leastHessian || h22 < leastHessian) continue
      const g12 = gLow - g11
      const g21 = cumG[bottom + j]! - g11
      const g22 = g - gLow - g21
      const gain = (g11 * g11) / (h11 + penalty) + (g12 * g12) / (h12 + penalty) + (g21 * g21) / (h21 + penalty) + (g22 * g22) / (h22 + penalty)
      if (gain > best) best = gain
    }
  }
  return best === 0 ? 0 : best - (g * g) / (h + penalty)
}
