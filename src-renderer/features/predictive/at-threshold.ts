import type { ModelReport } from '#shared/contract/index'
import { confusionOf, thresholdMetrics } from '#shared/domain/predictive/confusion'
import type { ChanceBin } from '#renderer/charts/chance-spread.ts'
import { count, percent } from '#renderer/ui/format/numbers.ts'
import type { OutcomeWords } from './report-words.ts'

type Counted = Pick<ModelReport, 'holdout' | 'thresholds'>
type Point = ModelReport['thresholds'][number]

function nearestPoint(thresholds: readonly Point[], wanted: number): Point | undefined {
  return thresholds.reduce<Point | undefined>((best, point) => (best === undefined || Math.abs(point.threshold - wanted) < Math.abs(best.threshold - wanted) ? point : best), undefined)
}

/** The report's numbers as they would be at another threshold: those of the nearest one that was counted. */
export function atThreshold({ holdout, thresholds }: Counted, wanted: number): ModelReport['holdout'] {
  const nearest = nearestPoint(thresholds, wanted)
  if (nearest === undefined) return holdout
  const confusion = confusionOf(nearest, holdout.rows, holdout.positives)
  return { ...holdout, ...thresholdMetrics(confusion), confusion, threshold: nearest.threshold }
}

const BINS = 20

/** The measured records by the chance that they were given, from the counts above each threshold. */
export function chanceBins({ holdout, thresholds }: Counted): ChanceBin[] {
  if (thresholds.length === 0) return []
  const above = Array.from({ length: BINS + 1 }, (_unused, index): Point => {
    const edge = index / BINS
    if (index === BINS) return { threshold: 1, truePositive: 0, falsePositive: 0 }
    return index === 0 ? { threshold: 0, truePositive: holdout.positives, falsePositive: holdout.rows - holdout.positives } : (nearestPoint(thresholds, edge) ?? { threshold: edge, truePositive: 0, falsePositive: 0 })
  })
  return Array.from({ length: BINS }, (_unused, index) => {
    const low = above[index]
    const high = above[index + 1]
    return { from: index / BINS, to: (index + 1) / BINS, wins: (low?.truePositive ?? 0) - (high?.truePositive ?? 0), losses: (low?.falsePositive ?? 0) - (high?.falsePositive ?? 0) }
  })
}

/** The chance that half of the wins were given more than, as the answer of the distribution. */
export function spreadAnswer({ holdout, thresholds }: Counted, words: OutcomeWords): string {
  const middle = thresholds.findLast((point) => point.truePositive * 2 >= holdout.positives)
  if (middle === undefined || holdout.positives === 0) return 'Too few records to tell'
  const losses = holdout.rows - holdout.positives
  return `Half of those ${words.wins} had a chance above ${percent(middle.threshold)}; so had ${percent(losses === 0 ? 0 : middle.falsePositive / losses)} of those ${words.losses}`
}

/** What working everything above the threshold would mean for the team. */
export function thresholdAnswer({ rows, confusion: { truePositive, falsePositive }, threshold, recall, precision }: ModelReport['holdout'], words: OutcomeWords): string {
  const worked = truePositive + falsePositive
  if (worked === 0) return `None of the ${count(rows)} ${words.records} had a chance above ${percent(threshold)}, so the team would work none.`
  return `Working the ${count(worked)} of ${count(rows)} ${words.records} above ${percent(threshold)} finds ${percent(recall, 0)} of those ${words.wins}, and ${Math.round(precision * 100)} in 100 worked are ${words.wins}.`
}
