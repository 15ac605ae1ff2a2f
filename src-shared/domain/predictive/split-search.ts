import type { BoostTerm } from './boost-term.ts'
import type { FitOptions } from './fit-options.ts'
import { fillFactors } from './term.ts'

/**
 * Finds the cut with the largest gain in the term's histogram and leaves it in `gain`, `cut`, `left`, `right`
 * and `missing`. Gain is Σ G²/H over the leaves less that of the whole (Chen and Guestrin 2016); missing values are
 * a leaf of their own; categories are taken in the order of G/(H + smoothing) (Fisher 1958, as LightGBM does).
 */
export function findBestCut(term: BoostTerm, options: FitOptions): void {
  if (term.column.nominal) {
    sortCategories(term, options)
    bestNominalCut(term, options)
  } else bestNumericCut(term, options)
}

/** Takes a cut at random, uniformly among the possible ones; its gain is left at 0. */
export function takeRandomCut(term: BoostTerm, options: FitOptions): void {
  const draw = term.random.next()
  if (term.column.nominal) {
    sortCategories(term, options)
    const cuts = term.order.length - 1
    settle(term, cuts < 1 ? 0 : 1 + Math.floor(draw * cuts), options)
  } else {
    const cuts = term.highCut - term.lowCut + 1
    settle(term, cuts < 1 ? 0 : term.lowCut + Math.floor(draw * cuts), options)
  }
}

function bestNumericCut(term: BoostTerm, options: FitOptions): void {
  const { sumP, sumH, lowCut, highCut } = term
  const { counts, positives, binCount } = term.column
  const { minHessian, leafPenalty } = options
  let g = 0
  let h = 0
  for (let bin = 1; bin < binCount - 1; bin += 1) {
    g += sumP[bin]! - positives[bin]!
    h += sumH[bin]!
  }
  let leftG = 0
  let leftH = 0
  let bestGain = Number.NEGATIVE_INFINITY
  let bestCut = 0
  for (let bin = 1; bin <= highCut; bin += 1) {
    // A cut beside an empty bin is the cut before it.
    if (counts[bin] === 0) continue
    leftG += sumP[bin]! - positives[bin]!
    leftH += sumH[bin]!
    const rightH = h - leftH
    if (bin < lowCut || leftH < minHessian || rightH < minHessian) continue
    const rightG = g - leftG
    const gain = (leftG * leftG) / (leftH + leafPenalty) + (rightG * rightG) / (rightH + leafPenalty)
    if (gain > bestGain) {
      bestGain = gain
      bestCut = bin
    }
  }
  settle(term, bestCut, options)
}

function bestNominalCut(term: BoostTerm, options: FitOptions): void {
  const { order } = term
  const { minHessian, minSamplesLeaf, leafPenalty } = options
  let g = 0
  let h = 0
  let n = 0
  for (let at = 0; at < order.length; at += 1) {
    g += gradientOf(term, order[at]!)
    h += hessianOf(term, order[at]!)
    n += countOf(term, order[at]!)
  }
  let leftG = 0
  let leftH = 0
  let leftN = 0
  let bestGain = Number.NEGATIVE_INFINITY
  let bestCut = 0
  for (let at = 0; at < order.length - 1; at += 1) {
    leftG += gradientOf(term, order[at]!)
    leftH += hessianOf(term, order[at]!)
    leftN += countOf(term, order[at]!)
    const rightH = h - leftH
    if (leftN < minSamplesLeaf || n - leftN < minSamplesLeaf || leftH < minHessian || rightH < minHessian) continue
    const rightG = g - leftG
    const gain = (leftG * leftG) / (leftH + leafPenalty) + (rightG * rightG) / (rightH + leafPenalty)
    if (gain > bestGain) {
      bestGain = gain
      bestCut = at + 1
    }
  }
  settle(term, bestCut, options)
}

