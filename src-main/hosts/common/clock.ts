import { Problem } from '#main/db/errors'
import type { Clock } from '#main/ports/host'

/** The machine's clock, or one that stands still at the given ISO 8601 moment; a moment without an offset is UTC. Throws `Problem` when it cannot be read. */
export function createClock(nowIso: string | undefined): Clock {
  if (nowIso === undefined) return { now: () => Date.now() }
  const shape = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/
  const zoned = /T.*(Z|[+-]\d{2}:\d{2})$/.test(nowIso) || !nowIso.includes('T') ? nowIso : `${nowIso}Z`
  const frozen = shape.test(nowIso) && dayExists(nowIso.slice(0, 10)) ? Date.parse(zoned) : Number.NaN
  if (Number.isNaN(frozen)) {
    throw new Problem('BAD_INPUT', `--now must be a date or a moment such as 2026-03-31 or 2026-03-31T09:00:00Z, not "${nowIso}".`, 'now')
  }
  return { now: () => frozen }
}

/** A day such as 2026-02-30 would be read as one of March. */
function dayExists(day: string): boolean {
  const read = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(read) && new Date(read).toISOString().startsWith(day)
}
