import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTimeZone, localDay } from '#main/db/features/calendar'

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

describe('the day in a zone', () => {
  test.each([
    ['the minute before midnight in summer', '2026-07-01T21:59:59.999Z', 'Europe/Berlin', '2026-07-01'],
    ['midnight in summer', '2026-07-01T22:00:00Z', 'Europe/Berlin', '2026-07-02'],
    ['the minute before midnight in winter', '2026-01-01T22:59:59.999Z', 'Europe/Berlin', '2026-01-01'],
    ['midnight in winter', '2026-01-01T23:00:00Z', 'Europe/Berlin', '2026-01-02'],
    ['the evening of the day on which clocks go forward', '2026-03-29T21:30:00Z', 'Europe/Berlin', '2026-03-29'],
    ['midnight after it', '2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['the evening of the day on which they go back', '2026-10-25T22:30:00Z', 'Europe/Berlin', '2026-10-25'],
    ['midnight after it', '2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
    ['a leap day in the west', '2024-03-01T07:59:00Z', 'America/Los_Angeles', '2024-02-29'],
    ['before 1970', '1969-12-31T23:30:00Z', 'Europe/Berlin', '1970-01-01'],
    ['a zone with a half hour', '2026-05-05T18:30:00Z', 'Asia/Kolkata', '2026-05-06'],
    ['a zone that skipped a day', '2011-12-30T10:30:00Z', 'Pacific/Apia', '2011-12-31'],
    ['UTC', '2026-05-05T23:59:59.999Z', 'UTC', '2026-05-05'],
  ])('%s', (_what, moment, zone, day) => {
    expect(isoDay(localDay(Date.parse(moment), zone))).toBe(day)
  })

  test('is what Intl shows, at any moment', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns', 'UTC'] as const
    const shown = (time: number, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time)
    assert(property(integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2060, 0, 1) }), constantFrom(...zones), (time, zone) => { expect(isoDay(localDay(time, zone))).toBe(shown(time, zone)) }), { numRuns: 2000 })
  })

  test('no moment has no day', () => {
    expect(localDay(Number.NaN, 'Europe/Berlin')).toBeNaN()
  })

  test('zones are known by name', () => {
    expect(['Europe/Berlin', 'UTC', '+01:00', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, true, false, false, false])
  })
})
