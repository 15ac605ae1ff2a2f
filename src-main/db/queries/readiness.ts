import { sql } from 'kysely'
import { WINDOWS, type Readiness } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { monthsBefore, monthStarts } from '../features/calendar.ts'
import { closingTimes } from '../features/closing-times.ts'
import { MINIMUM } from '../features/outcomes.ts'
import { stageReadiness } from '../features/require-stages.ts'
import { populationOf, type Population, type PopulationConfig } from '../features/population.ts'
import type { ReadDb } from '../handles.ts'
import { allRows, countRows, firstRow, type Sql } from './filters-sql.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

const MONTHS = 24

/** Number of the first of the ascending bounds that is above the value; their count when none is. */
const bucketSql = (column: Sql, bounds: readonly number[]): Sql => sql`CASE ${sql.join(bounds.map((bound, index) => sql`WHEN ${column} < ${bound} THEN ${sql.lit(index)}`), sql` `)} ELSE ${sql.lit(bounds.length)} END`

/** Closed records of the population with their outcome and times. */
const closedSql = (population: Population): Sql =>
  sql`(SELECT ${population.outcome} AS outcome, r.created_at, ${population.closedAt} AS closed_at FROM ${sql.id(population.entity)} r WHERE ${population.isClosed} AND ${population.belongs})`
const usableSql = (now: number): Sql => sql`created_at IS NOT NULL AND closed_at >= created_at AND closed_at <= ${now}`

interface Counted {
  outcome: number
  bucket: number
  n: number
}

/** How many closed records each window holds against the minimum, and what the counts leave out. */
export function readReadiness(db: ReadDb, input: PopulationConfig & { entity: ScoredEntity }, { now, timeZone }: Caller): Readiness {
  const { entity } = input
  const population = populationOf(db, entity, input)
  const closed = closedSql(population)
  const times = closingTimes(db, population)
  // Bounds ascend while windows shrink: the last bound is the youngest window's.
  const bounds = WINDOWS.toReversed().map((months) => monthsBefore(now, months, timeZone))
  const counted = times.usable
    ? allRows<Counted>(db, sql`SELECT outcome, ${bucketSql(sql`created_at`, bounds)} AS bucket, count(*) AS n FROM ${closed} WHERE ${usableSql(now)} GROUP BY 1, 2`)
    : allRows<Counted>(db, sql`SELECT outcome, 0 AS bucket, count(*) AS n FROM ${closed} GROUP BY 1`)
  const inWindow = (outcome: number, firstBucket: number): number =>
    counted.reduce((sum, row) => sum + (row.outcome === outcome && (!times.usable || row.bucket >= firstBucket) ? row.n : 0), 0)
  const windows = WINDOWS.map((months, index) => {
    const firstBucket = WINDOWS.length - index
    const positive = inWindow(1, firstBucket)
    const negative = inWindow(0, firstBucket)
    return { months, since: bounds[WINDOWS.length - 1 - index] ?? now, positive, negative, enough: positive >= MINIMUM && negative >= MINIMUM }
  })
  const filtered = filteredCounts(db, population)
  const leftOut = [
    { reason: 'Creation or closing time is missing or out of order', count: times.usable ? times.missing : 0 },
    { reason: `Created more than ${WINDOWS.at(-1)} months ago`, count: times.usable ? inWindow(1, 0) + inWindow(0, 0) - (windows.at(-1)?.positive ?? 0) - (windows.at(-1)?.negative ?? 0) : 0 },
    { reason: 'Closed after now', count: times.usable ? countRows(db, sql`SELECT count(*) AS n FROM ${closed} WHERE closed_at >= created_at AND closed_at > ${now}`) : 0 },
    { reason: 'Abandoned the chosen process', count: (input.processId ?? null) === null ? 0 : countRows(db, sql`SELECT count(*) AS n FROM ${sql.id(entity)} r WHERE ${population.isClosed} AND ${population.passesFilter} AND NOT (${population.notAbandoned})`) },
    { reason: 'Do not pass the filter', count: filtered.ofClosed - filtered.closed },
  ].filter(({ count }) => count > 0)
  return {
    entity,
    positiveLabel: population.positiveLabel,
    negativeLabel: population.negativeLabel,
    minimum: MINIMUM,
    windows,
    byMonth: byMonth(db, closed, { now, timeZone }),
    open: filtered.open,
    leftOut,
    timesUsable: times.usable,
    filtered,
    processes: db.prepare<{ id: number; name: string }>('SELECT id, name FROM process WHERE entity = ? ORDER BY name, id').all(entity),
    perStage: stageReadiness(db, entity, input, WINDOWS, { now, timeZone }),
  }
}

/** Closed and open records, all of them and those that pass the filter. */
function filteredCounts(db: ReadDb, { entity, isClosed, isOpen, passesFilter, belongs }: Population): Readiness['filtered'] {
  const row = firstRow<{ closed: number | null; ofClosed: number | null; open: number | null; ofOpen: number | null }>(
    db,
    sql`SELECT sum(${isClosed} AND ${passesFilter}) AS closed, sum(${isClosed}) AS ofClosed, sum(${isOpen} AND ${belongs}) AS open, sum(${isOpen}) AS ofOpen FROM ${sql.id(entity)} r`,
  )
  return { closed: row?.closed ?? 0, ofClosed: row?.ofClosed ?? 0, open: row?.open ?? 0, ofOpen: row?.ofOpen ?? 0 }
}

/** Records created and closed in the last 24 months, by the calendar month of closing. */
function byMonth(db: ReadDb, closed: Sql, { now, timeZone }: Caller): Readiness['byMonth'] {
  const months = monthStarts(now, MONTHS, timeZone)
  const rows = allRows<Counted>(db, sql`SELECT outcome, ${bucketSql(sql`closed_at`, months.map(({ start }) => start))} AS bucket, count(*) AS n FROM ${closed} WHERE ${usableSql(now)} AND created_at >= ${monthsBefore(now, MONTHS, timeZone)} GROUP BY 1, 2`)
  const count = (outcome: number, bucket: number): number => rows.find((row) => row.outcome === outcome && row.bucket === bucket)?.n ?? 0
  return months.map(({ month }, index) => ({ month, positive: count(1, index + 1), negative: count(0, index + 1) }))
}
