import { partOfDay } from '#shared/domain/predictive/calendar-parts'
import type { SqlValue } from '../handles.ts'
import { DAY, type AttributeSource, type DateColumn } from './attribute-spec.ts'
import { localDay } from './calendar.ts'

/** The last moment that has a date. */
const LATEST = 8.64e15

/** A stored date or datetime as UTC milliseconds; a date counts from its midnight in UTC, NaN is no date. */
export function timeOf(value: SqlValue | undefined): number {
  if (value === null || value === undefined) return Number.NaN
  const time = typeof value === 'string' ? Date.parse(value) : Number(value)
  return Math.abs(time) <= LATEST ? time : Number.NaN
}

/** The day that the calendar shows, counted from 1970-01-01: a date's own in every zone, a moment's in the given one. */
export function dayOfDate(time: number, reading: DateColumn['reading'], timeZone: string): number {
  return reading === 'date' ? Math.floor(time / DAY) : localDay(time, timeZone)
}

/** `Monday` or `March`; null without a date. */
export function datePart(value: SqlValue | undefined, { reading, part, timeZone }: Extract<AttributeSource, { type: 'date_part' }>): string | null {
  const time = timeOf(value)
  return Number.isNaN(time) ? null : partOfDay(dayOfDate(time, reading, timeZone), part)
}

/** Days from one date to the other, negative where it lies before; NaN where one is missing. */
export function daysBetween(from: SqlValue | undefined, to: SqlValue | undefined, source: Extract<AttributeSource, { type: 'days_between' }>): number {
  const [start, end] = [timeOf(from), timeOf(to)]
  if (source.from.reading === 'datetime' && source.to.reading === 'datetime') return (end - start) / DAY
  return dayOfDate(end, source.to.reading, source.timeZone) - dayOfDate(start, source.from.reading, source.timeZone)
}
