/** Logistic function. */
export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit))
}

export function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** Indexes ordered by score, highest first, ties in index order. */
export function descending(scores: Float64Array): Int32Array {
  return Int32Array.from(scores, (_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b)
}

/** Midranks of the values, 1-based: tied values share the mean of their ranks. */
function midranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values, (_, index) => index).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end += 1
    for (let at = start; at <= end; at += 1) ranks[order[at]!] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}

export interface AucEstimate {
  readonly auc: number
  /** 95 % interval, within [0, 1]. */
  readonly low: number
  readonly high: number
}

/**
 * Area under the ROC curve, ties counting half, with its 95 % interval by DeLong's variance computed from midranks
 * (DeLong 1988; Sun and Xu 2014). NaN where one of the outcomes does not occur.
 */
export function aucWithInterval(scores: Float64Array, outcome: Uint8Array): AucEstimate {
  const placed = placementsOf(scores, outcome)
  if (placed === null) return { auc: Number.NaN, low: Number.NaN, high: Number.NaN }
  const { above, below } = placed
  const auc = mean(above)
  const deviation = Math.sqrt(variance(above) / above.length + variance(below) / below.length)
  return { auc, low: Math.max(0, auc - NORMAL_95 * deviation), high: Math.min(1, auc + NORMAL_95 * deviation) }
}

/** Two-sided 95 % point of the standard normal distribution. */
export const NORMAL_95 = 1.959964

/** For each positive the share of negatives it outranks, for each negative the share of positives that outrank it; null where one outcome is missing. */
function placementsOf(scores: Float64Array, outcome: Uint8Array): { above: Float64Array; below: Float64Array } | null {
  const positives = scores.filter((_, row) => outcome[row] === 1)
  const negatives = scores.filter((_, row) => outcome[row] === 0)
  const m = positives.length
  const n = negatives.length
  if (m === 0 || n === 0) return null
  const joint = new Float64Array(m + n)
  joint.set(positives)
  joint.set(negatives, m)
  const ranks = midranks(joint)
  const own = midranks(positives)
  const other = midranks(negatives)
  return { above: own.map((rank, index) => (ranks[index]! - rank) / n), below: other.map((rank, index) => 1 - (ranks[m + index]! - rank) / m) }
}

export interface AucDifference {
  /** AUC of the first scores less that of the second. */
  readonly difference: number
  /** Standard error of the difference. */
  readonly error: number
}

/** Difference of two AUCs on the same records, with DeLong's standard error for paired scores. NaN where one outcome does not occur. */
export function aucDifference(first: Float64Array, second: Float64Array, outcome: Uint8Array): AucDifference {
  const one = placementsOf(first, outcome)
  const other = placementsOf(second, outcome)
  if (one === null || other === null) return { difference: Number.NaN, error: Number.NaN }
  const above = one.above.map((value, index) => value - other.above[index]!)
  const below = one.below.map((value, index) => value - other.below[index]!)
  return { difference: mean(above), error: Math.sqrt(variance(above) / above.length + variance(below) / below.length) }
}

export function aucOf(scores: Float64Array, outcome: Uint8Array): number {
  const ranks = midranks(scores)
  let positives = 0
  let sum = 0
  for (let row = 0; row < scores.length; row += 1) {
    if (outcome[row] !== 1) continue
    positives += 1
    sum += ranks[row]!
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives))
}

/** Mean log loss in nats; probabilities are kept 1e-15 away from 0 and 1. */
export function logLossOf(probability: Float64Array, outcome: Uint8Array): number {
  let sum = 0
  for (let row = 0; row < probability.length; row += 1) {
    const p = Math.min(1 - 1e-15, Math.max(1e-15, probability[row]!))
    sum -= Math.log(outcome[row] === 1 ? p : 1 - p)
  }
  return sum / probability.length
}

/** Mean squared difference of probability and outcome. */
export function brierOf(probability: Float64Array, outcome: Uint8Array): number {
  let sum = 0
  for (let row = 0; row < probability.length; row += 1) sum += (probability[row]! - outcome[row]!) ** 2
  return sum / probability.length
}

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** Unbiased; 0 for a single value. */
function variance(values: Float64Array): number {
  const centre = mean(values)
  let sum = 0
  for (const value of values) sum += (value - centre) ** 2
  return sum / Math.max(1, values.length - 1)
}
