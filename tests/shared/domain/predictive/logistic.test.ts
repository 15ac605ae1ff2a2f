import { expect, test } from 'vitest'
import { fitLogistic, predictLogistic } from '#shared/domain/predictive/logistic'
import { aucOf, logLossOf } from '#shared/domain/predictive/metrics'
import { category, madeTable, numeric } from './tables.ts'

const allRows = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row)

test('learns the effects of categories and numbers', () => {
  const table = madeTable(2000, 3)
  const model = fitLogistic(table, allRows(2000), 1)
  const fresh = madeTable(2000, 4)
  const probability = predictLogistic(model, fresh, allRows(2000))
  expect(aucOf(probability, fresh.outcome)).toBeGreaterThan(0.72)
  expect(logLossOf(probability, fresh.outcome)).toBeLessThan(0.62)
})

test('missing and unseen values and missing columns are predicted, not refused', () => {
  const table = madeTable(500, 3)
  const model = fitLogistic(table, allRows(500), 1)
  const odd = { ...table, rows: 2, features: [category('industry', ['Farming', null]), numeric('visits', [Number.NaN, 1e9])] }
  for (const probability of predictLogistic(model, odd, allRows(2))) expect(probability >= 0 && probability <= 1).toBe(true)
})

test('without usable columns it predicts the rate', () => {
  const table = { ...madeTable(300, 3), features: [] }
  const [probability] = predictLogistic(fitLogistic(table, allRows(300), 1), table, allRows(1))
  expect(probability).toBeCloseTo(table.outcome.reduce((sum, value) => sum + value, 0) / 300, 4)
})
