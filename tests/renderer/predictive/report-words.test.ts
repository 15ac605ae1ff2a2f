import { expect, it } from 'vitest'
import { atThreshold } from '#renderer/features/predictive/at-threshold.ts'
import { beside, calibrationAnswer, comparison, gainAt, preciseAnswer, precisionAt, thresholdPoint } from '#renderer/features/predictive/report-words.ts'

const holdout = {
  rows: 1038, positives: 187, auc: 0.84, aucLow: 0.81, aucHigh: 0.87, logLoss: 0.3, brier: 0.1, calibrationError: 0.02, calibrationLow: 0.01, calibrationHigh: 0.03, calibrationSlope: 1, calibrationIntercept: 0, threshold: 0.28,
  accuracy: 0.82, precision: 0.5, recall: 0.62, f1: 0.56, conversionRate: 0.18, confusion: { truePositive: 116, falsePositive: 115, trueNegative: 736, falseNegative: 71 },
}
const logistic = { ...holdout, auc: 0.78, aucLow: 0.74, aucHigh: 0.82, logLoss: 0.4, brier: 0.12 }

it('reads the gain between two points', () => {
  const lift = [{ share: 0.1, gain: 0.4 }, { share: 0.3, gain: 0.8 }]
  expect(gainAt(lift, 0.2)).toBeCloseTo(0.6)
  expect(gainAt(lift, 0.05)).toBeCloseTo(0.2)
  expect(gainAt(lift, 0.5)).toBeNull()
})

it('puts the threshold on the curve', () => {
  const point = thresholdPoint(holdout)
  expect(point?.[0]).toBeCloseTo(115 / 851)
  expect(point?.[1]).toBeCloseTo(116 / 187)
})

it('names the difference to the baseline in either direction, and none where there is none', () => {
  expect(comparison({ holdout, logistic })).toContain('0.06 less')
  expect(comparison({ holdout, logistic: { ...logistic, auc: 0.9 } })).toContain('0.06 more')
  expect(comparison({ holdout, logistic: { ...logistic, auc: 0.838 } })).toContain('as well')
})

it('answers with the group nearest to 40 %', () => {
  expect(calibrationAnswer([{ predicted: 0.1, observed: 0.1, count: 9 }, { predicted: 0.4, observed: 0.41, count: 9 }])).toBe('A chance of 40\u00a0% meant 41 in 100')
  expect(calibrationAnswer([])).toBe('Too few records to compare')
})

it('reads the numbers at the counted threshold nearest to the one typed', () => {
  const thresholds = [{ threshold: 0, truePositive: 187, falsePositive: 851 }, { threshold: 0.5, truePositive: 40, falsePositive: 10 }]
  expect(atThreshold({ holdout, thresholds }, 0.45)).toMatchObject({ threshold: 0.5, precision: 0.8, confusion: { truePositive: 40, falsePositive: 10, trueNegative: 841, falseNegative: 147 }, auc: 0.84 })
  expect(atThreshold({ holdout, thresholds }, 0.1)).toMatchObject({ recall: 1, conversionRate: 187 / 1038 })
  expect(atThreshold({ holdout, thresholds: [] }, 0.1)).toBe(holdout)
})

it('gives the interval of the gain over the baseline where it was measured, and the precision at a recall', () => {
  expect(beside({ holdout, logistic, gainOverLogistic: { auc: 0.06, low: 0.03, high: 0.09 } })).toBe('Better than a logistic regression by 0.06 (0.03 to 0.09)')
  expect(beside({ holdout, logistic, gainOverLogistic: { auc: 0, low: 0, high: 0 } })).toBe('Better than a logistic regression by 0.06')
  expect(precisionAt([[0, 1], [0.4, 0.9], [0.6, 0.7]], 0.5)).toBe(0.7)
  expect(precisionAt([], 0.5)).toBe(0)
  expect(preciseAnswer({ precisionRecall: [[0, 1], [0.4, 0.9], [0.6, 0.7]] }, { wins: 'qualified', records: 'leads' })).toBe('Of the leads worked until half of those qualified are found, 70 in 100 are qualified')
})
