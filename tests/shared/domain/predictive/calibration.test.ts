import { expect, test } from 'vitest'
import { createRandom } from '#shared/lib/random'
import { calibrate, calibrationLine, fitCalibration, MIN_SLOPE } from '#shared/domain/predictive/calibration'
import { sigmoid } from '#shared/domain/predictive/metrics'

function draw(slope: number, intercept: number): { logits: Float64Array; outcome: Uint8Array } {
  const random = createRandom(9)
  const logits = Float64Array.from({ length: 20_000 }, () => 6 * random.next() - 3)
  return { logits, outcome: Uint8Array.from(logits, (logit) => (random.next() < sigmoid(slope * logit + intercept) ? 1 : 0)) }
}

test('finds the slope and intercept that the outcomes were drawn with', () => {
  const { logits, outcome } = draw(0.7, -0.4)
  const { slope, intercept } = fitCalibration(logits, outcome)
  expect(slope).toBeCloseTo(0.7, 1)
  expect(intercept).toBeCloseTo(-0.4, 1)
})

test('keeps the mean probability at the rate', () => {
  const { logits, outcome } = draw(1.3, 0.2)
  const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
  expect(mean(calibrate(logits, fitCalibration(logits, outcome)))).toBeCloseTo(mean(outcome), 3)
})

test('never turns a model round', () => {
  const { logits, outcome } = draw(-1, 0)
  expect(fitCalibration(logits, outcome).slope).toBe(MIN_SLOPE)
})

test('outcomes that the log-odds separate perfectly give a finite slope', () => {
  const { slope, intercept } = fitCalibration(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 0, 1, 1))
  expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true)
})

test('against the true chances the line is exact', () => {
  const { logits } = draw(1, 0)
  const { slope, intercept } = calibrationLine(logits.map(sigmoid), logits.map((logit) => sigmoid(1.4 * logit)))
  expect(slope).toBeCloseTo(1.4, 4)
  expect(Math.abs(intercept)).toBeLessThan(0.05)
  expect(calibrationLine(logits.map(sigmoid), logits.map((logit) => sigmoid(logit + 0.3))).intercept).toBeCloseTo(0.3, 4)
})
