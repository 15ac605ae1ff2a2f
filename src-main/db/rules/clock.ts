import { createZone, type Zone } from '#shared/domain/dataset/zone'
import type { TimeUnit } from '#shared/domain/rules/tree'
import type { RuleClock } from './types.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
export const DAY = 86_400_000

/** Points ahead of now, in milliseconds, at which it is known how far the edge of a range in months will have come. */
const AHEAD = [10 * MINUTE, HOUR, 6 * HOUR, DAY, 2 * DAY, 4 * DAY, 8 * DAY] as const
export const STEPS = AHEAD.length
/** Later than any moment. */
export const NEVER = 9_000_000_000_000_000

/** How the edge of a range in calendar months moves from now on; it falls back where days of a month's end meet on one day, or the clock changes. */
export interface EdgeSteps {
  /** `furthest` is the latest that the edge has been until `at`; ascending. */
  readonly steps: readonly { readonly at: number; readonly furthest: number }[]
  /** The earliest that the edge falls back to, and when it first lies before where it is now; `NEVER` when it does not. */
  readonly lowest: number
  readonly backAt: number
}

/** A moment with all that conditions ask of it; each answer is found once. */
export interface ClockTimes {
  readonly now: number
  /** Now moved by so many units: fixed lengths up to weeks, calendar months in the zone from there on. */
  shifted(count: number, unit: TimeUnit): number
  /** Local day `YYYY-MM-DD` of now moved so. */
  shiftedDay(count: number, unit: TimeUnit): string
  /** The first moment after now at which `shiftedDay` is another. */
  dayTurn(count: number, unit: TimeUnit): number
  edgeSteps(count: number, unit: TimeUnit): EdgeSteps
  /** First millisecond of a local day, or of the day after it. */
  dayStart(day: string): number
  dayEnd(day: string): number
}

const FIXED: Partial<Record<TimeUnit, number>> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY }
const MONTHS: Partial<Record<TimeUnit, number>> = { month: 1, quarter: 3, year: 12 }

/** Milliseconds of so many units, or null where they are calendar months. */
export function fixedLength(count: number, unit: TimeUnit): number | null {
  const length = FIXED[unit]
  return length === undefined ? null : length * count
}

/** No stretch of so many months is shorter or longer, clock changes included. */
export function monthSpan(count: number, unit: TimeUnit): { readonly least: number; readonly most: number } {
  const days = count * (MONTHS[unit] ?? 0) * 30.436875
  return { least: Math.max(0, Math.floor(days) - 4) * DAY, most: (Math.ceil(days) + 4) * DAY }
}

interface ZoneTimes {
  readonly zone: Zone
  /** Local time as if it were UTC. */
  local(time: number): number
}

const zones = new Map<string, ZoneTimes>()

/** Answers for one moment in one zone. */
export function clockTimes({ now, timeZone }: RuleClock): ClockTimes {
  const zone = zoneTimes(timeZone)
  const known = new Map<string, number | string | EdgeSteps>()
  const once = <T extends number | string | EdgeSteps>(key: string, find: () => T): T => {
    const found = known.get(key)
    if (found !== undefined) return found as T
    const made = find()
    known.set(key, made)
    return made
  }
  const dayAt = (time: number): string => new Date(zone.local(time)).toISOString().slice(0, 10)
  const startOf = (day: string): number => toUtc(zone, Date.parse(`${day}T00:00:00Z`))
  return {
    now,
    shifted: (count, unit) => once(`s${count}${unit}`, () => shift(zone, now, count, unit)),
    shiftedDay: (count, unit) => once(`d${count}${unit}`, () => dayAt(shift(zone, now, count, unit))),
    dayTurn: (count, unit) => once(`t${count}${unit}`, () => firstTurn(now, (time) => dayAt(shift(zone, time, count, unit)))),
    edgeSteps: (count, unit) => once(`e${count}${unit}`, () => edgeSteps(zone, now, count, unit)),
    dayStart: (day) => once(`b${day}`, () => startOf(day)),
    dayEnd: (day) => once(`f${day}`, () => startOf(new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10))),
  }
}

function zoneTimes(name: string): ZoneTimes {
  let made = zones.get(name)
  if (made === undefined) zones.set(name, (made = { zone: createZone(name), local: localReader(name) }))
  return made
}

function localReader(name: string): (time: number) => number {
  if (name === 'UTC') return (time) => time
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  return (time) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
    for (const { type, value } of format.formatToParts(time)) part[type] = value
    const milliseconds = ((time % 1000) + 1000) % 1000
    return Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day), Number(part.hour), Number(part.minute), Number(part.second), milliseconds)
  }
}

function toUtc({ zone }: ZoneTimes, local: number): number {
  return zone.toUtc(local, { skipped: 0, doubled: 0 })
}

function shift(zone: ZoneTimes, time: number, count: number, unit: TimeUnit): number {
  const fixed = fixedLength(count, unit)
  if (fixed !== null) return time + fixed
  const shown = new Date(zone.local(time))
  const month = shown.getUTCMonth() + count * (MONTHS[unit] ?? 0)
  const lastDay = new Date(Date.UTC(shown.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(shown.getUTCFullYear(), month, Math.min(shown.getUTCDate(), lastDay))
  return toUtc(zone, midnight + (shown.getTime() - Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate())))
}

/** The first moment at which the day is another; days of a month's end may all be moved to the same one. */
function firstTurn(now: number, dayOf: (time: number) => string): number {
  const today = dayOf(now)
  let [same, other] = [now, now + 6 * DAY]
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (dayOf(middle) === today) same = middle
    else other = middle
  }
  return other
}

function edgeSteps(zone: ZoneTimes, now: number, count: number, unit: TimeUnit): EdgeSteps {
  const edge = (time: number): number => shift(zone, time, count, unit)
  const here = edge(now)
  const last = now + AHEAD[STEPS - 1]!
  const isSteady = zone.local(last) - zone.local(now) === last - now && zone.local(here + 9 * DAY) - zone.local(here - DAY) === 10 * DAY
  // The edge falls back only at local midnights, and at the half hours at which clocks change.
  const turns: number[] = []
  if (isSteady) for (let time = toUtc(zone, Math.floor(zone.local(now) / DAY + 1) * DAY); time <= last; time += DAY) turns.push(time)
  else for (let time = Math.floor(now / (30 * MINUTE) + 1) * 30 * MINUTE; time <= last; time += 30 * MINUTE) turns.push(time)
  let lowest = NEVER
  let backAt = NEVER
  for (const turn of turns) {
    const at = edge(turn)
    if (at >= here) continue
    lowest = Math.min(lowest, at)
    backAt = Math.min(backAt, turn)
  }
  const steps = AHEAD.map((ahead) => {
    const at = now + ahead
    return { at, furthest: Math.max(edge(at), ...turns.filter((turn) => turn <= at && turn > now + 1).map((turn) => edge(turn - 1))) }
  })
  return { steps, lowest, backAt }
}
