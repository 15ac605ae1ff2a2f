import { expect, test } from 'vitest'
import { daysInWords, medianDays, timeInStageLabel } from '#shared/domain/predictive/stage-parts'

test('a median needs ten visits, and lies between the middle two of an even number', () => {
  expect(medianDays([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeNull()
  expect(medianDays([9, 1, 8, 2, 7, 3, 6, 4, 5, 100])).toBe(5.5)
  expect(medianDays([9, 1, 8, 2, 7, 3, 6, 4, 5, 100, 0])).toBe(5)
})

test('days are whole, and less than one is said so', () => {
  expect([0.2, 1, 1.9, 2, 14.5].map(daysInWords)).toEqual(['less than a day', '1 day', '1 day', '2 days', '14 days'])
})

test('time in stage is named with the median of the won records, where there is one', () => {
  expect(timeInStageLabel(14.2, { name: 'Develop', wonDays: 5.4 }, 'won opportunities')).toBe('14 days in Develop; won opportunities leave it after 5 days')
  expect(timeInStageLabel(0.3, { name: 'Develop', wonDays: null }, 'won opportunities')).toBe('Less than a day in Develop')
})
