import type { FitOptions } from './fit-options.ts'
import type { PairGrid } from './pair-grid.ts'
import type { PairTerm } from './pair-term.ts'

/**
 * Finds the three-leaf tree with the largest gain, over both orders of the axes, both halves and all places, from the
 * cumulated grid, and leaves it in the term. Gain is Σ G²/(H + penalty) over the leaves less that of the whole.
 */
export function findBestTree(term: PairTerm, grid: PairGrid, options: FitOptions): void {
  const { cumG, cumH, below, above } = grid
  const { pairPenalty: penalty, pairLeastHessian: least } = options
  const m = term.axes.first.length
  const k = term.axes.second.length
  const width = k + 1
  const bottom = m * width
  const g = cumG[bottom + k]!
  const h = cumH[bottom + k]!
  for (let j = 1; j < k; j += 1) {
    below[j] = scoreOf(cumG[bottom + j]!, cumH[bottom + j]!, penalty, least)
    above[j] = scoreOf(g - cumG[bottom + j]!, h - cumH[bottom + j]!, penalty, least)
  }
  let best = Number.NEGATIVE_INFINITY
  term.firstCut = 0
  term.secondCut = 0
  for (let i = 1; i < m; i += 1) {
    const at = i * width
    const gLow = cumG[at + k]!
    const hLow = cumH[at + k]!
    const low = scoreOf(gLow, hLow, penalty, least)
    const high = scoreOf(g - gLow, h - hLow, penalty, least)
    for (let j = 1; j < k; j += 1) {
      const g11 = cumG[at + j]!
      const h11 = cumH[at + j]!
      const g21 = cumG[bottom + j]! - g11
      const h21 = cumH[bottom + j]! - h11
      const s11 = scoreOf(g11, h11, penalty, least)
      const s12 = scoreOf(gLow - g11, hLow - h11, penalty, least)
      const s21 = scoreOf(g21, h21, penalty, least)
      const s22 = scoreOf(g - gLow - g21, h - hLow - h21, penalty, least)
      const firstLow = s11 + s12 + high
      const firstHigh = s21 + s22 + low
      const secondLow = s11 + s21 + above[j]!
      const secondHigh = s12 + s22 + below[j]!
      const across = firstLow > firstHigh ? firstLow : firstHigh
      const along = secondLow > secondHigh ? secondLow : secondHigh
      if ((across > along ? across : along) <= best) continue
      best = across > along ? across : along
      term.firstCut = i
      term.secondCut = j
      term.firstAxis = across >= along
      term.splitsLow = term.firstAxis ? firstLow >= firstHigh : secondLow >= secondHigh
    }
  }
  settleTree(term, grid, options)
}

/** Score of a leaf; a leaf with too little hessian rules its tree out. */
function scoreOf(g: number, h: number, penalty: number, least: number): number {
  return h < least ? Number.NEGATIVE_INFINITY : (g * g) / (h + penalty)
}

/** Takes a tree at random; leaves with too little hessian stay where they are. */
export function takeRandomTree(term: PairTerm, grid: PairGrid, options: FitOptions): void {
  const m = term.axes.first.length
  const k = term.axes.second.length
  const kind = Math.floor(term.random.next() * 4)
  const i = term.random.next()
  const j = term.random.next()
  const isPossible = m > 1 && k > 1
  term.firstCut = isPossible ? 1 + Math.floor(i * (m - 1)) : 0
  term.secondCut = isPossible ? 1 + Math.floor(j * (k - 1)) : 0
  term.firstAxis = kind < 2
  term.splitsLow = kind % 2 === 0
  settleTree(term, grid, options)
}

/** Newton steps and gain of the tree that stands in the term. */
function settleTree(term: PairTerm, { cumG, cumH }: PairGrid, options: FitOptions): void {
  const { firstAxis, splitsLow, firstCut, secondCut } = term
  const m = term.axes.first.length
  const k = term.axes.second.length
  const width = k + 1
  const bottom = m * width
  if (firstCut === 0) {
    term.whole = 0
    term.low = 0
    term.high = 0
    term.gain = 0
    return
  }
  const corner = firstCut * width + secondCut
  const edge = firstAxis ? firstCut * width + k : bottom + secondCut
  const otherEdge = firstAxis ? bottom + secondCut : firstCut * width + k
  const all = bottom + k
  // The half that is cut again, and its part below the second cut.
  const halfG = splitsLow ? cumG[edge]! : cumG[all]! - cumG[edge]!
  const halfH = splitsLow ? cumH[edge]! : cumH[all]! - cumH[edge]!
  const lowG = splitsLow ? cumG[corner]! : cumG[otherEdge]! - cumG[corner]!
  const lowH = splitsLow ? cumH[corner]! : cumH[otherEdge]! - cumH[corner]!
  const wholeG = cumG[all]! - halfG
  const wholeH = cumH[all]! - halfH
  term.whole = stepOf(wholeG, wholeH, options)
  term.low = stepOf(lowG, lowH, options)
  term.high = stepOf(halfG - lowG, halfH - lowH, options)
  const g = cumG[all]!
  term.gain = -(term.whole * wholeG + term.low * lowG + term.high * (halfG - lowG)) - (g * g) / (cumH[all]! + options.pairPenalty)
}

function stepOf(g: number, h: number, { pairPenalty, pairLeastHessian }: FitOptions): number {
  return h < pairLeastHessian ? 0 : -g / (h + pairPenalty)
}

/** Writes the settled tree, times the learning rate, into `delta`, `factor` and `inverse` for every cell. */
export function writeTree(term: PairTerm, rate: number): void {
  const { axes, secondCount, delta, factor, inverse, firstAxis, splitsLow, firstCut, secondCut } = term
  const steps = [term.whole * rate, term.low * rate, term.high * rate] as const
  const ups = [Math.exp(steps[0]), Math.exp(steps[1]), Math.exp(steps[2])] as const
  delta.fill(0)
  factor.fill(1)
  inverse.fill(1)
  for (let i = 0; i < axes.first.length; i += 1) {
    const from = axes.first[i]! * secondCount
    const isFirstLow = i < firstCut
    for (let j = 0; j < axes.second.length; j += 1) {
      const isSecondLow = j < secondCut
      const isCut = (firstAxis ? isFirstLow : isSecondLow) === splitsLow
      const leaf = isCut ? ((firstAxis ? isSecondLow : isFirstLow) ? 1 : 2) : 0
      const cell = from + axes.second[j]!
      delta[cell] = steps[leaf]
      factor[cell] = ups[leaf]
      inverse[cell] = 1 / ups[leaf]
    }
  }
}
