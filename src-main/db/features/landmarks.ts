import { sql } from 'kysely'
import { createRandom, deriveSeed } from '#shared/lib/random'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import { monthsBefore } from './calendar.ts'
import { ageMeasure, endingAges, type AgeMeasure } from './open-ages.ts'
import type { Population } from './population.ts'
import { rateBias } from './rate-bias.ts'

const HOUR = 3_600_000
/** Records that are kept whatever the ages say: this share of all, but no more than so many. */
const LEAST_SHARE = 0.5
const MOST_KEPT_FOR_SHARE = 600
/** Records of either outcome that are kept, where there are so many: what training needs and a quarter more. */
const LEAST_OF_OUTCOME = 50
/** How far the rate of those that are seen at an age may lie on average from that of all that were open then, and what chance adds to it: so much over the root of the records. */
const MOST_OFF = 0.01
const MOST_CHANCE = 0.25
/** Shares of the records that are tried, from all of them downwards. */
const STEPS = 20

/** Closed records with usable times; all arrays have one entry a record. */
interface Closed {
  readonly ids: Float64Array
  /** UTC milliseconds. */
  readonly createdAt: Float64Array
  readonly closedAt: Float64Array
  readonly outcome: Uint8Array
}

interface Options {
  readonly now: number
  /** Start of the window that the closed records were created in, UTC milliseconds. */
  readonly since: number
  readonly timeZone: string
  readonly seed: number
}

/** The closed records that a model learns from, and the moment at which it sees each. */
export interface Landmarks {
  /** Places of the records in the arrays of the closed ones, ascending. */
  readonly rows: Int32Array
  /** UTC milliseconds, one a row. */
  readonly asOf: Float64Array
}

/**
 * One moment each, at which the record was open and as old as open records are. An age drawn to fit each record shows those
 * that close within days again and again at the few ages that they have, so that where quick ones end in another way than
 * slow ones, it teaches that young records end as the quick ones do. A record that is kept only with the probability that it
 * was still open at an age drawn without regard to it makes a fair picture of each age, but of fewer records. So these
 * probabilities grow by a common factor, up to 1 each, as long as the rates at the open records' ages stay what they are
 * among all that were open then; where duration and outcome have nothing to do with each other, all are kept. The draw
 * depends on the seed and the records alone. A record that closed too fast for any age is seen an hour before closing, or
 * halfway.
 */
export function landmarks(db: ReadDb, population: Population, closed: Closed, options: Options): Landmarks {
  const { ids, createdAt, closedAt, outcome } = closed
  const lives = closedAt.map((end, row) => end - createdAt[row]!)
  const ages = measureOf(db, population, lives, options)
  const draws = Array.from(ids, (id) => {
    const random = createRandom(deriveSeed(options.seed, 'landmark', id))
    return { place: random.next(), lot: 1 - random.next() }
  })
  const chances = lives.map((life) => ages.shareBelow(life))
  const bids = chances.map((chance, row) => chance / draws[row]!.lot)
  const least = lowestBid(bids, outcome, rateBias({ lives, outcome, chances }, ages.typical))
  const rows = Int32Array.from(ids, (_id, row) => row).filter((row) => bids[row]! >= least)
  return { rows, asOf: Float64Array.from(rows, (row) => momentOf(createdAt[row]!, lives[row]!, ages.ageBelow(lives[row]!, draws[row]!.place))) }
}

/** How old open records are; without any, how old the closed ones were while they were open. */
function measureOf(db: ReadDb, population: Population, lives: Float64Array, { now, since, timeZone, seed }: Options): AgeMeasure {
  const open = allRows<{ at: number }>(db, sql`SELECT r.created_at AS at FROM ${sql.id(population.entity)} r WHERE ${population.isOpen} AND r.created_at BETWEEN ${monthsBefore(now, 24, timeZone)} AND ${now} AND ${population.belongs}`)
  if (open.length === 0) return ageMeasure(endingAges(lives, seed), null)
  return ageMeasure(Float64Array.from(open, ({ at }) => now - at).sort(), { lives, longest: now - since })
}

/** Bids from which on records are kept: the lowest with fair rates, 1 where these ask for it, less where that would leave too few. */
function lowestBid(bids: Float64Array, outcome: Uint8Array, biasAt: (bid: number) => number): number {
  const ascending = bids.toSorted()
  const of = (wanted: number): Float64Array => bids.filter((_bid, row) => outcome[row] === wanted).sort()
  const enough = Math.min(Math.ceil(LEAST_SHARE * bids.length), MOST_KEPT_FOR_SHARE)
  const highest = Math.min(1, bidOf(ascending, enough), bidOf(of(1), LEAST_OF_OUTCOME), bidOf(of(0), LEAST_OF_OUTCOME))
  const tried = Array.from({ length: STEPS }, (_unused, step) => bidOf(ascending, Math.ceil(((STEPS - step) * bids.length) / STEPS)))
  const mostOff = MOST_OFF + MOST_CHANCE / Math.sqrt(bids.length)
  return tried.find((bid) => bid < highest && biasAt(bid) <= mostOff) ?? highest
}

/** The one of the ascending bids that lets in so many; 0, which lets in all, where there are no more. */
function bidOf(ascending: Float64Array, enough: number): number {
  return ascending.length <= enough ? 0 : ascending[ascending.length - enough]!
}

function momentOf(created: number, life: number, age: number | null): number {
  return age === null ? Math.round(created + life - Math.min(HOUR, life / 2)) : created + age
}
