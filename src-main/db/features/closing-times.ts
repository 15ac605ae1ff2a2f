import { sql } from 'kysely'
import type { ReadDb } from '../handles.ts'
import { countRows, firstRow, type Sql } from '../queries/filters-sql.ts'
import type { Population } from './population.ts'

/** Share of missing (or all alike) times above which no moment can be told. */
const MOST_MISSING = 0.05

export interface ClosingTimes {
  readonly closed: number
  /** Closed records without a creation or a closing time, or closed before they were created. */
  readonly missing: number
  readonly usable: boolean
}

/** Whether the closed records' times can carry snapshots: at most 5 % missing, and not all alike. */
export function closingTimes(db: ReadDb, population: Population): ClosingTimes {
  const records = sql`(SELECT r.created_at, ${population.closedAt} AS closed_at FROM ${sql.id(population.entity)} r WHERE ${population.isClosed} AND ${population.belongs})`
  const totals = firstRow<{ closed: number; missing: number | null }>(db, sql`SELECT count(*) AS closed, sum(created_at IS NULL OR closed_at IS NULL OR closed_at < created_at) AS missing FROM ${records}`)
  const closed = totals?.closed ?? 0
  const missing = totals?.missing ?? 0
  if (closed === 0) return { closed, missing, usable: true }
  const alike = closed >= 20 && Math.max(mostAlike(db, records, 'created_at'), mostAlike(db, records, 'closed_at')) > (1 - MOST_MISSING) * (closed - missing)
  return { closed, missing, usable: missing <= MOST_MISSING * closed && !alike }
}

/** Records that share the most frequent time. */
function mostAlike(db: ReadDb, records: Sql, column: 'created_at' | 'closed_at'): number {
  return countRows(db, sql`SELECT count(*) AS n FROM ${records} WHERE ${sql.id(column)} IS NOT NULL GROUP BY ${sql.id(column)} ORDER BY n DESC LIMIT 1`)
}
