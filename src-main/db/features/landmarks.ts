import type { ScoredEntity } from '#shared/domain/catalog/types'
import { createRandom, deriveSeed } from '#shared/lib/random'
import type { ReadDb } from '../handles.ts'
import { monthsBefore } from './calendar.ts'

const HOUR = 3_600_000

interface Closed {
  readonly ids: Float64Array
  readonly created: Float64Array
  readonly closedAt: Float64Array
  readonly now: number
  readonly timeZone: string
  readonly seed: number
}

const openSql: Record<ScoredEntity, string> = {
  lead: "SELECT created_at FROM lead WHERE state = 'open' AND created_at BETWEEN ? AND ?",
  opportunity: "SELECT created_at FROM opportunity WHERE state = 'open' AND created_at BETWEEN ? AND ?",
}

/**
 * The moment at which each closed record is seen: its creation plus an age drawn from the ages of the open records
 * that are under its own duration, so that it was still open and as old as what will be scored. The draw is seeded by
 * the record alone. A record that closed too fast for any such age is seen an hour before closing, or halfway.
 */
export function landmarks(db: ReadDb, entity: ScoredEntity, closed: Closed): Float64Array {
  const { ids, created, closedAt, now, timeZone, seed } = closed
  const ages = Float64Array.from(db.prepare(openSql[entity]).values(monthsBefore(now, 24, timeZone), now), ([time]) => now - (time as number)).sort()
  return ids.map((id, row) => {
    const duration = closedAt[row]! - created[row]!
    const share = createRandom(deriveSeed(seed, 'landmark', id)).next()
    if (ages.length === 0) return Math.round(created[row]! + share * Math.max(0, duration - 1))
    const fitting = countBelow(ages, duration)
    if (fitting === 0) return Math.round(closedAt[row]! - Math.min(HOUR, duration / 2))
    return created[row]! + ages[Math.floor(share * fitting)]!
  })
}

/** How many of the ascending values are below the limit. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
