/** How many local times a clock change skipped or doubled. */
export interface ClockTally {
  skipped: number
  doubled: number
}

export interface Zone {
  readonly name: string
  /**
   * UTC milliseconds of a local time, given as if it were UTC. A time that a clock change skips is moved forward by the
   * gap; of a time that happens twice the earlier is taken; both are counted.
   */
  toUtc(local: number, tally: ClockTally): number
}

interface Span {
  /** First and past-the-end UTC milliseconds in which the offset holds. */
  readonly start: number
  readonly end: number
  /** Local time minus UTC, milliseconds. */
  readonly offset: number
}

const day = 86_400_000

/** A zone of the IANA database by `Intl`, whose offsets are found once a year of the data and then kept. Throws RangeError for an unknown name. */
export function createZone(name: string): Zone {
  const offsetAt = offsetReader(name)
  const years = new Map<number, readonly Span[]>()
  let last: Span = { start: 0, end: 0, offset: 0 }
  return {
    name,
    toUtc: (local, tally) => {
      const quick = local - last.offset
      if (quick >= last.start + day && quick < last.end - day) return quick
      const year = new Date(local).getUTCFullYear()
      let spans = years.get(year)
      if (spans === undefined) years.set(year, (spans = spansOf(year, offsetAt)))
      const fitting = spans.filter((span) => local - span.offset >= span.start && local - span.offset < span.end)
      const [first, second] = fitting
      if (first === undefined) {
        tally.skipped += 1
        const before = spans.findLast((span) => local - span.offset >= span.end) ?? last
        return local - before.offset
      }
      if (second !== undefined) tally.doubled += 1
      last = first
      return local - first.offset
    },
  }
}

/** The stretches of one offset in a year and two days around it, in order. */
function spansOf(year: number, offsetAt: (utc: number) => number): Span[] {
  const from = Date.UTC(year, 0, 1) - 2 * day
  const to = Date.UTC(year + 1, 0, 1) + 2 * day
  const spans: Span[] = []
  let start = from
  let offset = offsetAt(from)
  for (let low = from; low < to; low += 7 * day) {
    const high = Math.min(low + 7 * day, to)
    const next = offsetAt(high)
    if (next === offset) continue
    const change = bisect(low, high, offset, offsetAt)
    spans.push({ start, end: change, offset })
    start = change
    offset = next
  }
  return [...spans, { start, end: to, offset }]
}

/** The first second whose offset differs. */
function bisect(low: number, high: number, offset: number, offsetAt: (utc: number) => number): number {
  let [same, other] = [low, high]
  while (other - same > 1000) {
    const middle = Math.floor((same + other) / 2000) * 1000
    if (offsetAt(middle) === offset) same = middle
    else other = middle
  }
  return other
}

function offsetReader(name: string): (utc: number) => number {
  if (name === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  return (utc) => {
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
    for (const { type, value } of format.formatToParts(utc)) part[type] = value
    const year = part.era?.startsWith('B') === true ? 1 - Number(part.year) : Number(part.year)
    const local = new Date(0)
    local.setUTCFullYear(year, Number(part.month) - 1, Number(part.day))
    local.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
    return local.getTime() - Math.floor(utc / 1000) * 1000
  }
}
