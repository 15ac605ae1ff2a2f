import { describe, expect, test } from 'vitest'
import { monthName, usageCounts, usageSentence } from '#renderer/features/predictive/usage-words.ts'

const usage = {
  months: [
    { month: '2026-08', lead: 0, opportunity: 0 },
    { month: '2026-09', lead: 100, opportunity: 20 },
    { month: '2026-10', lead: 300, opportunity: 0 },
    { month: '2026-11', lead: 1, opportunity: 0 },
  ],
}

describe('usage', () => {
  test('is counted by kind', () => {
    expect(monthName('2026-09')).toMatch(/^Sept?$/u)
    expect(usageCounts(usage, 'all').map(({ value }) => value)).toEqual([0, 120, 300, 1])
    expect(usageCounts(usage, 'opportunity').map(({ value }) => value)).toEqual([0, 20, 0, 0])
  })

  test('is said in a sentence, with the average of the full months since the first', () => {
    expect(usageSentence(usage, 'all')).toBe('1\u00a0record was scored this month; 210 a month on average over the 2 full months before.')
    expect(usageSentence(usage, 'opportunity')).toBe('No opportunity was scored this month; 10 a month on average over the 2 full months before.')
    expect(usageSentence({ months: usage.months.slice(0, 1) }, 'lead')).toBe('No lead was scored this month.')
    expect(usageSentence({ months: usage.months.slice(0, 2) }, 'lead')).toBe('100\u00a0leads were scored this month.')
  })
})
