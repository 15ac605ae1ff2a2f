/** What a clock in the zone shows at a moment, as if it were UTC, in milliseconds. */
function wallClock(time: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'] ?? 1, part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0)
}

/** Making a format takes a hundred times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** Whether the name is that of a zone; offsets such as +01:00 are none, since they know nothing of clock changes. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const DAY = 86_400_000
/** Milliseconds by which a zone's clock is ahead of UTC all through a day of UTC; NaN for a day in which it changes. */
const shifts = new Map<string, Map<number, number>>()

/** The day that a calendar in the zone shows at a moment, in days since 1970-01-01; NaN for no moment. */
export function localDay(time: number, timeZone: string): number {
  if (Number.isNaN(time)) return time
  const day = Math.floor(time / DAY)
  let ofZone = shifts.get(timeZone)
  if (ofZone === undefined) shifts.set(timeZone, (ofZone = new Map<number, number>()))
  let shift = ofZone.get(day)
  if (shift === undefined) {
    const [first, last] = [day * DAY, (day + 1) * DAY].map((edge) => wallClock(edge, timeZone) - edge)
    shift = first === last ? (first ?? Number.NaN) : Number.NaN
    ofZone.set(day, shift)
  }
  return Math.floor((Number.isNaN(shift) ? wallClock(time, timeZone) : time + shift) / DAY)
}

/** The moment at which the zone's clock shows the given time; one that a clock change skips falls after the gap. */
function fromWallClock(shown: number, timeZone: string): number {
  const guess = shown - (wallClock(shown, timeZone) - shown)
  return guess - (wallClock(guess, timeZone) - shown)
}

/** The same day and time `months` calendar months earlier in the zone; the day is cut to the month's last. */
export function monthsBefore(time: number, months: number, timeZone: string): number {
  const shown = new Date(wallClock(time, timeZone))
  const first = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() - months, 1))
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(shown.getUTCDate(), days))
  return fromWallClock(day + (shown.getTime() - Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate())), timeZone)
}

/** Midnight at the beginning of the day in the zone. */
export function startOfDay(time: number, timeZone: string): number {
  const shown = wallClock(time, timeZone)
  return fromWallClock(shown - (((shown % 86_400_000) + 86_400_000) % 86_400_000), timeZone)
}

/** The starts of the last `count` calendar months in the zone, oldest first, the running month last, each with its name `YYYY-MM`. */
export function monthStarts(time: number, count: number, timeZone: string): { month: string; start: number }[] {
  const shown = new Date(wallClock(time, timeZone))
  return Array.from({ length: count }, (_unused, index) => {
    const first = new Date(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() - (count - 1 - index), 1))
    return { month: first.toISOString().slice(0, 7), start: fromWallClock(first.getTime(), timeZone) }
  })
}
