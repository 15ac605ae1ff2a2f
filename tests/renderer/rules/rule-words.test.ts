import { expect, test } from 'vitest'
import type { RuleSummary } from '#shared/contract/rules'
import { arrange, copyName, leftOut } from '#renderer/features/rules/pages/rule-words.ts'
import { firedWords } from '#renderer/features/rules/results/fired-words.ts'

const model = (name: string, change: Partial<RuleSummary> = {}): RuleSummary => ({
  id: 1, name, target: 'lead', state: 'draft', error: null, liveVersion: null, draftVersion: 1, groups: 0, scored: 0, salesReady: 0, updatedAt: 0, updatedBy: null, publishedAt: null, jobId: null, ...change,
})
const names = (models: readonly RuleSummary[]): string[] => models.map(({ name }) => name)

test('models are found by a part of their name and sorted, equal ones by name', () => {
  const models = [model('Fit 10', { scored: 5 }), model('engagement', { scored: 9 }), model('Fit 2', { scored: 5 })]
  expect(names(arrange(models, '', { column: 'name', direction: 'asc' }))).toEqual(['engagement', 'Fit 2', 'Fit 10'])
  expect(names(arrange(models, ' FIT', { column: 'name', direction: 'desc' }))).toEqual(['Fit 10', 'Fit 2'])
  expect(names(arrange(models, '', { column: 'scored', direction: 'desc' }))).toEqual(['engagement', 'Fit 2', 'Fit 10'])
})

test('a copy takes the first name that is free, whatever its capitals', () => {
  expect(copyName('Fit', ['Fit'])).toBe('Fit copy')
  expect(copyName('Fit', ['Fit', 'FIT COPY', 'Fit copy 2'])).toBe('Fit copy 3')
})

test('why nobody is scored is told with how many leads each reason leaves out', () => {
  expect(leftOut([{ reason: 'outside_audience', leads: 3652 }, { reason: 'no_parent_contact', leads: 1 }])).toBe('3,652 outside the audience, 1 without a parent contact')
})

test('what fired is told with the largest part first, and silent groups left out', () => {
  // what fades gives parts of points
  expect(firedWords({ contributions: [{ groupId: 'a', label: 'Opens', count: 2, points: 8.1 }] })).toBe('+8.1 Opens (2 times)')
  const part = (label: string, count: number, points: number) => ({ groupId: label, label, count, points })
  expect(firedWords({ contributions: [part('Quiet', 1, -5), part('Never', 0, 0), part('Clicks', 3, 30), part('', 1, 2)] })).toBe('+30 Clicks (3 times), −5 Quiet, +2 unnamed group')
})
