import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOrder, CALENDAR_VALUES, partOfDay } from '#shared/domain/predictive/calendar-parts'
import { betweenLabel, betweenReason, daysOf, inSentence, partAmong, partLabel, partReason } from '#shared/domain/predictive/calendar-words'

const dayOf = (date: string): number => Date.parse(date) / 86_400_000

describe('parts of a date', () => {
  test.each([
    ['1970-01-01', 'Thursday', 'January'],
    ['1969-12-31', 'Wednesday', 'December'],
    ['2024-02-29', 'Thursday', 'February'],
    ['2024-03-01', 'Friday', 'March'],
    ['1900-03-01', 'Thursday', 'March'],
    ['2000-02-29', 'Tuesday', 'February'],
    ['2026-11-21', 'Saturday', 'November'],
  ])('%s is a %s in %s', (date, weekday, month) => {
    expect([partOfDay(dayOf(date), 'weekday'), partOfDay(dayOf(date), 'month')]).toEqual([weekday, month])
  })

  test('agree with the calendar of Intl on any day', () => {
    const format = (part: 'weekday' | 'month', day: number): string => new Intl.DateTimeFormat('en', { [part]: 'long', timeZone: 'UTC' }).format(day * 86_400_000)
    assert(property(integer({ min: -100_000, max: 100_000 }), constantFrom('weekday' as const, 'month' as const), (day, part) => { expect(partOfDay(day, part)).toBe(format(part, day)) }))
  })

  test('no day has no part', () => {
    expect([partOfDay(Number.NaN, 'weekday'), partOfDay(Number.NaN, 'month')]).toEqual([null, null])
  })

  test('are put in the calendar’s order, strangers last', () => {
    const order = (names: readonly string[], part: 'weekday' | 'month'): string[] => calendarOrder(names, part).map((at) => names[at] ?? '')
    expect(order(['Sunday', 'another', 'Monday', 'Friday', 'more'], 'weekday')).toEqual(['Monday', 'Friday', 'Sunday', 'another', 'more'])
    expect(order(CALENDAR_VALUES.month.toSorted(), 'month')).toEqual(CALENDAR_VALUES.month)
  })
})

describe('their words', () => {
  test('name the column as a sentence does', () => {
    expect(partReason(partLabel('Created on', 'weekday'), 'weekday', 'Monday')).toBe('Created on a Monday')
    expect(partReason(partLabel('Created at', 'month'), 'month', 'March')).toBe('Created in March')
    expect(partReason(partLabel('Est. close date', 'weekday'), 'weekday', 'Friday')).toBe('Est. close date falls on a Friday')
    expect(partReason(partLabel('Est. close date', 'month'), 'month', null)).toBe('Est. close date is not known')
    expect(partAmong(partLabel('Created on', 'weekday'), 'weekday', 'Monday')).toBe('whose “Created on” lies on a Monday')
    expect(['Created', 'ID', 'URL date', 'X'].map(inSentence)).toEqual(['created', 'ID', 'URL date', 'x'])
  })

  test('count days', () => {
    const label = betweenLabel('Created on', 'Est. close date')
    expect(label).toBe('Days from created to est. close date')
    expect(betweenReason(label, daysOf('5'))).toBe('5 days from created to est. close date')
    expect(betweenReason(label, null)).toBe('Days from created to est. close date is not known')
    expect(['1', '-1', '0', '4 to 6', '7 or more', '1 or less', 'under 2.3', 'any value'].map(daysOf)).toEqual(['1 day', '-1 day', '0 days', '4 to 6 days', '7 days or more', '1 day or less', 'under 2.3 days', 'any value'])
  })
})
