import { describe, expect, test } from 'vitest'
import { chanceOfRise, chanceOfValues, chiSquareTail, normalTail, remainderOf, riseOf } from '#shared/domain/predictive/beyond-chance'
import { sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom } from '#shared/lib/random'

/** Rows of a table with one pair of negatives and positives a value. */
function rowsOf(table: readonly (readonly [number, number])[]): { outcome: Uint8Array; codes: Int32Array } {
  const rows = table.flatMap(([negatives, positives], code) => [...Array.from({ length: negatives }, () => [0, code] as const), ...Array.from({ length: positives }, () => [1, code] as const)])
  return { outcome: Uint8Array.from(rows, ([outcome]) => outcome), codes: Int32Array.from(rows, ([, code]) => code) }
}

describe('tails', () => {
  test.each([[0, 0.5], [1.644854, 0.05], [1.959964, 0.025], [3.290527, 0.0005], [-1.644854, 0.95]])('normal, %d', (value, tail) => {
    expect(normalTail(value)).toBeCloseTo(tail, 6)
  })

  test.each([[3.841459, 1, 0.05], [12.591587, 6, 0.05], [22.457744, 6, 0.001], [19.675138, 11, 0.05]])('χ², %d with %d degrees of freedom', (value, freedom, tail) => {
    expect(Math.abs(chiSquareTail(value, freedom) / tail - 1)).toBeLessThan(0.1)
  })
})

describe('values beside nothing', () => {
  test('are tested by Pearson’s χ² of the table', () => {
    const { outcome, codes } = rowsOf([[70, 30], [50, 50], [60, 40]])
    // Expected 60 and 40 in each: (100 + 100 + 0) ÷ 60 + (100 + 100 + 0) ÷ 40 = 8.3333, two degrees of freedom.
    expect(chanceOfValues(remainderOf(outcome, []), codes)).toBeCloseTo(chiSquareTail(8.333333333, 2), 9)
  })

  test('count with the most frequent one where they are too few, and not at all where they are missing', () => {
    const { outcome, codes } = rowsOf([[70, 30], [50, 50], [0, 3]])
    const pooled = codes.map((code) => (code === 2 ? 0 : code))
    expect(chanceOfValues(remainderOf(outcome, []), codes)).toBeCloseTo(chanceOfValues(remainderOf(outcome, []), pooled), 9)
    expect(chanceOfValues(remainderOf(outcome, []), new Int32Array(outcome.length))).toBe(1)
    expect(chanceOfValues(remainderOf(outcome, []), new Int32Array(outcome.length).fill(-1))).toBe(1)
  })
})

describe('beside what is known', () => {
  const random = createRandom(7)
  const rows = 4000
  const known = Float64Array.from({ length: rows }, () => 4 * random.next() - 2)
  const outcome = Uint8Array.from(known, (value) => (random.next() < sigmoid(value) ? 1 : 0))
  const codes = Int32Array.from(known, (value) => Math.floor(value + 2))

  test('values that only repeat it say nothing, and what is made of it neither', () => {
    expect(chanceOfValues(remainderOf(outcome, []), codes)).toBeLessThan(1e-9)
    expect(chanceOfValues(remainderOf(outcome, [known]), codes)).toBeGreaterThan(0.01)
    const own = remainderOf(outcome, [known, known.map((value) => 3 - 2 * value)])
    expect(riseOf(own, known)).toBe(0)
    expect(own.residual.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6)
    expect(own.residual.reduce((sum, value, row) => sum + value * known[row]!, 0)).toBeCloseTo(0, 5)
  })

  test('columns without any spread change nothing', () => {
    const flat = remainderOf(outcome, [known, new Float64Array(rows).fill(5)])
    expect(chanceOfValues(flat, codes)).toBeCloseTo(chanceOfValues(remainderOf(outcome, [known]), codes), 9)
  })

  test('a rise must hold in several groups', () => {
    const groups = codes.map((_code, row) => row % 8)
    const inOne = Float64Array.from(known, (_value, row) => (groups[row] === 3 ? 1 : 0))
    const swayed = outcome.map((value, row) => (groups[row] === 3 ? 1 : value))
    expect(riseOf(remainderOf(swayed, [known]), inOne)).toBeGreaterThan(10)
    expect(chanceOfRise(remainderOf(swayed, [known]), inOne, groups)).toBeGreaterThan(0.05)
    expect(chanceOfRise(remainderOf(outcome, []), known, groups)).toBeLessThan(0.01)
    expect(chanceOfRise(remainderOf(outcome, []), known.map((value) => -value), groups)).toBeGreaterThan(0.99)
  })

  test('values drawn without regard to the outcome pass a limit as often as it says', () => {
    const draw = createRandom(11)
    const remainder = remainderOf(outcome, [known])
    const chances = Array.from({ length: 400 }, () => chanceOfValues(remainder, Int32Array.from({ length: rows }, () => draw.below(7))))
    // Within three standard errors of 5 and of 50 in 100.
    expect(chances.filter((chance) => chance <= 0.05).length).toBeGreaterThan(6)
    expect(chances.filter((chance) => chance <= 0.05).length).toBeLessThan(34)
    expect(chances.filter((chance) => chance <= 0.5).length).toBeGreaterThan(169)
    expect(chances.filter((chance) => chance <= 0.5).length).toBeLessThan(231)
  })
})
