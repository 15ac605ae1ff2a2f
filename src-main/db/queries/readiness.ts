import { WINDOWS, type Readiness } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { monthsBefore, monthStarts } from '../features/calendar.ts'
import { closingTimes } from '../features/closing-times.ts'
import { MINIMUM, OUTCOMES } from '../features/outcomes.ts'
import { notAbandoned } from '../features/training-samples.ts'
import type { ReadDb } from '../handles.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

const MONTHS = 24

/** Number of the first of `count` ascending bounds that is above the value, as a SQL expression with one parameter a bound. */
const bucketSql = (column: string, count: number): string => `CASE ${Array.from({ length: count }, (_unused, index) => `WHEN ${column} < ? THEN ${index}`).join(' ')} ELSE ${count} END`

const usable = 'r.created_at IS NOT NULL AND r.closed_at >= r.created_at AND r.closed_at <= ?'
const statementsOf = (table: ScoredEntity) =>
  ({
    windows: `SELECT r.state, ${bucketSql('r.created_at', WINDOWS.length)} AS bucket, count(*) AS n FROM ${table} r WHERE r.state <> 'open' AND ${usable} AND ${notAbandoned[table]} GROUP BY 1, 2`,
    plain: `SELECT r.state, 0 AS bucket, count(*) AS n FROM ${table} r WHERE r.state <> 'open' AND ${notAbandoned[table]} GROUP BY 1`,
    months: `SELECT r.state, ${bucketSql('r.closed_at', MONTHS)} AS bucket, count(*) AS n FROM ${table} r WHERE r.state <> 'open' AND ${usable} AND r.created_at >= ? AND ${notAbandoned[table]} GROUP BY 1, 2`,
    open: `SELECT count(*) AS n FROM ${table} WHERE state = 'open'`,
    abandoned: `SELECT count(*) AS n FROM ${table} r WHERE r.state <> 'open' AND NOT (${notAbandoned[table]})`,
    later: `SELECT count(*) AS n FROM ${table} WHERE state <> 'open' AND closed_at >= created_at AND closed_at > ?`,
  }) as const
const statements = { lead: statementsOf('lead'), opportunity: statementsOf('opportunity') } as const

interface Counted {
  state: string
  bucket: number
  n: number
}

/** How many closed records each window holds against the minimum, and what the counts leave out. */
export function readReadiness(db: ReadDb, input: { entity: ScoredEntity; processId: number | null }, { now, timeZone }: Caller): Readiness {
  const { entity, processId } = input
  const sql = statements[entity]
  const words = OUTCOMES[entity]
  const times = closingTimes(db, entity)
  const n = (text: string, ...values: (number | null)[]): number => db.prepare<{ n: number }>(text).get(...values)?.n ?? 0
  // Bounds ascend while windows shrink: the last bound is the youngest window's.
  const bounds = WINDOWS.toReversed().map((months) => monthsBefore(now, months, timeZone))
  const counted = times.usable ? db.prepare<Counted>(sql.windows).all(...bounds, now, processId) : db.prepare<Counted>(sql.plain).all(processId)
  const inWindow = (state: string, firstBucket: number): number =>
    counted.reduce((sum, row) => sum + (row.state === state && (!times.usable || row.bucket >= firstBucket) ? row.n : 0), 0)
  const windows = WINDOWS.map((months, index) => {
    const firstBucket = WINDOWS.length - index
    const positive = inWindow(words.positive, firstBucket)
    const negative = inWindow(words.negative, firstBucket)
    return { months, since: bounds[WINDOWS.length - 1 - index] ?? now, positive, negative, enough: positive >= MINIMUM && negative >= MINIMUM }
  })
  const leftOut = [
    { reason: 'Creation or closing time is missing or out of order', count: times.usable ? times.missing : 0 },
    { reason: `Created more than ${WINDOWS.at(-1)} months ago`, count: times.usable ? inWindow(words.positive, 0) + inWindow(words.negative, 0) - (windows.at(-1)?.positive ?? 0) - (windows.at(-1)?.negative ?? 0) : 0 },
    { reason: 'Closed after now', count: times.usable ? n(sql.later, now) : 0 },
    { reason: 'Abandoned the chosen process', count: processId === null ? 0 : n(sql.abandoned, processId) },
  ].filter(({ count }) => count > 0)
  return {
    entity,
    positiveLabel: words.positiveLabel,
    negativeLabel: words.negativeLabel,
    minimum: MINIMUM,
    windows,
    byMonth: byMonth(db, entity, { now, timeZone, processId }),
    open: n(sql.open),
    leftOut,
    timesUsable: times.usable,
    processes: db.prepare<{ id: number; name: string }>('SELECT id, name FROM process WHERE entity = ? ORDER BY name, id').all(entity),
  }
}

/** Records created and closed in the last 24 months, by the calendar month of closing. */
function byMonth(db: ReadDb, entity: ScoredEntity, { now, timeZone, processId }: Caller & { processId: number | null }): Readiness['byMonth'] {
  const months = monthStarts(now, MONTHS, timeZone)
  const words = OUTCOMES[entity]
  const rows = db.prepare<Counted>(statements[entity].months).all(...months.map(({ start }) => start), now, monthsBefore(now, MONTHS, timeZone), processId)
  const count = (state: string, bucket: number): number => rows.find((row) => row.state === state && row.bucket === bucket)?.n ?? 0
  return months.map(({ month }, index) => ({ month, positive: count(words.positive, index + 1), negative: count(words.negative, index + 1) }))
}
