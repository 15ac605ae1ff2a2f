import { array, assert, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Explanation } from '#shared/contract/index'
import { apportion, dailyScores, inWords, summarize } from '#renderer/features/leads/reasons-model.ts'

const evidence = { sentence: '', valueLabel: '', rate: null, averageRate: 0, records: 0, total: 0, contradicts: false, scope: '' }
const explanation = (score: number, baselineScore: number, points: readonly number[]): Explanation => ({
  entity: 'lead', recordId: 1, name: 'x', score, probability: 0.4, averageProbability: 0.2, grade: 'A', trend: 'steady', unscored: null, unscoredSentence: '', scoredBy: null, percentile: null,
  baselineScore, baseline: 0, logit: 0, sumError: 0, history: [], notes: [],
  reasons: points.map((value, index) => ({ name: `r${index}`, label: `r${index}`, contribution: value / 10, points: value, missing: false, evidence })),
})

describe('apportion', () => {
  it('adds up to the target and moves no share by two points or more', () => {
    assert(
      property(array(double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 40 }), integer({ min: -1, max: 1 }), (shares, off) => {
        const target = Math.round(shares.reduce((sum, share) => sum + share, 0)) + (shares.length > 2 ? off : 0)
        const whole = apportion(shares, target)
        expect(whole.reduce((sum, value) => sum + value, 0)).toBe(target)
        whole.forEach((value, index) => expect(Math.abs(value - (shares[index] ?? 0))).toBeLessThan(2))
      }),
    )
  })
})

describe('summarize', () => {
  it('shows five on each side and a line that adds up', () => {
    const summary = summarize(explanation(82.4, 47.9, [14, 11, 9, 5, 4, 3, 2, -6, -4, -2, -1.5, -1.2, -1, 2.2]))
    expect(summary?.top.filter((item) => item.points > 0)).toHaveLength(5)
    expect(summary?.top.filter((item) => item.points < 0)).toHaveLength(5)
    expect((summary?.baseline ?? 0) + (summary?.topPoints ?? 0) + (summary?.restPoints ?? 0)).toBe(summary?.score)
    expect(summary?.restCount).toBe(4)
  })
  it('is nothing without a score', () => {
    expect(summarize({ ...explanation(50, 50, []), score: null })).toBeNull()
  })
})

describe('dailyScores', () => {
  const DAY = 86_400_000
  const now = 100 * DAY
  it('holds each score until the next', () => {
    const history = [{ at: now - 4 * DAY, score: 60, grade: null, version: 1 }, { at: now - 2.5 * DAY, score: 70, grade: null, version: 1 }]
    expect(dailyScores(history, now, 5).map((item) => item.score)).toEqual([60, 60, 70, 70, 70])
    expect(dailyScores(history, now, 14)).toHaveLength(5)
  })
})

it('writes small counts in words', () => {
  expect([inWords(3), inWords(14)]).toEqual(['three', '14'])
})
