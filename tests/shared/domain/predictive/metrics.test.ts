import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestF1Threshold, confusionAt, thresholdMetrics } from '#shared/domain/predictive/confusion'
import { calibrationBins, calibrationError, gainPoints, rocPoints } from '#shared/domain/predictive/curves'
import { aucOf, aucWithInterval, brierOf, logLossOf } from '#shared/domain/predictive/metrics'

const scores = Float64Array.of(0.9, 0.8, 0.8, 0.3, 0.2)
const outcome = Uint8Array.of(1, 1, 0, 1, 0)

test('AUC counts ties half', () => {
  // Pairs: (.9 beats both), (.8 ties one, beats one), (.3 loses one, beats one) = 2 + 1.5 + 1 of 6.
  expect(aucOf(scores, outcome)).toBeCloseTo(4.5 / 6, 12)
  expect(aucWithInterval(scores, outcome).auc).toBeCloseTo(4.5 / 6, 12)
})

test("DeLong's interval on hand-computed placements", () => {
  const { auc, low, high } = aucWithInterval(Float64Array.of(3, 4, 1, 2, 0), Uint8Array.of(1, 1, 1, 0, 0))
  // Placements of positives 1, 1, 0.5 (variance 1/12); of negatives 2/3, 1 (variance 1/18).
  const deviation = Math.sqrt(1 / 12 / 3 + 1 / 18 / 2)
  expect(auc).toBeCloseTo(5 / 6, 12)
  expect(low).toBeCloseTo(5 / 6 - 1.959964 * deviation, 9)
  expect(high).toBe(1)
})

test('AUC agrees with counting pairs', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }))
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      const positives = rows.filter(([, y]) => y === 1)
      const negatives = rows.filter(([, y]) => y === 0)
      fc.pre(positives.length > 0 && negatives.length > 0)
      let wins = 0
      for (const [p] of positives) for (const [n] of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0
      const auc = aucOf(Float64Array.from(rows, ([score]) => score), Uint8Array.from(rows, ([, y]) => y))
      expect(auc).toBeCloseTo(wins / (positives.length * negatives.length), 10)
    }),
  )
})

test('log loss and Brier', () => {
  expect(logLossOf(Float64Array.of(0.5, 0.25), Uint8Array.of(1, 0))).toBeCloseTo((Math.log(2) + Math.log(4 / 3)) / 2, 12)
  expect(brierOf(Float64Array.of(0.5, 0.25), Uint8Array.of(1, 0))).toBeCloseTo((0.25 + 0.0625) / 2, 12)
})

test('the worked example of facts 7: accuracy 75, recall 92.9, conversion 70, F1 83.9', () => {
  const metrics = thresholdMetrics({ truePositive: 650, falsePositive: 200, trueNegative: 100, falseNegative: 50 })
  const shown = [metrics.accuracy, metrics.recall, metrics.conversionRate, metrics.precision, metrics.f1].map((share) => (share * 100).toFixed(1))
  expect(shown).toEqual(['75.0', '92.9', '70.0', '76.5', '83.9'])
})

test('a record at the threshold is not predicted positive', () => {
  expect(confusionAt(scores, outcome, 0.8)).toEqual({ truePositive: 1, falsePositive: 0, trueNegative: 2, falseNegative: 2 })
})

test('the F1-best threshold beats or equals every other', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 }))
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
      const probability = Float64Array.from(rows, ([p]) => p / 20)
      const truth = Uint8Array.from(rows, ([, y]) => y)
      const f1At = (threshold: number): number => thresholdMetrics(confusionAt(probability, truth, threshold)).f1
      // Zero would predict none of the records at 0; the threshold stays at or above it.
      const best = f1At(bestF1Threshold(probability, truth))
      for (const threshold of probability) expect(best).toBeGreaterThanOrEqual(f1At(threshold) - 1e-12)
    }),
  )
})

test('ROC joins the corners and groups ties', () => {
  expect(rocPoints(scores, outcome)).toEqual([[0, 0], [0, 1 / 3], [0.5, 2 / 3], [0.5, 1], [1, 1]])
})

test('cumulative gain shares ties out', () => {
  const gains = gainPoints(Float64Array.of(1, 1, 0, 0), Uint8Array.of(1, 0, 0, 1), 4)
  expect(gains).toEqual([{ share: 0, gain: 0 }, { share: 0.25, gain: 0.25 }, { share: 0.5, gain: 0.5 }, { share: 0.75, gain: 0.75 }, { share: 1, gain: 1 }])
})

test('calibration in groups of equal mass', () => {
  const probability = Float64Array.of(0.1, 0.2, 0.6, 0.8)
  const bins = calibrationBins(probability, Uint8Array.of(0, 0, 1, 1), 2)
  expect(bins.map(({ count, observed }) => [count, observed])).toEqual([[2, 0], [2, 1]])
  expect(calibrationError(bins)).toBeCloseTo((0.15 + 0.3) / 2, 12)
})
