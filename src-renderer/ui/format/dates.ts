/** What "now" and "today" mean: the workspace's clock and time zone. */
export interface Clock {
  readonly now: number
  readonly timeZone: string
}

const DAY = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: string
  readonly minute: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function partsIn(instant: number, timeZone: string): Parts {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })
    formats.set(timeZone, format)
  }
  const found = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]))
  return { year: Number(found.get('year')), month: Number(found.get('month')), day: Number(found.get('day')), hour: found.get('hour') ?? '00', minute: found.get('minute') ?? '00' }
}

/** Days between two calendar days in the zone; 1 when `instant` was yesterday. */
function daysAgo(instant: number, { now, timeZone }: Clock): number {
  const then = partsIn(instant, timeZone)
  const today = partsIn(now, timeZone)
  return Math.round((Date.UTC(today.year, today.month - 1, today.day) - Date.UTC(then.year, then.month - 1, then.day)) / DAY)
}

/** `Today`, `Yesterday`, `14 Nov`, or `14 Nov 2024` when it is another year. */
export function day(instant: number, clock: Clock): string {
  const ago = daysAgo(instant, clock)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  return plainDay(instant, clock)
}

/** `14 Nov`, with the year when it is not this one. */
export function plainDay(instant: number, clock: Clock): string {
  const then = partsIn(instant, clock.timeZone)
  const year = then.year === partsIn(clock.now, clock.timeZone).year ? '' : ` ${then.year}`
  return `${then.day} ${MONTHS[then.month - 1]}${year}`
}

/** `Today 09:42`, `Yesterday 17:05`, or a day. */
export function moment(instant: number, clock: Clock): string {
  const ago = daysAgo(instant, clock)
  if (ago !== 0 && ago !== 1) return plainDay(instant, clock)
  return `${ago === 0 ? 'Today' : 'Yesterday'} ${time(instant, clock)}`
}

/** `09:42` */
function time(instant: number, { timeZone }: Clock): string {
  const { hour, minute } = partsIn(instant, timeZone)
  return `${hour}:${minute}`
}

/** Everything that is known, for a tooltip: `14 Nov 2026, 09:42 Europe/Berlin`. */
export function exact(instant: number, { timeZone }: Clock): string {
  const { year, month, day: date, hour, minute } = partsIn(instant, timeZone)
  return `${date} ${MONTHS[month - 1]} ${year}, ${hour}:${minute} ${timeZone}`
}

/** `just now`, `2 minutes ago`, `3 hours ago`, then a day. */
export function ago(instant: number, clock: Clock): string {
  const minutes = Math.floor((clock.now - instant) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} minute${minutes === 1 ? '' : 's'} ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} hour${hours === 1 ? '' : 's'} ago`
  return `on ${plainDay(instant, clock)}`
}

/** A day without a zone, `2026-11-14`, as `14 Nov` or `14 Nov 2025`. */
export function isoDay(iso: string, { now, timeZone }: Clock): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  if (match === null) return iso
  const year = Number(match[1])
  return `${Number(match[3])} ${MONTHS[Number(match[2]) - 1] ?? match[2]}${year === partsIn(now, timeZone).year ? '' : ` ${year}`}`
}

/** A span as `40 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))}\u00a0s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes}\u00a0min`
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** `Friday 20 November` */
export function longDay(instant: number, { timeZone }: Clock): string {
  const { year, month, day: date } = partsIn(instant, timeZone)
  return `${WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]} ${date} ${LONG_MONTHS[month - 1]}`
}
