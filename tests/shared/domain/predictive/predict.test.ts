import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { logitOf, sigmoid } from '#shared/domain/predictive/metrics'
import { contributionsOf, scoreTable, waterfallOf } from '#shared/domain/predictive/predict'
import { HAND_MODEL } from './made-model.ts'
import { category, numeric } from './tables.ts'

function tableOf(industry: (string | null)[], visits: number[]) {
  return { rows: visits.length, recordIds: new Float64Array(visits.length), asOf: new Float64Array(visits.length), features: [numeric('lead.visits', visits), category('lead.industry', industry)] }
}

test('a score is a lookup: slope × (intercept + scores) + calibration intercept', () => {
  const { bins, logit, probability, score } = scoreTable(HAND_MODEL, tableOf(['Finance', null, 'Mining'], [5, 7, Number.NaN]))
  expect([...bins]).toEqual([1, 2, 0, 0, 3, 0, 4, 0, 0])
  expect(logit[0]).toBeCloseTo(2 * (-0.5 + 1 + 0.2) + 0.25, 12)
  expect(logit[1]).toBeCloseTo(2 * (-0.5 - 0.5 + 0.4) + 0.25, 12)
  expect(logit[2]).toBeCloseTo(2 * -0.5 + 0.25, 12)
  expect(probability[0]).toBeCloseTo(sigmoid(1.65), 12)
  expect(score[0]).toBeCloseTo(100 * sigmoid(1.65 - logitOf(0.38)), 10)
})

test('a chance equal to the prior rate is a score of 50', () => {
  const flat = { ...HAND_MODEL, terms: [], intercept: 0, calibration: { slope: 1, intercept: logitOf(0.38) } }
  expect(scoreTable(flat, tableOf(['Finance'], [1])).score[0]).toBeCloseTo(50, 10)
})

test('baseline + contributions = calibrated log-odds, and baseline score + points = score', () => {
  const row = fc.tuple(fc.option(fc.constantFrom('Finance', 'Retail', 'Farming', 'Mining')), fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 12 })))
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), fc.double({ min: 0.01, max: 5, noNaN: true }), (rows, slope) => {
      const model = { ...HAND_MODEL, calibration: { slope, intercept: 0.25 } }
      const scored = scoreTable(model, tableOf(rows.map(([name]) => name), rows.map(([, visits]) => visits)))
      rows.forEach((_, at) => {
        const parts = contributionsOf(model, scored.bins.subarray(3 * at, 3 * at + 3))
        const sum = parts.contributions.reduce((total, value) => total + value, parts.baseline)
        expect(Math.abs(sum - (scored.logit[at] ?? Number.NaN))).toBeLessThan(1e-9)
        const { baselineScore, score, points } = waterfallOf(model, parts)
        expect(points.reduce((total, value) => total + value, baselineScore)).toBeCloseTo(score, 6)
        expect(score).toBeCloseTo(scored.score[at] ?? Number.NaN, 9)
      })
    }),
  )
})

test('contributions that cancel out leave no bar, or bars by the slope of the score', () => {
  const none = waterfallOf(HAND_MODEL, { baseline: 0, contributions: Float64Array.of(0, 0) })
  expect([...none.points]).toEqual([0, 0])
  const tiny = waterfallOf(HAND_MODEL, { baseline: 0, contributions: Float64Array.of(1, -1 + 1e-9) })
  expect(tiny.points[0]).toBeGreaterThan(10)
  expect(tiny.points[0]).toBeLessThan(25)
})

test('an attribute whose kind changed since training is read as the model knows it', () => {
  const text = { rows: 2, recordIds: new Float64Array(2), asOf: new Float64Array(2), features: [category('lead.visits', ['5', 'many'])] }
  expect([...scoreTable(HAND_MODEL, text).bins]).toEqual([0, 2, 0, 0, 0, 0])
})
