import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb, SqlValue } from '../handles.ts'
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

/** The closed records of a window; all arrays have one entry a record. */
export interface ClosedRecords {
  /** Record ids, ascending. */
  readonly ids: Float64Array
  /** 1 qualified or won, 0 otherwise. */
  readonly outcome: Uint8Array
  /** Creation and closing, UTC milliseconds, NaN when unknown. */
  readonly createdAt: Float64Array
  readonly closedAt: Float64Array
  /** false: plain rows as they are now, without anything that depends on a moment. */
  readonly timesUsable: boolean
}

/** Closed records as a model may see them: each once, as of a moment at which it was still open. */
export interface TrainingSamples extends ClosedRecords, Samples {
  readonly ids: Float64Array
  readonly positives: number
  readonly negatives: number
  /** Closed records of the window that were not open at the ages of open ones. */
  readonly leftOut: number
}

/** The closed records `c` of a population with id, outcome, created_at and closed_at, in the window where one is given; belongs after FROM. */
export function closedSql({ entity, outcome, closedAt, isClosed, belongs }: Population, window: { readonly now: number; readonly since: number } | null): Sql {
  const inWindow = window === null ? sql`` : sql` AND c.created_at >= ${window.since} AND c.closed_at <= ${window.now} AND c.closed_at >= c.created_at`
  return sql`(SELECT r.id, ${outcome} AS outcome, r.created_at, ${closedAt} AS closed_at FROM ${sql.id(entity)} r WHERE ${isClosed} AND ${belongs}) c WHERE 1${inWindow}`
}

/** The closed records of a window. Without usable times every closed record counts, whatever the window. */
export function closedRecords(db: ReadDb, entity: ScoredEntity, options: SampleOptions): ClosedRecords {
  const { now, timeZone, windowMonths } = options
  const population = populationOf(db, entity, options)
  const timesUsable = closingTimes(db, population).usable
  const { text, parameters } = compiled(sql`SELECT c.id, c.outcome, c.created_at, c.closed_at FROM ${closedSql(population, timesUsable ? { now, since: monthsBefore(now, windowMonths, timeZone) } : null)} ORDER BY c.id`)
  const rows = db.prepare(text).values(...parameters)
  const time = (value: SqlValue | undefined): number => (typeof value === 'number' ? value : Number.NaN)
  return {
    ids: Float64Array.from(rows, ([id]) => Number(id)),
    outcome: Uint8Array.from(rows, ([, outcome]) => (outcome === 1 ? 1 : 0)),
    createdAt: Float64Array.from(rows, ([, , created]) => time(created)),
    closedAt: Float64Array.from(rows, ([, , , closed]) => time(closed)),
    timesUsable,
  }
}

/** The training records of a window: those of its closed records that were open at an age that open records have. */
export function trainingSamples(db: ReadDb, entity: ScoredEntity, options: SampleOptions): TrainingSamples {
  const closed = closedRecords(db, entity, options)
  const { now, timeZone, windowMonths, seed } = options
  if (!closed.timesUsable) return samplesAt(closed, Int32Array.from(closed.ids, (_id, row) => row), new Float64Array(closed.ids.length).fill(Number.NaN))
  const { rows, asOf } = landmarks(db, populationOf(db, entity, options), closed, { now, since: monthsBefore(now, windowMonths, timeZone), timeZone, seed })
  return { ...samplesAt(closed, rows, asOf), leftOut: closed.ids.length - rows.length }
}

/** The records at the given places, which ascend, each as of its moment. */
export function samplesAt(closed: ClosedRecords, rows: Int32Array, asOf: Float64Array): TrainingSamples {
  const outcome = Uint8Array.from(rows, (row) => closed.outcome[row]!)
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!)
  return {
    ids: pick(closed.ids), asOf, outcome, createdAt: pick(closed.createdAt), closedAt: pick(closed.closedAt),
    positives, negatives: rows.length - positives, leftOut: 0, timesUsable: closed.timesUsable,
  }
}
