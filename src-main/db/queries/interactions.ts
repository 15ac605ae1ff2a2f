import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'

export interface InteractionView {
  readonly id: number
  readonly type: string
  readonly occurredAt: number
  readonly asset: string | null
  readonly journey: string | null
  readonly channel: string | null
  readonly url: string | null
}

/** Which interactions belong to a record; each statement takes the record's id. */
const belonging: Readonly<Record<string, string>> = {
  lead: 'n.lead_id = ?',
  opportunity: 'n.opportunity_id = ?',
  contact: 'n.contact_id = ?',
  account: 'n.contact_id IN (SELECT id FROM contact WHERE account_id = ?)',
}

/** Interactions of a record up to now, newest first, with their number; an interaction of a lead and its contact is one. */
export function readInteractions(db: ReadDb, input: { table: string; id: number; limit: number }, context: { now: number }): { total: number; items: InteractionView[] } {
  const condition = Object.hasOwn(belonging, input.table) ? belonging[input.table] : undefined
  if (condition === undefined) throw new Problem('BAD_INPUT', `Only leads, opportunities, contacts and accounts have interactions; "${input.table}" has none.`, 'table')
  const where = `FROM interaction n WHERE ${condition} AND n.occurred_at <= ?`
  const total = db.prepare<{ n: number }>(`SELECT count(*) AS n ${where}`).get(input.id, context.now)?.n ?? 0
  const items = db
    .prepare<InteractionView>(
      `SELECT n.id, n.type, n.occurred_at AS occurredAt, n.asset, n.journey, n.channel, n.url ${where} ORDER BY n.occurred_at DESC, n.id DESC LIMIT ?`,
    )
    .all(input.id, context.now, input.limit)
  return { total, items }
}
