import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { compiled, type Sql } from '../queries/filters-sql.ts'
import type { Samples } from './attribute-spec.ts'
import { monthsBefore } from './calendar.ts'
import { closingTimes } from './closing-times.ts'
import { landmarks } from './landmarks.ts'
import { populationOf, type Population, type PopulationConfig } from './population.ts'

export interface SampleOptions extends PopulationConfig {
  readonly now: number
  readonly timeZone: string
  readonly windowMonths: number
  readonly seed: number
}

/** Closed records as a model may see them: each once, as of a moment at which it was still open. */
export interface TrainingSamples extends Samples {
  /** 1 qualified or won, 0 otherwise; same length as `ids`. */
  readonly outcome: Uint8Array
  /** Creation and closing, UTC milliseconds, NaN when unknown. */
  readonly createdAt: Float64Array
  readonly closedAt: Float64Array
  readonly positives: number
  readonly negatives: number
  /** false: plain rows as they are now, without anything that depends on a moment. */
  readonly timesUsable: boolean
}

/** The closed records `c` of a population with id, outcome, created_at and closed_at, in the window where one is given; belongs after FROM. */
export function closedSql({ entity, outcome, closedAt, isClosed, belongs }: Population, window: { readonly now: number; readonly since: number } | null): Sql {
  const inWindow = window === null ? sql`` : sql` AND c.created_at >= ${window.since} AND c.closed_at <= ${window.now} AND c.closed_at >= c.created_at`
  return sql`(SELECT r.id, ${outcome} AS outcome, r.created_at, ${closedAt} AS closed_at FROM ${sql.id(entity)} r WHERE ${isClosed} AND ${belongs}) c WHERE 1${inWindow}`
}

/** The training records of a window. Without usable times every closed record counts, whatever the window. */
export function trainingSamples(db: ReadDb, entity: ScoredEntity, options: SampleOptions): TrainingSamples {
  const { now, timeZone, windowMonths, seed } = options
  const population = populationOf(db, entity, options)
  const timesUsable = closingTimes(db, population).usable
  const { text, parameters } = compiled(sql`SELECT c.id, c.outcome, c.created_at, c.closed_at FROM ${closedSql(population, timesUsable ? { now, since: monthsBefore(now, windowMonths, timeZone) } : null)} ORDER BY c.id`)
  const rows = db.prepare(text).values(...parameters)
  const ids = new Float64Array(rows.length)
  const created = new Float64Array(rows.length)
  const closedAt = new Float64Array(rows.length)
  const outcome = new Uint8Array(rows.length)
  let positives = 0
  rows.forEach(([id, ended, createdAt, closed], row) => {
    ids[row] = id as number
    created[row] = createdAt === null ? Number.NaN : (createdAt as number)
    closedAt[row] = closed === null ? Number.NaN : (closed as number)
    outcome[row] = ended === 1 ? 1 : 0
    positives += outcome[row] ?? 0
  })
  const asOf = timesUsable ? landmarks(db, population, { ids, created, closedAt, now, timeZone, seed }) : new Float64Array(rows.length).fill(Number.NaN)
  return { ids, asOf, outcome, createdAt: created, closedAt, positives, negatives: rows.length - positives, timesUsable }
}
