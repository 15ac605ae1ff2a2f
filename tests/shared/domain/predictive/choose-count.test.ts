import { expect, test } from 'vitest'
import { chooseCount } from '#shared/domain/predictive/choose-count'
import type { BagResult } from '#shared/domain/predictive/fit-bag'
import { CURVE_STEP } from '#shared/domain/predictive/boost'
import { commonStep } from '#shared/domain/predictive/fit-mains'
import { mixMains } from '#shared/domain/predictive/mix-mains'

const NOTHING = new Float64Array(0)

function bag(part: Partial<BagResult>): BagResult {
  return { bagIndex: 0, intercept: 0, scores: [], pairGains: NOTHING, against: NOTHING, aside: new Int32Array(0), steps: 0, bestStep: 0, bestLoss: 0, curve: NOTHING, ...part }
}

const trial = (count: number, curves: readonly (readonly number[])[]) => ({ count, results: curves.map((curve) => bag({ curve: Float64Array.from(curve) })) })

test('the number of pairs with the lowest common loss is taken, the smaller of two that are alike', () => {
  const small = trial(5, [[0.5, 0.48, 0.47], [0.52, 0.5, 0.49]])
  const large = trial(50, [[0.5, 0.46, 0.45], [0.52, 0.48, 0.47]])
  expect(chooseCount([small, large], 'large')).toEqual({ count: 50, steps: 2 * CURVE_STEP })
  expect(chooseCount([small, { ...small, count: 50 }], 'large').count).toBe(5)
})

test('the steps told are those where the bags together stood lowest, one that stopped staying where it stopped', () => {
  // Together 0.5, 0.46, 0.455, 0.465: the second bag stopped at 0.46.
  expect(chooseCount([trial(5, [[0.5, 0.45, 0.45, 0.47], [0.5, 0.47, 0.46]])], 'large')).toEqual({ count: 5, steps: 2 * CURVE_STEP })
})

test('a small sample needs a saving that is clearer', () => {
  // 0.02 on average, with a standard error of 0.0115.
  const shaky = trial(5, [[0.5, 0.46], [0.5, 0.5], [0.5, 0.48]])
  expect([chooseCount([shaky], 'large').count, chooseCount([shaky], 'small').count]).toEqual([5, 0])
})

test('one bag that gains what another loses is no reason for pairs, nor are losses', () => {
  expect(chooseCount([trial(5, [[0.5, 0.45], [0.5, 0.54]])], 'large')).toEqual({ count: 0, steps: 0 })
  expect(chooseCount([trial(5, [[0.5, 0.51], [0.5, 0.52]])], 'large').count).toBe(0)
  expect(chooseCount([], 'large').count).toBe(0)
})

/** A bag that kept rows 0, 1, … aside. */
const judging = (score: number, against: readonly number[], intercept = 0): BagResult =>
  bag({ scores: [Float64Array.of(score)], against: Float64Array.from(against), aside: Int32Array.from(against, (_, row) => row), intercept })

const many = (...pattern: number[]): number[] => Array.from({ length: 400 }, (_, row) => pattern[row % pattern.length] ?? 0)

test('a mixture leans to the variant that fits the rows kept aside', () => {
  const [mixed] = mixMains([[judging(-1, many(2), 0.1)], [judging(1, many(-2), 0.5)]])
  expect(mixed?.intercept).toBeCloseTo(0.5, 9)
  expect(mixed?.scores[0]?.[0]).toBeCloseTo(1, 9)
})

test('variants that are wrong in different rows are mixed half and half', () => {
  expect(mixMains([[judging(2, many(-4, 2))], [judging(4, many(2, -4))]])[0]?.scores[0]?.[0]).toBeCloseTo(3, 6)
})

test('where the rows cannot tell, every variant has its say', () => {
  expect(mixMains([[judging(2, [-1, 0.5])], [judging(4, [-1, 0.5])]])[0]?.scores[0]?.[0]).toBeCloseTo(3, 12)
  // One row that speaks a little for the second variant moves the weights a little.
  const mixed = mixMains([[judging(2, [0])], [judging(4, [-0.5])]])[0]?.scores[0]?.[0] ?? Number.NaN
  expect(mixed).toBeGreaterThan(3)
  expect(mixed).toBeLessThan(3.2)
})

test('a row that several bags kept aside counts once, by the mean of its log-odds', () => {
  const twice = (first: number, second: number, score: number) => [judging(score, [first]), judging(score, [second])]
  // Means alike, so that neither variant is better, however far the single bags are apart.
  expect(mixMains([twice(-3, 3, 2), twice(0, 0, 4)])[0]?.scores[0]?.[0]).toBeCloseTo(3, 12)
})

test('the common step is the one with the lowest mean loss among those that all bags reached', () => {
  expect(commonStep([Float64Array.of(0.7, 0.6, 0.5, 0.1), Float64Array.of(0.7, 0.5, 0.65)])).toBe(CURVE_STEP)
  expect(commonStep([Float64Array.of(0.6, 0.7), Float64Array.of(0.6, 0.8)])).toBe(0)
})
