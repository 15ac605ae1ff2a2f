import { sql } from 'kysely'
import { createRandom, deriveSeed } from '#shared/lib/random'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { monthsBefore } from './calendar.ts'
import type { Population } from './population.ts'

const HOUR = 3_600_000

interface Closed {
  readonly ids: Float64Array
  readonly created: Float64Array
  readonly closedAt: Float64Array
  readonly now: number
  readonly timeZone: string
  readonly seed: number
}

/**
 * The moment at which each closed record is seen: its creation plus an age drawn from the ages of the open records
 * that are under its own duration, so that it was still open and as old as what will be scored. The draw is seeded by
 * the record alone. A record that closed too fast for any such age is seen an hour before closing, or halfway.
 */
export function landmarks(db: ReadDb, population: Population, closed: Closed): Float64Array {
  const { ids, created, closedAt, now, timeZone, seed } = closed
  const open = allRows<{ at: number }>(db, sql`SELECT r.created_at AS at FROM ${sql.id(population.entity)} r WHERE ${population.isOpen} AND r.created_at BETWEEN ${monthsBefore(now, 24, timeZone)} AND ${now} AND ${population.belongs}`)
  const ages = Float64Array.from(open, ({ at }) => now - at).sort()
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
