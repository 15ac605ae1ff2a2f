import { describe, expect, it } from 'vitest'
import { addGrade, bandsOf, bandsProblem, moveCut, removeGrade } from '#shared/domain/predictive/grade-bands'

const cuts = [{ grade: 'A', from: 75 }, { grade: 'B', from: 50 }, { grade: 'C', from: 25 }, { grade: 'D', from: 0 }]
const bounds = (list: readonly { readonly from: number }[]): number[] => list.map(({ from }) => from)
/** One open and two closed records at every whole score; those from 50 on succeed. */
const steps = Array.from({ length: 100 }, (_unused, from) => ({ from, open: 1, closed: 2, positives: from >= 50 ? 2 : 0 }))

describe('bands', () => {
  it('reach up to the lower bound of the next better one, and hold every record once', () => {
    const bands = bandsOf([{ grade: 'A', from: 51 }, ...cuts.slice(1)], steps)
    expect(bands.map(({ from, to }) => [from, to])).toEqual([[51, 100], [50, 51], [25, 50], [0, 25]])
    expect(bands.reduce((sum, { open }) => sum + open, 0)).toBe(100)
    expect(bands[2]).toMatchObject({ open: 25, closed: 50, positives: 0 })
  })

  it('move with a bound that crosses them, and never lose their last point', () => {
    expect(bounds(moveCut(cuts, 0, 60))).toEqual([60, 50, 25, 0])
    expect(bounds(moveCut(cuts, 0, 40))).toEqual([40, 39, 25, 0])
    expect(bounds(moveCut(cuts, 0, -50))).toEqual([3, 2, 1, 0])
    expect(bounds(moveCut(cuts, 2, 99))).toEqual([99, 98, 97, 0])
    expect(bounds(moveCut(cuts, 2, 200))).toEqual([99, 98, 97, 0])
    expect(bounds(moveCut(cuts, 3, 40))).toEqual([75, 50, 25, 0])
  })

  it('can be more or fewer', () => {
    expect(addGrade(cuts)).toEqual([{ grade: 'A', from: 88 }, { grade: 'E', from: 75 }, { grade: 'B', from: 50 }, { grade: 'C', from: 25 }, { grade: 'D', from: 0 }])
    expect(removeGrade(cuts, 3)).toEqual([{ grade: 'A', from: 75 }, { grade: 'B', from: 50 }, { grade: 'C', from: 0 }])
    expect(removeGrade(cuts, 0)).toEqual([{ grade: 'B', from: 50 }, { grade: 'C', from: 25 }, { grade: 'D', from: 0 }])
    expect(removeGrade(cuts.slice(2), 0)).toEqual(cuts.slice(2))
  })
})

describe('what is refused', () => {
  it('is said in a sentence', () => {
    expect(bandsProblem(cuts, steps, 'leads')).toBeNull()
    expect(bandsProblem(cuts.slice(3), steps, 'leads')).toMatch(/at least 2/)
    expect(bandsProblem(cuts.map((cut) => ({ ...cut, grade: 'Hot' })), steps, 'leads')).toMatch(/Two grades are called Hot/)
    expect(bandsProblem(cuts.map((cut, index) => (index === 1 ? { ...cut, grade: ' ' } : cut)), steps, 'leads')).toMatch(/needs a name/)
    expect(bandsProblem(cuts.map((cut) => ({ ...cut, from: cut.from + 1 })), steps, 'leads')).toMatch(/must begin at 0/)
    expect(bandsProblem(cuts.map((cut, index) => (index === 1 ? { ...cut, from: 80 } : cut)), steps, 'leads')).toMatch(/B begins at 80, which is not below A/)
    expect(bandsProblem(cuts, steps.filter(({ from }) => from < 75), 'opportunities')).toMatch(/No opportunity, open or closed, scores from 75 to 100, so A would be empty/)
  })
})
