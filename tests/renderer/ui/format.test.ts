import { describe, expect, it } from 'vitest'
import { ago, day, duration, exact, isoDay, longDay, moment } from '#renderer/ui/format/dates.ts'
import { bytes, count, exactPoints, parseNumber, percent, plural, points } from '#renderer/ui/format/numbers.ts'
import { fromWall, toWall } from '#renderer/ui/format/zone.ts'

const clock = { now: Date.UTC(2026, 10, 20, 8, 43), timeZone: 'Europe/Berlin' }
const at = (month: number, date: number, hour = 12, year = 2026): number => Date.UTC(year, month - 1, date, hour)

describe('dates', () => {
  it('names today and yesterday by the zone’s midnight, not by 24 hours', () => {
    expect(day(Date.UTC(2026, 10, 19, 23, 30), clock)).toBe('Today')
    expect(day(Date.UTC(2026, 10, 19, 22, 30), clock)).toBe('Yesterday')
    expect(day(at(11, 14), clock)).toBe('14 Nov')
    expect(day(at(11, 14, 12, 2024), clock)).toBe('14 Nov 2024')
  })
  it('adds the time to the days that are near', () => {
    expect(moment(Date.UTC(2026, 10, 20, 8, 42), clock)).toBe('Today 09:42')
    expect(moment(at(11, 14), clock)).toBe('14 Nov')
  })
  it('gives everything that is known as the exact time', () => {
    expect(exact(Date.UTC(2026, 10, 14, 8, 42), clock)).toBe('14 Nov 2026, 09:42 Europe/Berlin')
  })
  it('says how long ago, then the day', () => {
    expect(ago(clock.now - 20_000, clock)).toBe('just now')
    expect(ago(clock.now - 60_000, clock)).toBe('1 minute ago')
    expect(ago(clock.now - 3 * 3_600_000, clock)).toBe('3 hours ago')
    expect(ago(at(11, 2), clock)).toBe('on 2 Nov')
  })
  it('reads a day without a zone as it stands', () => {
    expect(isoDay('2026-11-14', clock)).toBe('14 Nov')
    expect(isoDay('2025-01-02', clock)).toBe('2 Jan 2025')
    expect(isoDay('soon', clock)).toBe('soon')
  })
  it('writes long days and spans', () => {
    expect(longDay(clock.now, clock)).toBe('Friday 20 November')
    expect(duration(40)).toBe('40\u00a0s')
    expect(duration(200)).toBe('3\u00a0min')
    expect(duration(7500)).toBe('2\u00a0h 5\u00a0min')
  })
})

describe('wall times', () => {
  it('come back as they went, in summer and in winter', () => {
    for (const instant of [at(1, 15, 10), at(7, 15, 10), Date.UTC(2026, 2, 29, 0, 59), Date.UTC(2026, 9, 25, 3)]) {
      expect(fromWall(toWall(instant, 'Europe/Berlin'), 'Europe/Berlin')).toBe(instant)
    }
  })
  it('refuse what is no time', () => {
    expect(fromWall('31.2.2026', 'Europe/Berlin')).toBeNull()
  })
})

describe('numbers', () => {
  it('group thousands and use a real minus', () => {
    expect(count(1204)).toBe('1,204')
    expect(count(-3)).toBe('\u22123')
  })
  it('put a no-break space before the percent sign', () => {
    expect(percent(0.64)).toBe('64\u00a0%')
    expect(percent(0.063)).toBe('6.3\u00a0%')
    expect(percent(0)).toBe('0\u00a0%')
  })
  it('keep the parts of points that fade, so that they add up as shown', () => {
    expect([8.1, -0.5, 1204, -0.001, 0, 2.345, -3000].map(exactPoints)).toEqual(['+8.1', '\u22120.5', '+1,204', '0', '0', '+2.35', '\u22123,000'])
  })
  it('sign points', () => {
    expect([14.2, -5.6, 0.3].map(points)).toEqual(['+14', '\u22126', '0'])
  })
  it('agree with their noun', () => {
    expect(plural(1, 'lead')).toBe('1\u00a0lead')
    expect(plural(1204, 'lead')).toBe('1,204\u00a0leads')
    expect(bytes(1_400_000)).toBe('1.4\u00a0MB')
  })
  it('are read as people type them', () => {
    expect(parseNumber(' 1,200.5 ')).toBe(1200.5)
    expect(parseNumber('1 200')).toBe(1200)
    expect(parseNumber('\u22123')).toBe(-3)
    for (const wrong of ['', '12x', '1,2', '1e5', '--2']) expect(parseNumber(wrong)).toBeNull()
  })
})
