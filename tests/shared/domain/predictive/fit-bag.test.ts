import { expect, test } from 'vitest'
import { averageBags } from '#shared/domain/predictive/average-bags'
import { CURVE_STEP } from '#shared/domain/predictive/boost'
import { fitBag, type FitSample } from '#shared/domain/predictive/fit-bag'
import { prepareInput } from '#shared/domain/predictive/fit-input'
import { fitOptionsFor } from '#shared/domain/predictive/fit-options'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { category, madeTable, numeric } from './tables.ts'

function fit(table: TrainingTable, bags = 4) {
  const prepared = prepareInput(table, Int32Array.from({ length: table.rows }, (_, row) => row))
  const sample: FitSample = { input: prepared.input, rows: Int32Array.from({ length: table.rows }, (_, row) => row) }
  const results = Array.from({ length: bags }, (_, bag) => fitBag(sample, bag, fitOptionsFor(table.rows, 1), () => {}, () => false))
  const averaged = averageBags(sample, results)
  const termOf = (name: string) => averaged.terms[prepared.features.findIndex(({ feature }) => feature.name === name)]
  return { prepared, sample, results, averaged, termOf }
}

/** A table of one category whose rates are exact: 60 of 80 and 20 of 80 positive. */
function twoGroups(): TrainingTable {
  const outcome = Array.from({ length: 160 }, (_, row) => (row < 80 ? (row % 4 === 0 ? 0 : 1) : row % 4 === 0 ? 1 : 0))
  return { ...madeTable(160, 1), outcome: Uint8Array.from(outcome), features: [category('group', outcome.map((_, row) => (row < 80 ? 'high' : 'low')))] }
}

test('two groups of known rates get about their log-odds, shrunk and never overshot', () => {
  const { termOf, averaged } = fit(twoGroups(), 8)
  const scores = termOf('group')?.scores ?? new Float64Array(0)
  const [, high = 0, low = 0, unseen] = scores
  // Log-odds of 3/4 are 1.0986; the mean over rows is 0, so the groups are symmetric.
  expect(high).toBeGreaterThan(0.8)
  expect(high).toBeLessThan(1.25)
  expect(low).toBeCloseTo(-high, 9)
  expect(unseen).toBe(0)
  expect(averaged.intercept).toBeCloseTo(0, 6)
})

test('a step in a number is found where it is, and noise stays flat', () => {
  const { termOf } = fit(madeTable(3000, 8))
  const visits = termOf('visits')?.scores ?? new Float64Array(0)
  // Bins 1 to 12 are 0 to 11 visits; the step of 1.5 lies between 5 and 6.
  expect((visits[7] ?? 0) - (visits[6] ?? 0)).toBeGreaterThan(0.9)
  expect(Math.abs((visits[6] ?? 0) - (visits[1] ?? 0))).toBeLessThan(0.4)
  const noise = termOf('noise')
  const spread = Math.max(...(noise?.scores ?? [])) - Math.min(...(noise?.scores ?? []))
  expect(spread).toBeLessThan(0.7)
})

test('missing values get a value of their own', () => {
  const random = madeTable(2000, 6)
  const values = Array.from(random.outcome, (outcome, row) => (row % 5 === 0 && outcome === 1 ? Number.NaN : row % 7))
  const { termOf } = fit({ ...random, features: [numeric('gappy', values)] })
  const scores = termOf('gappy')?.scores ?? new Float64Array(0)
  expect(scores[0]).toBeGreaterThan(1.5)
  expect(Math.max(...scores.subarray(1))).toBeLessThan(0.5)
})

