import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { binColumn, binCountOf, learnBinning, valueBinsFor } from '#shared/domain/predictive/binning'
import { category, numeric } from './tables.ts'

test('few different numbers get a bin each, cut halfway between them', () => {
  const feature = numeric('visits', [3, 1, 1, Number.NaN, 2, 10])
  const binning = learnBinning(feature, null, 12)
  expect(binning).toEqual({ kind: 'numeric', cuts: [1.5, 2.5, 6.5] })
  expect(binCountOf(binning)).toBe(6)
  expect([...binColumn(feature, binning)]).toEqual([3, 1, 1, 0, 2, 4])
})

test('many numbers share their bins evenly', () => {
  const feature = numeric('x', Array.from({ length: 1000 }, (_, index) => index))
  const binning = learnBinning(feature, null, 10)
  const counts = new Map<number, number>()
  for (const bin of binColumn(feature, binning)) counts.set(bin, (counts.get(bin) ?? 0) + 1)
  expect([...counts.values()]).toEqual(Array.from({ length: 10 }, () => 100))
})

test('a frequent number takes one bin and leaves the others to the rest', () => {
  const feature = numeric('x', [...Array.from({ length: 90 }, () => 0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const binning = learnBinning(feature, null, 6)
  expect(binning.kind === 'numeric' ? binning.cuts : []).toHaveLength(5)
  expect(new Set(binColumn(feature, binning)).size).toBe(6)
})

test('infinite numbers count as missing', () => {
  const feature = numeric('x', [1, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY])
  expect([...binColumn(feature, learnBinning(feature, null, 12))]).toEqual([1, 0, 2, 0])
})

test('categories stand by frequency, missing first, unseen last', () => {
  const binning = learnBinning(category('c', ['b', 'a', 'b', null, 'c', 'a', 'b']), null, 12)
  expect(binning).toEqual({ kind: 'category', categories: ['b', 'a', 'c'] })
  expect([...binColumn(category('c', ['new', 'c', null, 'b']), binning)]).toEqual([4, 3, 0, 1])
})

test('bins of numbers: never more than asked for, ascending cuts, order of values kept', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 1, maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (values, most) => {
      const feature = numeric('x', values)
      const binning = learnBinning(feature, null, most)
      if (binning.kind !== 'numeric') throw new Error('numeric expected')
      expect(binning.cuts.length).toBeLessThan(most)
      expect(binning.cuts.every((cut, index) => Number.isFinite(cut) && (index === 0 || cut > (binning.cuts[index - 1] ?? cut)))).toBe(true)
      const bins = binColumn(feature, binning)
      const order = values.map((_, index) => index).filter((index) => Number.isFinite(values[index])).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
      for (let at = 1; at < order.length; at += 1) expect(bins[order[at] ?? 0]).toBeGreaterThanOrEqual(bins[order[at - 1] ?? 0] ?? 0)
    }),
    { numRuns: 100 },
  )
})

test('small data gets few bins', () => {
  expect([80, 365, 9240, 1e6].map(valueBinsFor)).toEqual([12, 36, 924, 1021])
})
