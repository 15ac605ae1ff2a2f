import { sql } from 'kysely'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { Problem } from '../errors.ts'
import { trainingSamples, type SampleOptions } from '../features/training-samples.ts'
import type { ReadDb } from '../handles.ts'
import { compiled } from '../queries/filters-sql.ts'

/** Closed leads, each with a moment at which it was open; arrays have one entry a lead. */
export interface OpenMoments {
  /** Record ids, ascending. */
  readonly ids: Float64Array
  /** UTC milliseconds. */
  readonly at: Float64Array
  /** 1 qualified, 0 disqualified. */
  readonly outcome: Uint8Array
  /** Closed leads of the window, of which these are a seeded draw where there are more than `MOST_JUDGED`. */
  readonly closed: number
}

/** Leads that are judged at most; their figures are exact to half a percentage point. */
export const MOST_JUDGED = 50_000
/** Moments are set back to the last whole day, hour or minute (UTC) at which the lead was there already, so that many leads share one. */
const STEPS = [86_400_000, 3_600_000, 60_000] as const

/** The leads that the trainer would learn from, at the moments from which it would see them, set back to shared ones. Throws `NOT_ENOUGH_DATA` where creation or closing times are missing. */
export function openMoments(db: ReadDb, options: SampleOptions, most = MOST_JUDGED): OpenMoments {
  const samples = trainingSamples(db, 'lead', options)
  if (!samples.timesUsable) throw new Problem('NOT_ENOUGH_DATA', 'Creation or closing times of closed leads are missing, so that nobody can tell when they were open. Import the leads with both times.')
  const chosen = drawn(samples.ids, most, options.seed)
  const created = createdAt(db, samples.ids)
  const at = Float64Array.from(chosen, (row) => setBack(samples.asOf[row]!, created.get(samples.ids[row]!) ?? Number.NaN))
  return { ids: Float64Array.from(chosen, (row) => samples.ids[row]!), at, outcome: Uint8Array.from(chosen, (row) => samples.outcome[row]!), closed: samples.ids.length + samples.leftOut }
}

/** Rows of at most so many ids, by a seeded number of each, in the order of the ids. */
function drawn(ids: Float64Array, most: number, seed: number): number[] {
  const rows = Array.from(ids, (_id, row) => row)
  if (rows.length <= most) return rows
  const lot = Float64Array.from(ids, (id) => createRandom(deriveSeed(seed, 'judged', id)).next())
  return rows.sort((one, other) => lot[one]! - lot[other]! || one - other).slice(0, most).sort((one, other) => one - other)
}

function setBack(moment: number, created: number): number {
  for (const step of STEPS) {
    const earlier = Math.floor(moment / step) * step
    if (earlier >= created) return earlier
  }
  return moment
}

function createdAt(db: ReadDb, ids: Float64Array): Map<number, number> {
  const { text, parameters } = compiled(sql`SELECT l.id, l.created_at FROM json_each(${JSON.stringify([...ids])}) i CROSS JOIN lead l WHERE l.id = i.value`)
  return new Map(db.prepare(text).values(...parameters).map(([id, created]) => [Number(id), Number(created)]))
}
