import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import type { Samples } from './attribute-spec.ts'
import { monthsBefore } from './calendar.ts'
import { closingTimes } from './closing-times.ts'
import { landmarks } from './landmarks.ts'
import { OUTCOMES } from './outcomes.ts'

export interface SampleOptions {
  readonly now: number
  readonly timeZone: string
  readonly windowMonths: number
  /** Process whose abandoned records are left out; null for none. */
  readonly processId: number | null
  readonly seed: number
}

/** Closed records as a model may see them: each once, as of a moment at which it was still open. */
export interface TrainingSamples extends Samples {
  /** 1 qualified or won, 0 otherwise; same length as `ids`. */
  readonly outcome: Uint8Array
  /** UTC milliseconds, NaN when unknown. */
  readonly closedAt: Float64Array
  readonly positives: number
  readonly negatives: number
  /** false: plain rows as they are now, without anything that depends on a moment. */
  readonly timesUsable: boolean
}

/** SQL condition on `r`, true for records whose run of the process was not abandoned; one parameter, null for no process. */
export const notAbandoned: Record<ScoredEntity, string> = {
  lead: "NOT EXISTS (SELECT 1 FROM process_run p WHERE p.lead_id = r.id AND p.process_id = ? AND p.status = 'abandoned')",
  opportunity: "NOT EXISTS (SELECT 1 FROM process_run p WHERE p.opportunity_id = r.id AND p.process_id = ? AND p.status = 'abandoned')",
}

const closedSql = (table: ScoredEntity, window: string): string =>
  `SELECT r.id, r.state, r.created_at, r.closed_at FROM ${table} r WHERE r.state <> 'open' ${window} AND ${notAbandoned[table]} ORDER BY r.id`
const inWindow = 'AND r.created_at >= ? AND r.closed_at <= ? AND r.closed_at >= r.created_at'
const statements = {
  lead: { timed: closedSql('lead', inWindow), plain: closedSql('lead', '') },
  opportunity: { timed: closedSql('opportunity', inWindow), plain: closedSql('opportunity', '') },
} as const

/** The training records of a window. Without usable times every closed record counts, whatever the window. */
export function trainingSamples(db: ReadDb, entity: ScoredEntity, options: SampleOptions): TrainingSamples {
  const { now, timeZone, windowMonths, processId, seed } = options
  const timesUsable = closingTimes(db, entity).usable
  const rows = timesUsable
    ? db.prepare(statements[entity].timed).values(monthsBefore(now, windowMonths, timeZone), now, processId)
    : db.prepare(statements[entity].plain).values(processId)
  const ids = new Float64Array(rows.length)
  const created = new Float64Array(rows.length)
  const closedAt = new Float64Array(rows.length)
  const outcome = new Uint8Array(rows.length)
  let positives = 0
  rows.forEach(([id, state, createdAt, closed], row) => {
    ids[row] = id as number
    created[row] = createdAt === null ? Number.NaN : (createdAt as number)
    closedAt[row] = closed === null ? Number.NaN : (closed as number)
    outcome[row] = state === OUTCOMES[entity].positive ? 1 : 0
    positives += outcome[row] ?? 0
  })
  const asOf = timesUsable ? landmarks(db, entity, { ids, created, closedAt, now, timeZone, seed }) : new Float64Array(rows.length).fill(Number.NaN)
  return { ids, asOf, outcome, closedAt, positives, negatives: rows.length - positives, timesUsable }
}
