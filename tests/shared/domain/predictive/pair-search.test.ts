import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderAxes } from '#shared/domain/predictive/pair-axes'
import { bestCross, createGrid, cumulate } from '#shared/domain/predictive/pair-grid'

/** Four by four cells with ten rows each at even odds: gradient `g` a cell, hessian 2.5. */
function gridOf(gradients: readonly number[]) {
  const places = Uint8Array.of(0, 1, 2, 3)
  const sumG = Float64Array.from(gradients)
  const sumH = new Float64Array(16).fill(2.5)
  const grid = createGrid(4)
  cumulate(grid, { first: places, second: places }, sumG, sumH, 4)
  return { grid, axes: { first: places, second: places }, sumG, sumH }
}

test('an exclusive or is found by its cross: Σ G²/(H + penalty) over the quadrants', () => {
  // Quadrants of four cells: gradient ±4, hessian 10 each; the whole has gradient 0.
  const { grid, axes } = gridOf([1, 1, -1, -1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1])
  expect(bestCross(grid, axes, 2, 1)).toBeCloseTo((4 * 16) / 12, 12)
})

test('where the quadrants would be too small there is no gain', () => {
  const { grid, axes } = gridOf(Array.from({ length: 16 }, (_, cell) => (cell % 3) - 1))
  expect(bestCross(grid, axes, 2, 11)).toBe(0)
})

test('the cross is the best of all, as a naive search finds it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 16, maxLength: 16 }), (gradients) => {
      const { grid, axes } = gridOf(gradients)
      const total = gradients.reduce((sum, g) => sum + g, 0)
      let best = 0
      for (const i of [1, 2, 3]) {
        for (const j of [1, 2, 3]) {
          const quadrants = [0, 1, 2, 3].map((quadrant) => gradients.reduce((sum, g, cell) => ((Math.floor(cell / 4) < i ? 0 : 2) + (cell % 4 < j ? 0 : 1) === quadrant ? sum + g : sum), 0))
          const cells = [i * j, i * (4 - j), (4 - i) * j, (4 - i) * (4 - j)]
          const gain = quadrants.reduce((sum, g, quadrant) => sum + g ** 2 / (2.5 * (cells[quadrant] ?? 0) + 2), 0)
          best = Math.max(best, gain)
        }
      }
      expect(bestCross(grid, axes, 2, 1)).toBeCloseTo(best - total ** 2 / 42, 9)
    }),
  )
})

test('categories are ordered so that one cut separates how they act; numbers keep their order', () => {
  // Categories 1 and 3 raise the chance where the number is high, 0 and 2 lower it.
  const effect = (category: number, place: number): number => (category % 2 === 1 ? -1 : 1) * (place - 1.5)
  const sumG = Float64Array.from({ length: 16 }, (_, cell) => effect(Math.floor(cell / 4), cell % 4))
  const places = Uint8Array.of(0, 1, 2, 3)
  const { first, second } = orderAxes({ nominal: true, count: 4, places }, { nominal: false, count: 4, places }, sumG, new Float64Array(16).fill(2.5), 10)
  expect([...first.subarray(0, 2)].map((at) => at % 2)).toEqual(first[0] === 0 || first[0] === 2 ? [0, 0] : [1, 1])
  expect([...second]).toEqual([0, 1, 2, 3])
})