/** Newton steps and gain of the cut: bins (numeric) or places in the order (nominal) up to `cut` on the left; 0 for no cut. */
function settle(term: BoostTerm, cut: number, options: FitOptions): void {
  const { order, sumP, sumH, column } = term
  let leftG = 0
  let leftH = 0
  let rightG = 0
  let rightH = 0
  if (column.nominal) {
    for (let at = 0; at < order.length; at += 1) {
      const g = gradientOf(term, order[at]!)
      const h = hessianOf(term, order[at]!)
      if (at < cut) {
        leftG += g
        leftH += h
      } else {
        rightG += g
        rightH += h
      }
    }
  } else {
    const { positives, binCount } = column
    for (let bin = 1; bin <= cut; bin += 1) {
      leftG += sumP[bin]! - positives[bin]!
      leftH += sumH[bin]!
    }
    for (let bin = cut + 1; bin < binCount - 1; bin += 1) {
      rightG += sumP[bin]! - positives[bin]!
      rightH += sumH[bin]!
    }
  }
  const missingG = sumP[0]! - column.positives[0]!
  const missingH = column.counts[0]! >= options.minSamplesLeaf ? sumH[0]! : 0
  const { leafPenalty } = options
  const g = leftG + rightG + missingG
  const whole = (g * g) / (leftH + rightH + sumH[0]! + leafPenalty)
  term.cut = cut
  term.left = newtonStep(leftG, leftH, options)
  term.right = newtonStep(rightG, rightH, options)
  term.missing = newtonStep(missingG, missingH, options)
  // −step · G = G²/(H + penalty) for each leaf that moves.
  term.gain = -(term.left * leftG + term.right * rightG + term.missing * missingG) - whole
}

function newtonStep(g: number, h: number, options: FitOptions): number {
  return h < options.minHessian ? 0 : -g / (h + options.leafPenalty)
}

/** Insertion sort by G/(H + smoothing): the order hardly changes from step to step. */
function sortCategories(term: BoostTerm, options: FitOptions): void {
  const { order, key, rare } = term
  const smoothing = options.categorySmoothing
  for (let at = 0; at < order.length; at += 1) {
    const bin = order[at]!
    key[bin < 0 ? rare[0]! : bin] = gradientOf(term, bin) / (hessianOf(term, bin) + smoothing)
  }
  for (let at = 1; at < order.length; at += 1) {
    const bin = order[at]!
    const own = key[bin < 0 ? rare[0]! : bin]!
    let place = at
    while (place > 0) {
      const before = order[place - 1]!
      if (key[before < 0 ? rare[0]! : before]! <= own) break
      order[place] = before
      place -= 1
    }
    order[place] = bin
  }
}

function gradientOf(term: BoostTerm, bin: number): number {
  if (bin >= 0) return term.sumP[bin]! - term.column.positives[bin]!
  let sum = 0
  for (let at = 0; at < term.rare.length; at += 1) sum += term.sumP[term.rare[at]!]! - term.column.positives[term.rare[at]!]!
  return sum
}

function hessianOf(term: BoostTerm, bin: number): number {
  return bin >= 0 ? term.sumH[bin]! : sumOver(term.sumH, term.rare)
}

function countOf(term: BoostTerm, bin: number): number {
  return bin >= 0 ? term.column.counts[bin]! : sumOver(term.column.counts, term.rare)
}

function sumOver(values: Float64Array, bins: Int32Array): number {
  let sum = 0
  for (let at = 0; at < bins.length; at += 1) sum += values[bins[at]!]!
  return sum
}

/**
 * Writes the settled split, times the learning rate, into `delta`, `factor` and `inverse` for every bin, and with it as
 * many further cuts as `options` say, each the best after the one before. For these the rows are not looked at again:
 * a bin's gradient grows by its hessian times its step (first order), which short steps allow.
 */
export function writeCuts(term: BoostTerm, rate: number, options: FitOptions): void {
  const { delta, sumP, sumH } = term
  delta.fill(0)
  addCut(term, rate)
  for (let cut = 1; cut < options.cutsPerStep; cut += 1) {
    for (let bin = 0; bin < delta.length; bin += 1) sumP[bin]! += sumH[bin]! * term.last[bin]!
    findBestCut(term, options)
    if (!(term.gain > 0)) break
    addCut(term, rate)
  }
  fillFactors(term)
}

/** Adds the settled split times the rate to `delta`, and leaves it alone in `last`. */
function addCut(term: BoostTerm, rate: number): void {
  const { delta, last, order, rare, cut, column } = term
  const left = term.left * rate
  const right = term.right * rate
  last.fill(0)
  if (column.nominal) {
    for (let at = 0; at < order.length; at += 1) {
      const step = at < cut ? left : right
      const bin = order[at]!
      if (bin >= 0) last[bin] = step
      else for (let index = 0; index < rare.length; index += 1) last[rare[index]!] = step
    }
  } else {
    last.fill(left, 1, cut + 1)
    last.fill(right, cut + 1, column.binCount - 1)
  }
  last[0] = term.missing * rate
  for (let bin = 0; bin < delta.length; bin += 1) delta[bin]! += last[bin]!
}
