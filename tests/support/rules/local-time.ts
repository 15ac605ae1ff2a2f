import type { TimeUnit } from '#shared/domain/rules/tree'

const HOUR = 3_600_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the zone's clock shows, as if it were UTC. */
function shownAt(time: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    formats.set(zone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(time)) part[type] = Number(value)
  return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) + (((time % 1000) + 1000) % 1000)
}

/** The earliest moment at which the clock shows the time; for a time that is skipped, the one that lies as far behind the gap's beginning. Found by trying every offset of the days around. */
function momentOf(shown: number, zone: string): number {
  const offsets = [-36, -24, -12, 0, 12, 24, 36].map((hours) => shownAt(shown + hours * HOUR, zone) - (shown + hours * HOUR))
  const fitting = offsets.map((offset) => shown - offset).filter((moment) => shownAt(moment, zone) === shown)
  if (fitting.length > 0) return Math.min(...fitting)
  return shown - Math.min(...offsets)
}

const days = new Map<string, string>()
const starts = new Map<string, number>()

/** The value that is kept for the key, made when it is first asked for: formatting a time is slow. */
function kept<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key)
  if (known !== undefined) return known
  const made = make()
  memory.set(key, made)
  return made
}

export function localDay(time: number, zone: string): string {
  return kept(days, `${time} ${zone}`, () => new Date(shownAt(time, zone)).toISOString().slice(0, 10))
}

export function dayStart(day: string, zone: string): number {
  return kept(starts, `${day} ${zone}`, () => momentOf(Date.parse(`${day}T00:00:00Z`), zone))
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10)
}

const MILLISECONDS: Partial<Record<TimeUnit, number>> = { minute: 60_000, hour: HOUR, day: 24 * HOUR, week: 168 * HOUR }
const MONTHS: Partial<Record<TimeUnit, number>> = { month: 1, quarter: 3, year: 12 }

/** `count` units after the moment, before it where negative: fixed lengths up to weeks, calendar months in the zone from there on. */
export function shiftTime(time: number, count: number, unit: TimeUnit, zone: string): number {
  const fixed = MILLISECONDS[unit]
  if (fixed !== undefined) return time + count * fixed
  return kept(starts, `${time} ${count} ${unit} ${zone}`, () => shiftMonths(time, count, unit, zone))
}

function shiftMonths(time: number, count: number, unit: TimeUnit, zone: string): number {
  const shown = new Date(shownAt(time, zone))
  const month = shown.getUTCMonth() + count * (MONTHS[unit] ?? 0)
  const lastDay = new Date(Date.UTC(shown.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const target = Date.UTC(shown.getUTCFullYear(), month, Math.min(shown.getUTCDate(), lastDay), shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds(), shown.getUTCMilliseconds())
  return momentOf(target, zone)
}
