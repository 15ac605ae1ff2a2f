import { descending } from './metrics.ts'

/** Counts of predictions against outcomes. */
export interface Confusion {
  readonly truePositive: number
  readonly falsePositive: number
  readonly trueNegative: number
  readonly falseNegative: number
}

/** Shares in [0, 1]; 0 where a denominator is 0. */
export interface ThresholdMetrics {
  readonly accuracy: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Share of records with the positive outcome, whatever was predicted. */
  readonly conversionRate: number
}

/** A record is predicted positive when its probability is strictly greater than the threshold. */
export function confusionAt(probability: Float64Array, outcome: Uint8Array, threshold: number): Confusion {
  let truePositive = 0
  let falsePositive = 0
  let trueNegative = 0
  let falseNegative = 0
  for (let row = 0; row < probability.length; row += 1) {
    const predicted = probability[row]! > threshold
    if (outcome[row] === 1) {
      if (predicted) truePositive += 1
      else falseNegative += 1
    } else if (predicted) falsePositive += 1
    else trueNegative += 1
  }
  return { truePositive, falsePositive, trueNegative, falseNegative }
}

export function thresholdMetrics(confusion: Confusion): ThresholdMetrics {
  const { truePositive, falsePositive, trueNegative, falseNegative } = confusion
  const total = truePositive + falsePositive + trueNegative + falseNegative
  return {
    accuracy: share(truePositive + trueNegative, total),
    precision: share(truePositive, truePositive + falsePositive),
    recall: share(truePositive, truePositive + falseNegative),
    f1: share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
    conversionRate: share(truePositive + falseNegative, total),
  }
}

/** The threshold with the largest F1, halfway between two neighbouring probabilities; the highest one among equals. */
export function bestF1Threshold(probability: Float64Array, outcome: Uint8Array): number {
  const order = descending(probability)
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  let truePositive = 0
  let bestF1 = -1
  let threshold = 0.5
  for (let at = 0; at < order.length; at += 1) {
    truePositive += outcome[order[at]!]!
    const here = probability[order[at]!]!
    const next = at + 1 < order.length ? probability[order[at + 1]!]! : 0
    // Tied with the next record; or at 0, where no threshold can tell it apart.
    if (next === here) continue
    const f1 = (2 * truePositive) / (at + 1 + positives)
    if (f1 > bestF1) {
      bestF1 = f1
      const middle = next + (here - next) / 2
      threshold = middle < here ? middle : next
    }
  }
  return threshold
}

/** Records predicted positive at a threshold, by what they were. */
export interface ThresholdPoint {
  readonly threshold: number
  readonly truePositive: number
  readonly falsePositive: number
}

/** Counts at every whole per cent and at up to a hundred quantiles of the probabilities, thresholds ascending: a table for any threshold that people choose. */
export function thresholdPoints(probability: Float64Array, outcome: Uint8Array): ThresholdPoint[] {
  const order = descending(probability)
  const quantiles = Array.from({ length: 99 }, (_, index) => probability[order[Math.floor(((index + 1) * order.length) / 100)] ?? 0] ?? 0)
  const wanted = [...new Set([...Array.from({ length: 100 }, (_, index) => index / 100), ...quantiles])].sort((a, b) => b - a)
  const points: ThresholdPoint[] = []
  let at = 0
  let truePositive = 0
  for (const threshold of wanted) {
    for (; at < order.length && probability[order[at]!]! > threshold; at += 1) truePositive += outcome[order[at]!]!
    points.push({ threshold, truePositive, falsePositive: at - truePositive })
  }
  return points.reverse()
}

/** The whole confusion at a point of the table. */
export function confusionOf(point: ThresholdPoint, rows: number, positives: number): Confusion {
  const { truePositive, falsePositive } = point
  return { truePositive, falsePositive, trueNegative: rows - positives - falsePositive, falseNegative: positives - truePositive }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
