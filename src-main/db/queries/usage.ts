import type { Usage } from '#shared/contract/model-retrain'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { monthStarts } from '../features/calendar.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

interface Moment {
  readonly now: number
  readonly timeZone: string
}

/** Months that are shown. */
const MONTHS = 12

/** Records scored in each of the last twelve months, the running one last. */
export function readUsage(db: ReadDb, { now, timeZone }: Moment): Usage {
  const counted = new Map(db.prepare<{ entity: string; month: string; records: number }>('SELECT entity, month, records FROM usage_month').all().map(({ entity, month, records }) => [`${entity} ${month}`, records]))
  const of = (entity: ScoredEntity, month: string): number => counted.get(`${entity} ${month}`) ?? 0
  return { months: monthStarts(now, MONTHS, timeZone).map(({ month }) => ({ month, lead: of('lead', month), opportunity: of('opportunity', month) })) }
}

/** Counts the records that are scored for the first time this month; `before` says when each had its score, null for none. */
export function countUsage(db: WriteDb, entity: ScoredEntity, before: readonly (number | null)[], { now, timeZone }: Moment): void {
  const [running] = monthStarts(now, 1, timeZone)
  if (running === undefined) return
  const fresh = before.filter((at) => at === null || at < running.start).length
  if (fresh === 0) return
  db.prepare('INSERT INTO usage_month (entity, month, records) VALUES (?, ?, ?) ON CONFLICT (entity, month) DO UPDATE SET records = records + excluded.records').run(entity, running.month, fresh)
}
