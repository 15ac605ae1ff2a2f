import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'

/** Share of missing (or all alike) times above which no moment can be told. */
const MOST_MISSING = 0.05

export interface ClosingTimes {
  readonly closed: number
  /** Closed records without a creation or a closing time, or closed before they were created. */
  readonly missing: number
  readonly usable: boolean
}

const totalsSql = (table: ScoredEntity): string =>
  `SELECT count(*) AS closed, sum(created_at IS NULL OR closed_at IS NULL OR closed_at < created_at) AS missing FROM ${table} WHERE state <> 'open'`
const alikeSql = (table: ScoredEntity, column: 'created_at' | 'closed_at'): string =>
  `SELECT count(*) AS n FROM ${table} WHERE state <> 'open' AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY n DESC LIMIT 1`

const statements = {
  lead: { totals: totalsSql('lead'), created: alikeSql('lead', 'created_at'), closed: alikeSql('lead', 'closed_at') },
  opportunity: { totals: totalsSql('opportunity'), created: alikeSql('opportunity', 'created_at'), closed: alikeSql('opportunity', 'closed_at') },
} as const

/** Whether the closed records' times can carry snapshots: at most 5 % missing, and not all alike. */
export function closingTimes(db: ReadDb, entity: ScoredEntity): ClosingTimes {
  const sql = statements[entity]
  const totals = db.prepare<{ closed: number; missing: number | null }>(sql.totals).get()
  const closed = totals?.closed ?? 0
  const missing = totals?.missing ?? 0
  if (closed === 0) return { closed, missing, usable: true }
  const most = Math.max(db.prepare<{ n: number }>(sql.created).get()?.n ?? 0, db.prepare<{ n: number }>(sql.closed).get()?.n ?? 0)
  const alike = closed >= 20 && most > (1 - MOST_MISSING) * (closed - missing)
  return { closed, missing, usable: missing <= MOST_MISSING * closed && !alike }
}
