import { assertNever } from '#shared/lib/assert'
import type { DateRange, TimeUnit } from './tree.ts'

/** Shortest and longest length of a unit in days; calendar units vary. */
export const UNIT_DAYS: Readonly<Record<TimeUnit, readonly [number, number]>> = {
  minute: [1 / 1440, 1 / 1440], hour: [1 / 24, 1 / 24], day: [1, 1], week: [7, 7], month: [28, 31], quarter: [89, 92], year: [365, 366],
}

/** Whether n of one unit is never longer than m of another, whatever the calendar says. */
export function atMostAsLong(count: number, unit: TimeUnit, other: number, otherUnit: TimeUnit): boolean {
  if (unit === otherUnit) return count <= other
  return count * UNIT_DAYS[unit][1] <= other * UNIT_DAYS[otherUnit][0]
}

/** Whether all that happens within `inner` happens within `outer` too, at every moment. */
export function covers(outer: DateRange, inner: DateRange): boolean {
  switch (outer.kind) {
    case 'lifetime': return true
    case 'last': return inner.kind === 'last' && atMostAsLong(inner.count, inner.unit, outer.count, outer.unit)
    case 'between': return inner.kind === 'between' && outer.from <= inner.from && inner.to <= outer.to
    default: return assertNever(outer)
  }
}
