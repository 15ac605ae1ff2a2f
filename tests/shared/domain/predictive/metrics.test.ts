import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibrationLine } from '#shared/domain/predictive/calibration'
import { calibrationRange } from '#shared/domain/predictive/calibration-range'
import { bestF1Threshold, confusionAt, confusionOf, thresholdMetrics, thresholdPoints } from '#shared/domain/predictive/confusion'
import { calibrationBins, calibrationError, gainPoints, precisionRecallPoints, rocPoints } from '#shared/domain/predictive/curves'
import { aucDifference, aucOf, aucWithInterval, brierOf, logLossOf, sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom } from '#shared/lib/random'

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

test('the F1-best threshold of six records, counted by hand', () => {
  // Above 0.6 there are 2 of the 4 positives, F1 4/6; above 0.3 there are 3 and 1 other, 6/8; above 0.1 all 4 and 1 other, 8/9.
  const probability = Float64Array.of(0.9, 0.8, 0.6, 0.5, 0.3, 0.1)
  const truth = Uint8Array.of(1, 1, 0, 1, 1, 0)
  const threshold = bestF1Threshold(probability, truth)
  expect(confusionAt(probability, truth, threshold)).toEqual({ truePositive: 4, falsePositive: 1, trueNegative: 1, falseNegative: 0 })
  expect(threshold).toBeGreaterThanOrEqual(0.1)
  expect(threshold).toBeLessThan(0.3)
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

test('the table of thresholds agrees with counting, and its confusion is whole', () => {
  const random = createRandom(3)
  const probability = Float64Array.from({ length: 400 }, () => random.below(1000) / 1000)
  const truth = Uint8Array.from(probability, (p) => (random.next() < p ? 1 : 0))
  const points = thresholdPoints(probability, truth)
  const positives = truth.reduce((sum, value) => sum + value, 0)
  expect(points.map(({ threshold }) => threshold)).toEqual(points.map(({ threshold }) => threshold).toSorted((a, b) => a - b))
  for (const point of points) expect(confusionOf(point, 400, positives)).toEqual(confusionAt(probability, truth, point.threshold))
})

test('precision and recall on five records', () => {
  expect(precisionRecallPoints(scores, outcome)).toEqual([[0, 1], [1 / 3, 1], [2 / 3, 2 / 3], [1, 3 / 4], [1, 3 / 5]])
})

test('the difference of two AUCs on the same records knows that they are paired', () => {
  const random = createRandom(8)
  const truth = Uint8Array.from({ length: 400 }, () => random.below(2))
  const good = Float64Array.from(truth, (value) => value + random.next() * 2)
  const near = good.map((score) => score + random.next() * 0.1)
  const paired = aucDifference(good, near, truth)
  const alone = aucWithInterval(good, truth)
  expect(paired.difference).toBeCloseTo(aucOf(good, truth) - aucOf(near, truth), 12)
  expect(paired.error).toBeLessThan((alone.high - alone.low) / 4)
  expect(aucDifference(good, good, truth)).toEqual({ difference: 0, error: 0 })
})

test("DeLong's error of a paired difference on hand-computed placements", () => {
  // Placements of the first score: positives 1, 1/2, 1, negatives 1, 2/3; of the second: positives 1, 1, 0, negatives 2/3, 2/3.
  const truth = Uint8Array.of(1, 1, 1, 0, 0)
  const { difference, error } = aucDifference(Float64Array.of(5, 2, 4, 1, 3), Float64Array.of(5, 4, 1, 2, 3), truth)
  // Their differences: positives 0, -1/2, 1 (variance 7/12), negatives 1/3, 0 (variance 1/18).
  expect(difference).toBeCloseTo(5 / 6 - 2 / 3, 12)
  expect(error).toBeCloseTo(Math.sqrt(7 / 12 / 3 + 1 / 18 / 2), 12)
})

test('calibration slope and intercept: right, too extreme, too high', () => {
  const random = createRandom(11)
  const logits = Float64Array.from({ length: 20_000 }, () => 4 * random.next() - 2)
  const truth = Uint8Array.from(logits, (logit) => (random.next() < sigmoid(logit) ? 1 : 0))
  const line = (change: (logit: number) => number) => calibrationLine(logits.map((logit) => sigmoid(change(logit))), truth)
  expect(line((logit) => logit).slope).toBeCloseTo(1, 1)
  expect(line((logit) => logit).intercept).toBeCloseTo(0, 1)
  expect(line((logit) => 2 * logit).slope).toBeCloseTo(0.5, 1)
  expect(line((logit) => logit + 0.5).intercept).toBeCloseTo(-0.5, 1)
})

test('the calibration error of right probabilities lies in its range about 95 times in 100, that of wrong ones above it', () => {
  const random = createRandom(21)
  const probability = Float64Array.from({ length: 600 }, () => random.next())
  const { low, high } = calibrationRange(probability, 1)
  expect(calibrationRange(probability, 1)).toEqual({ low, high })
  const errorOf = (change: (p: number) => number): number => calibrationError(calibrationBins(probability, Uint8Array.from(probability, (p) => (random.next() < change(p) ? 1 : 0))))
  let inside = 0
  for (let trial = 0; trial < 200; trial += 1) {
    const error = errorOf((p) => p)
    if (error >= low && error <= high) inside += 1
  }
  expect(inside).toBeGreaterThan(180)
  expect(inside).toBeLessThan(200)
  expect(errorOf((p) => p * 0.6)).toBeGreaterThan(high)
})
