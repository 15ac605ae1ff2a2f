import { describe, expect, it } from 'vitest'
import { nearestEnough, offer, shortage, verdict, whyNot, type Window } from '#renderer/features/predictive/window-choice.ts'

const window = (months: number, positive: number, negative: number): Window => ({ months, since: 0, positive, negative, enough: positive >= 40 && negative >= 40 })
const windows = [window(3, 14, 96), window(6, 31, 212), window(9, 47, 318), window(12, 68, 431)]
const labels = { minimum: 40, positiveLabel: 'Qualified', negativeLabel: 'Disqualified' }

describe('the window', () => {
  it('is short by what is missing of either outcome', () => {
    expect(shortage(window(6, 31, 10), 40)).toEqual({ positive: 9, negative: 30 })
    expect(verdict(window(6, 31, 10), 40)).toBe('39 short')
    expect(verdict(window(9, 47, 318), 40)).toBe('Enough')
  })

  it('gives way to the next longer one that has enough, else to a shorter one', () => {
    expect(nearestEnough(windows, 6)?.months).toBe(9)
    expect(nearestEnough([window(6, 50, 50), window(9, 1, 1)], 9)?.months).toBe(6)
    expect(nearestEnough([window(6, 1, 1)], 6)).toBeNull()
  })

  it('says why it cannot be used, in the words of its outcome', () => {
    expect(whyNot(windows[1], labels, 'leads')).toBe('9 more qualified leads are needed for 6 months.')
    expect(whyNot(window(3, 39, 50), labels, 'leads')).toBe('1 more qualified lead is needed for 3 months.')
    expect(whyNot(window(3, 39, 50), { ...labels, positiveLabel: 'Won' }, 'opportunities')).toBe('1 more won opportunity is needed for 3 months.')
    expect(whyNot(window(3, 0, 0), labels, 'leads')).toBe('40 more qualified and 40 more disqualified leads are needed for 3 months.')
    expect(whyNot(windows[2], labels, 'leads')).toBeNull()
    expect(offer(window(9, 47, 318))).toBe('9 months has 47 and 318.')
  })
})
