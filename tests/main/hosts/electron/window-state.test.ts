import { expect, it } from 'vitest'
import { fitToDisplays } from '#main/hosts/electron/window-state'

const display = { x: 0, y: 0, width: 1600, height: 1000 }
const second = { x: 1600, y: 0, width: 1200, height: 900 }

it('a remembered window comes back where it was', () => {
  expect(fitToDisplays({ x: 100, y: 50, width: 1200, height: 700, maximised: true }, [display])).toEqual({ place: { x: 100, y: 50 }, width: 1200, height: 700, maximised: true })
})

it('a window on a display that is gone comes back on one that is there', () => {
  const stored = { x: 1700, y: 50, width: 1000, height: 700 }
  expect(fitToDisplays(stored, [display, second]).place).toEqual({ x: 1700, y: 50 })
  expect(fitToDisplays(stored, [display]).place).toBeNull()
})

it.each([
  ['no title bar to catch', { x: 100, y: 990, width: 1000, height: 700 }],
  ['above the display', { x: 100, y: -400, width: 1000, height: 700 }],
  ['no numbers', { x: 'a', y: 0, width: 1, height: 1 }],
  ['nothing', null],
])('%s: the system places it', (_what, stored) => {
  expect(fitToDisplays(stored, [display]).place).toBeNull()
})

it('a window is never smaller than it can be used, nor larger than its display', () => {
  expect(fitToDisplays({ x: 0, y: 0, width: 300, height: 10 }, [display])).toMatchObject({ width: 960, height: 600 })
  expect(fitToDisplays({ x: 0, y: 0, width: 9000, height: 9000 }, [display])).toMatchObject({ width: 1600, height: 1000 })
})
