import * as fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { calibrationLine } from '#shared/domain/predictive/calibration'
import { calibrationRange } from '#shared/domain/predictive/calibration-range'
import { aucOf, logitOf, sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom } from '#shared/lib/random'
import { binomialRange } from '../../../bench/truth/binomial-range.ts'
import { summarizeCalibration, type JudgedSet } from '../../../bench/truth/calibration-summary.ts'
import { aucWith, weighedAuc, type Judged } from '../../../bench/truth/gap-parts.ts'
import { errorOf } from '../../../bench/truth/reasons.ts'

afterEach(() => vi.restoreAllMocks())

test('the binomial range of 30 trials at 95 % is 26 to 30, of 10 even ones 2 to 8', () => {
  expect(binomialRange(30, 0.95)).toEqual({ low: 26, high: 30 })
  expect(binomialRange(10, 0.5)).toEqual({ low: 2, high: 8 })
})

test('the tails of a binomial range hold no more than 2.5 %, and would with one count more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (trials, p) => {
      const { low, high } = binomialRange(trials, p)
      const chances = Array.from({ length: trials + 1 }, (_, count) => choose(trials, count) * p ** count * (1 - p) ** (trials - count))
      const sum = (part: number[]): number => part.reduce((total, chance) => total + chance, 0)
      expect(sum(chances.slice(0, low))).toBeLessThanOrEqual(0.025 + 1e-9)
      expect(sum(chances.slice(0, low + 1))).toBeGreaterThan(0.025 - 1e-9)
      expect(sum(chances.slice(high + 1))).toBeLessThanOrEqual(0.025 + 1e-9)
      expect(sum(chances.slice(high))).toBeGreaterThan(0.025 - 1e-9)
    }),
  )
})

function choose(trials: number, count: number): number {
  let ways = 1
  for (let at = 1; at <= count; at += 1) ways = (ways * (trials - at + 1)) / at
  return ways
}

/** Sets whose given log-odds are the true ones bent by the function. */
function setsOf(bent: (logit: number) => number): JudgedSet[] {
  return Array.from({ length: 20 }, (_, seed) => {
    const random = createRandom(seed + 1)
    const chance = Float64Array.from({ length: 500 }, () => sigmoid(4 * random.next() - 2.5))
    const outcome = Uint8Array.from(chance, (p) => (random.next() < p ? 1 : 0))
    const probability = chance.map((p) => sigmoid(bent(logitOf(p))))
    return { learned: 2000, probability, chance, ...calibrationLine(probability, outcome), error: errorOf(probability, outcome), range: calibrationRange(probability, 1) }
  })
}

function summaryOf(sets: JudgedSet[]): { right: boolean; printed: string } {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const right = summarizeCalibration(new Map([['made', sets]]))
  return { right, printed: log.mock.calls.flat().join('\n') }
}

test('right probabilities pass, with a slope of 1 and nothing to explain', () => {
  const { right, printed } = summaryOf(setsOf((logit) => logit))
  expect(right).toBe(true)
  expect(printed).toContain('against the true chances the slope is 1.000 ± 0.000')
  expect(printed).not.toContain('the line that fits')
})

test('timid probabilities fail, and a line mends them', () => {
  const { right, printed } = summaryOf(setsOf((logit) => logit / 2))
  expect(right).toBe(false)
  expect(printed).toContain('OUTSIDE OF IT')
  expect(printed).toContain('against the true chances the slope is 2.000 ± 0.000')
  expect(printed).toContain('the difference is what a line learned from 2,000 records misses')
  expect(printed).not.toContain('no line mends')
})

test('of probabilities that bend it says where they lie too low and too high', () => {
  const { right, printed } = summaryOf(setsOf((logit) => Math.abs(logit) * logit))
  expect(right).toBe(false)
  expect(printed).toMatch(/no line mends, for the chances bend: tenth \d+ is given/)
  expect(printed).not.toContain('one and the same true chance')
})

test('where half of the records have one chance, noise among them is what bends', () => {
  const noisy = Array.from({ length: 12 }, (_, seed): JudgedSet => {
    const random = createRandom(seed + 1)
    const known = Float64Array.from({ length: 500 }, (_unused, row) => (row % 2 === 0 ? 0 : 5 * random.next() - 2.5))
    const probability = known.map((logit) => sigmoid(logit === 0 ? (random.next() < 0.5 ? -0.6 : 0.6) : logit))
    const chance = known.map(sigmoid)
    return { learned: 2000, probability, chance, slope: 1, intercept: 0, error: 0, range: calibrationRange(probability, 1) }
  })
  const slope = noisy.reduce((sum, { probability, chance }) => sum + calibrationLine(probability, chance).slope, 0) / noisy.length
  // The noise is ±0.6 before the best line, and the line's slope times that after it.
  expect(summaryOf(noisy).printed).toContain(`50.0 % of the records have one and the same true chance, and yet log-odds that spread by ${(0.6 * slope).toFixed(2)}`)
})

const record = fc.record({ age: fc.integer({ min: 0, max: 99 }), left: fc.integer({ min: 1, max: 99 }), chance: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10), won: fc.constantFrom(0, 1) })
const records = fc.array(record, { minLength: 4, maxLength: 40 }).filter((list) => new Set(list.map(({ won }) => won)).size === 2)

test('weights of 1 give the plain AUC, a weight of 2 counts a record twice, and against itself nothing changes', () => {
  fc.assert(
    fc.property(records, (list) => {
      const plain = (of: readonly Judged[]): number => aucOf(Float64Array.from(of, ({ chance }) => chance), Uint8Array.from(of, ({ won }) => won))
      expect(aucWith(list, list.map(() => 1))).toBeCloseTo(plain(list), 9)
      expect(aucWith(list, list.map((_, at) => (at === 0 ? 2 : 1)))).toBeCloseTo(plain([list[0]!, ...list]), 9)
      expect(weighedAuc(list, list, 'age and time left')).toBeCloseTo(plain(list), 9)
    }),
  )
})

test('a difference that is only one of ages vanishes when these are weighed', () => {
  // Young records are ranked rightly, old ones at random; the kept are mostly young, the open ones mostly old.
  const made = (age: number, right: boolean): Judged[] => [0, 1].flatMap((won) => [0.3, 0.7].map((chance) => ({ age, left: 1, won, chance: right ? 0.3 + 0.4 * won : chance })))
  const many = (young: number, old: number): Judged[] => [...Array.from({ length: young }, () => made(1, true)), ...Array.from({ length: old }, () => made(9, false))].flat()
  const open = many(2, 8)
  expect(weighedAuc(many(8, 2), open, 'age')).toBeCloseTo(aucWith(open, open.map(() => 1)), 9)
})
