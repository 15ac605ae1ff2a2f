const WALL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/

function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const part = new Map(format.formatToParts(instant).map((item) => [item.type, Number(item.value)]))
  const at = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - Math.floor(instant / 1000) * 1000
}

/** An instant as the clock on the wall shows it in the zone: `2026-11-14 09:42:00`. */
export function toWall(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 19).replace('T', ' ')
}

/** The instant of a wall time in the zone; a time that a clock change skips is read with the offset before it. Null when it is no time. */
export function fromWall(wall: string, timeZone: string): number | null {
  const match = WALL.exec(wall)
  if (match === null) return null
  const [year, month, date, hour, minute, second] = match.slice(1).map((text) => Number(text ?? 0))
  const utc = Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, hour ?? 0, minute ?? 0, second ?? 0)
  const first = utc - offsetAt(utc, timeZone)
  return utc - offsetAt(first, timeZone)
}
