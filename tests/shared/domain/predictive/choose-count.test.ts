import { expect, test } from 'vitest'
import { chooseCount } from '#shared/domain/predictive/choose-count'
import type { BagResult } from '#shared/domain/predictive/fit-bag'
import { mixMains } from '#shared/domain/predictive/mix-mains'

const NOTHING = new Float64Array(0)

function bag(part: Partial<BagResult>): BagResult {
  return { bagIndex: 0, intercept: 0, scores: [], pairGains: NOTHING, against: NOTHING, steps: 0, bestStep: 0, bestLoss: 0, curve: NOTHING, ...part }
}

const trial = (count: number, curves: readonly (readonly number[])[]) => ({ count, results: curves.map((curve) => bag({ curve: Float64Array.from(curve) })) })

test('the number of pairs with the lowest common loss is taken, the smaller of two that are alike', () => {
  const small = trial(5, [[0.5, 0.48, 0.47], [0.52, 0.5, 0.49]])
  const large = trial(50, [[0.5, 0.46, 0.45], [0.52, 0.48, 0.47]])
  expect(chooseCount([small, large])).toBe(50)
  expect(chooseCount([small, { ...small, count: 50 }])).toBe(5)
})

test('one bag that gains what another loses is no reason for pairs, nor are losses', () => {
  expect(chooseCount([trial(5, [[0.5, 0.45], [0.5, 0.54]])])).toBe(0)
  expect(chooseCount([trial(5, [[0.5, 0.51], [0.5, 0.52]])])).toBe(0)
  expect(chooseCount([])).toBe(0)
})

test('a mixture leans to the variant that fits the rows kept aside', () => {
  const right = bag({ scores: [Float64Array.of(1, -1)], against: Float64Array.of(-2, -2), intercept: 0.5 })
  const wrong = bag({ scores: [Float64Array.of(-1, 1)], against: Float64Array.of(2, 2), intercept: 0.1 })
  expect(mixMains([[wrong], [right]])[0]).toMatchObject({ intercept: 0.5, scores: [Float64Array.of(1, -1)] })
})

test('variants that are wrong in different rows are mixed half and half', () => {
  const one = bag({ scores: [Float64Array.of(2)], against: Float64Array.of(-4, 2) })
  const other = bag({ scores: [Float64Array.of(4)], against: Float64Array.of(2, -4) })
  expect(mixMains([[one], [other]])[0]?.scores).toEqual([Float64Array.of(3)])
})
