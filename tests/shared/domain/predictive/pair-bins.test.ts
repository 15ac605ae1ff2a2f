import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { learnPairBins, pairBinsFor } from '#shared/domain/predictive/pair-bins'

test('few bins keep one each; missing stays first and unseen last', () => {
  expect(learnPairBins('numeric', Float64Array.of(4, 10, 10, 10, 0), 6)).toEqual({ map: Uint8Array.of(0, 1, 2, 3, 4), count: 5 })
})

test('many bins of a number are joined to even shares', () => {
  const { map, count } = learnPairBins('numeric', Float64Array.from({ length: 102 }, (_, bin) => (bin === 0 || bin === 101 ? 0 : 5)), 12)
  expect(count).toBe(12)
  const sizes = Array.from({ length: 10 }, (_, group) => map.filter((own) => own === group + 1).length)
  expect(sizes).toEqual(Array.from({ length: 10 }, () => 10))
})

test('frequent categories keep a bin, rare ones share the last with unseen values', () => {
  expect(learnPairBins('category', Float64Array.of(7, 80, 40, 12, 9, 3, 0), 32)).toEqual({ map: Uint8Array.of(0, 1, 2, 3, 4, 4, 4), count: 5 })
  expect(learnPairBins('category', Float64Array.of(0, 80, 40, 30, 20, 0), 4).map).toEqual(Uint8Array.of(0, 1, 2, 3, 3, 3))
})

test('small samples get few pair bins', () => {
  expect([80, 365, 9240, 1e6].map(pairBinsFor)).toEqual([6, 9, 32, 32])
})

test('pair bins ascend without gaps and are never more than asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 300 }), fc.integer({ min: 4, max: 32 }), (counts, most) => {
      const { map, count } = learnPairBins('numeric', Float64Array.from(counts), most)
      expect(count).toBeLessThanOrEqual(most)
      expect([...new Set(map)]).toEqual(Array.from({ length: count }, (_, bin) => bin))
      expect([...map]).toEqual([...map].toSorted((a, b) => a - b))
    }),
  )
})
