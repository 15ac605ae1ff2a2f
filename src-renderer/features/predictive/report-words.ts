import type { ModelReport } from '#shared/contract/index'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'

/** The model beside the baseline, as a sentence. */
export function comparison({ holdout, logistic }: Pick<ModelReport, 'holdout' | 'logistic'>): string {
  const difference = holdout.auc - logistic.auc
  if (Math.abs(difference) < 0.005) return `A logistic regression on the same data does as well, with ${fixed(logistic.auc)}.`
  return difference > 0
    ? `A logistic regression on the same data reaches ${fixed(logistic.auc)}, ${fixed(difference)} less.`
    : `A logistic regression on the same data reaches ${fixed(logistic.auc)}, ${fixed(-difference)} more.`
}

/** The same in a few words, with the interval of the difference where it was measured. */
export function beside({ holdout, logistic, gainOverLogistic: gain }: Pick<ModelReport, 'holdout' | 'logistic' | 'gainOverLogistic'>): string {
  if (logistic.auc >= holdout.auc - 0.005) return 'Close to a logistic regression'
  const interval = gain.high > gain.low ? ` (${fixed(gain.low)} to ${fixed(gain.high)})` : ''
  return `Better than a logistic regression by ${fixed(holdout.auc - logistic.auc)}${interval}`
}

/** How pure the list is from the top down to where half of the wins are found, as the answer that its chart gives. */
export function preciseAnswer({ precisionRecall }: Pick<ModelReport, 'precisionRecall'>, { wins, records }: Pick<OutcomeWords, 'wins' | 'records'>): string {
  return `Of the ${records} worked until half of those ${wins} are found, ${Math.round(precisionAt(precisionRecall, 0.5) * 100)} in 100 are ${wins}`
}

/** Precision where the given share of the wins is found; 0 without a curve. */
export function precisionAt(points: ModelReport['precisionRecall'], recall: number): number {
  return points.find(([found]) => found >= recall)?.[1] ?? 0
}

export function trainedOn(report: Pick<ModelReport, 'trainedRows'>, many: string): string {
  return `${count(report.trainedRows)} closed ${many}`
}

export interface MetricLine {
  readonly name: string
  readonly value: string
  /** Of the logistic regression, where it was measured. */
  readonly baseline?: string
  readonly words: string
}

/** Words for the two ends of an outcome. */
export interface OutcomeWords {
  readonly win: string
  readonly wins: string
  readonly loss: string
  readonly losses: string
  readonly records: string
}

/** Every number of the report with a sentence that says what it means. */
export function metricLines(report: ModelReport, words: OutcomeWords): readonly MetricLine[] {
  const { holdout: own, logistic } = report
  const half = percent(own.threshold)
  return [
    { name: 'AUC', value: fixed(own.auc), baseline: fixed(logistic.auc), words: `A ${words.win} gets the higher score than a ${words.loss} ${Math.round(own.auc * 100)} times in 100. With other ${words.records}: ${fixed(own.aucLow)} to ${fixed(own.aucHigh)}, 95 times in 100.` },
    { name: 'Accuracy', value: percent(own.accuracy), words: `Share that lands on the right side of a chance of ${half}.` },
    { name: 'Precision', value: percent(own.precision), words: `Of those above ${half}, so many were ${words.wins}.` },
    { name: 'Recall', value: percent(own.recall), words: `Of the ${words.wins}, so many were above ${half}.` },
    { name: 'F1', value: fixed(own.f1), words: `Precision and recall in one number; ${half} is the chance at which it is highest.` },
    { name: 'Conversion rate', value: percent(own.conversionRate), words: `Share of ${words.wins} among the ${count(own.rows)} ${words.records} measured on.` },
    { name: 'Log loss', value: fixed(own.logLoss, 3), baseline: fixed(logistic.logLoss, 3), words: 'How far the chances are from what happened; lower is better.' },
    { name: 'Brier', value: fixed(own.brier, 3), baseline: fixed(logistic.brier, 3), words: 'Mean squared distance between chance and outcome; lower is better.' },
    { name: 'Calibration error', value: percent(own.calibrationError), ...(own.calibrationHigh > 0 ? { baseline: percent(logistic.calibrationError) } : {}), words: `Mean distance between the chance that was said and the share that happened.${own.calibrationHigh > 0 ? ` Were every chance right, it would be ${percent(own.calibrationLow)} to ${percent(own.calibrationHigh)}, 95 times in 100.` : ''}` },
    ...(own.calibrationHigh > 0 ? [{ name: 'Calibration slope', value: fixed(own.calibrationSlope), baseline: fixed(logistic.calibrationSlope), words: `1 when right, below 1 when the chances are too extreme; they are ${Math.abs(own.calibrationIntercept) < 0.05 ? 'neither too high nor too low' : own.calibrationIntercept < 0 ? 'too high' : 'too low'} on the whole (intercept ${fixed(own.calibrationIntercept)}).` }] : []),
  ]
}

/** The share of wins found when the given share of records is worked from the top. */
export function gainAt(lift: ModelReport['lift'], share: number): number | null {
  const points = [{ share: 0, gain: 0 }, ...lift].sort((one, other) => one.share - other.share)
  const after = points.findIndex((point) => point.share >= share)
  const right = points[after]
  const left = points[after - 1]
  if (right === undefined) return null
  if (left === undefined || right.share === left.share) return right.gain
  return left.gain + ((share - left.share) / (right.share - left.share)) * (right.gain - left.gain)
}

/** The point of the ROC curve at the threshold in use. */
export function thresholdPoint({ confusion }: ModelReport['holdout']): readonly [number, number] | null {
  const wins = confusion.truePositive + confusion.falseNegative
  const losses = confusion.falsePositive + confusion.trueNegative
  return wins === 0 || losses === 0 ? null : [confusion.falsePositive / losses, confusion.truePositive / wins]
}

/** The fullest calibration group near the middle, as the answer that the chart gives. */
export function calibrationAnswer(points: ModelReport['calibration']): string {
  const [best] = [...points].filter((point) => point.count > 0).sort((one, other) => Math.abs(one.predicted - 0.4) - Math.abs(other.predicted - 0.4))
  return best === undefined ? 'Too few records to compare' : `A chance of ${percent(best.predicted, 0)} meant ${Math.round(best.observed * 100)} in 100`
}
