import { descending } from './metrics.ts'

/** One of ten groups of equal size, ordered by probability. */
export interface CalibrationBin {
  /** Mean probability of the group. */
  readonly predicted: number
  /** Share of positives in it. */
  readonly observed: number
  readonly count: number
}

/** Groups of equal mass, lowest probabilities first; fewer than `groups` where there are fewer rows. */
export function calibrationBins(probability: Float64Array, outcome: Uint8Array, groups = 10): CalibrationBin[] {
  const order = descending(probability).reverse()
  const bins: CalibrationBin[] = []
  for (let group = 0; group < groups; group += 1) {
    const rows = order.subarray(Math.round((group * order.length) / groups), Math.round(((group + 1) * order.length) / groups))
    if (rows.length === 0) continue
    let predicted = 0
    let observed = 0
    for (const row of rows) {
      predicted += probability[row]!
      observed += outcome[row]!
    }
    bins.push({ predicted: predicted / rows.length, observed: observed / rows.length, count: rows.length })
  }
  return bins
}

/** Expected calibration error: mean |predicted − observed| over the groups, weighted by their size. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + (bin.count / total) * Math.abs(bin.predicted - bin.observed), 0)
}

/** Precision-recall curve as [recall, precision] from the highest score down, thinned to about `most` points; the first point repeats the second's precision at recall 0. */
export function precisionRecallPoints(scores: Float64Array, outcome: Uint8Array, most = 200): [number, number][] {
  const order = descending(scores)
  const positives = Math.max(1, outcome.reduce((sum, value) => sum + value, 0))
  const points: [number, number][] = []
  let truePositive = 0
  for (let at = 0; at < order.length; at += 1) {
    truePositive += outcome[order[at]!]!
    const tied = at + 1 < order.length && scores[order[at + 1]!] === scores[order[at]!]
    if (!tied) points.push([truePositive / positives, truePositive / (at + 1)])
  }
  const [first] = points
  return thinned(first === undefined ? [] : [[0, first[1]], ...points], most)
}

/** About `most` of the points, evenly spread, with the first and the last. */
function thinned(points: [number, number][], most: number): [number, number][] {
  if (points.length <= most) return points
  const stride = (points.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, index) => points[Math.round(index * stride)] ?? [1, 1])
}

/** ROC curve as [false positive rate, true positive rate] from [0, 0] to [1, 1], thinned to about `most` points. */
export function rocPoints(scores: Float64Array, outcome: Uint8Array, most = 200): [number, number][] {
  const order = descending(scores)
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  const negatives = order.length - positives
  const points: [number, number][] = [[0, 0]]
  let truePositive = 0
  for (let at = 0; at < order.length; at += 1) {
    truePositive += outcome[order[at]!]!
    const tied = at + 1 < order.length && scores[order[at + 1]!] === scores[order[at]!]
    if (!tied) points.push([(at + 1 - truePositive) / Math.max(1, negatives), truePositive / Math.max(1, positives)])
  }
  return thinned(points, most)
}

/** Cumulative gain: share of all positives among the best `share` of the records; tied records count in proportion. */
export interface GainPoint {
  readonly share: number
  readonly gain: number
}

export function gainPoints(scores: Float64Array, outcome: Uint8Array, steps = 20): GainPoint[] {
  const order = descending(scores)
  const positives = Math.max(1, outcome.reduce((sum, value) => sum + value, 0))
  // Positives expected among the first k records, where the order within a tie is left to chance.
  const cumulative = new Float64Array(order.length + 1)
  for (let start = 0; start < order.length; ) {
    let end = start
    let inTie = 0
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      inTie += outcome[order[end]!]!
      end += 1
    }
    for (let at = start; at < end; at += 1) cumulative[at + 1] = cumulative[at]! + inTie / (end - start)
    start = end
  }
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps
    const position = share * order.length
    const below = Math.floor(position)
    const from = cumulative[below] ?? 0
    const to = cumulative[Math.min(order.length, below + 1)] ?? from
    return { share, gain: (from + (position - below) * (to - from)) / positives }
  })
}