test('every term has mean 0 over its training rows and the mean probability is the rate', () => {
  const { averaged, sample } = fit(madeTable(800, 2))
  for (const { scores, counts } of averaged.terms) {
    const sum = scores.reduce((total, score, bin) => total + score * (counts[bin] ?? 0), 0)
    expect(sum / 800).toBeCloseTo(0, 10)
  }
  let predicted = 0
  for (let row = 0; row < 800; row += 1) {
    let logit = averaged.intercept
    sample.input.columns.forEach((column, index) => (logit += averaged.terms[index]?.scores[column.bins[row] ?? 0] ?? 0))
    predicted += 1 / (1 + Math.exp(-logit))
  }
  expect(predicted).toBeCloseTo(sample.input.outcome.reduce((sum, value) => sum + value, 0), 6)
})

test('rare categories share one value', () => {
  const base = madeTable(600, 2)
  const names = Array.from(base.outcome, (outcome, row) => (row < 12 ? `rare ${row % 3}` : outcome === 1 && row % 2 === 0 ? 'good' : 'other'))
  const { prepared, termOf } = fit({ ...base, features: [category('c', names)] })
  const binning = prepared.features[0]?.binning
  const rare = binning?.kind === 'category' ? binning.categories.flatMap((name, index) => (name.startsWith('rare') ? [index + 1] : [])) : []
  const scores = rare.map((bin) => termOf('c')?.scores[bin] ?? Number.NaN)
  expect(new Set(scores.map((score) => score.toFixed(12))).size).toBe(1)
})

test('constant columns drop out, and a table without others gives the rate', () => {
  const base = madeTable(200, 2)
  const { prepared, averaged } = fit({ ...base, features: base.features.filter(({ name }) => name === 'constant') })
  expect(prepared.constant.map(({ name }) => name)).toEqual(['constant'])
  const rate = base.outcome.reduce((sum, value) => sum + value, 0) / 200
  expect(averaged.intercept).toBeCloseTo(Math.log(rate / (1 - rate)), 9)
})

test('cancelling throws before the bag is done', () => {
  const { sample } = fit(madeTable(200, 2), 1)
  expect(() => fitBag(sample, 0, fitOptionsFor(200, 1), () => {}, () => true)).toThrow(expect.objectContaining({ name: 'Cancelled' }))
})

test('the order of the bags does not change their average', () => {
  const { sample, results, averaged } = fit(madeTable(300, 2))
  expect(averageBags(sample, results.toReversed())).toEqual(averaged)
})

test('rows take turns in being kept aside: of seven bags each keeps a seventh, and none twice', () => {
  const { results, sample } = fit(madeTable(300, 2), 7)
  const turns = new Map<number, number>()
  for (const { aside } of results) for (const row of aside) turns.set(row, (turns.get(row) ?? 0) + 1)
  expect(turns.size).toBe(sample.rows.length)
  expect(new Set(turns.values())).toEqual(new Set([1]))
})

test('a bag with a limit takes the same steps up to it, and keeps the best of them', () => {
  const { sample, results } = fit(madeTable(300, 2), 1)
  const limited = fitBag(sample, 0, { ...fitOptionsFor(300, 1), mostSteps: 2 * CURVE_STEP }, () => {}, () => false)
  expect(results[0]!.steps).toBeGreaterThan(2 * CURVE_STEP)
  expect(limited.steps).toBe(2 * CURVE_STEP)
  expect(limited.curve).toEqual(results[0]!.curve.slice(0, 3))
  expect(limited.bestLoss).toBeLessThanOrEqual(limited.curve[2]!)
  expect(limited.bestStep).toBeLessThanOrEqual(2 * CURVE_STEP)
})

test('with a fixed number of steps a bag takes exactly these', () => {
  const { sample } = fit(madeTable(300, 2), 1)
  const { steps, scores, curve } = fitBag(sample, 0, { ...fitOptionsFor(300, 1), fixedSteps: 2 * CURVE_STEP }, () => {}, () => false)
  expect([steps, curve.length]).toEqual([2 * CURVE_STEP, 3])
  expect(scores.some((own) => own.some((score) => score !== 0))).toBe(true)
  expect(fitBag(sample, 0, { ...fitOptionsFor(300, 1), fixedSteps: 0 }, () => {}, () => false).scores.every((own) => own.every((score) => score === 0))).toBe(true)
})
