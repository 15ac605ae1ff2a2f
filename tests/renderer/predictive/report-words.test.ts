import { expect, it } from 'vitest'
import { calibrationAnswer, comparison, gainAt, thresholdPoint } from '#renderer/features/predictive/report-words.ts'

const holdout = {
  rows: 1038, positives: 187, auc: 0.84, aucLow: 0.81, aucHigh: 0.87, logLoss: 0.3, brier: 0.1, calibrationError: 0.02, threshold: 0.28,
  accuracy: 0.82, precision: 0.5, recall: 0.62, f1: 0.56, conversionRate: 0.18, confusion: { truePositive: 116, falsePositive: 115, trueNegative: 736, falseNegative: 71 },
}
const logistic = { auc: 0.78, aucLow: 0.74, aucHigh: 0.82, logLoss: 0.4, brier: 0.12 }

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
