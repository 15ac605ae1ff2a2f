import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import { movedWith } from '../formulas/moved-records.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { rescoreRecords } from '../scoring/rescore-records.ts'
import { rescoreRulesAfter } from './rule-rescore.ts'

/** Open records that an edit of something else rescores at once; what is beyond waits for the next rescoring. */
const mostRelated = 200

const related: readonly { readonly table: string; readonly entity: ScoredEntity; readonly sql: string }[] = [
  { table: 'account', entity: 'lead', sql: "SELECT id FROM lead WHERE parent_account_id = ? AND state = 'open'" },
  { table: 'account', entity: 'opportunity', sql: "SELECT id FROM opportunity WHERE account_id = ? AND state = 'open'" },
  { table: 'contact', entity: 'lead', sql: "SELECT id FROM lead WHERE parent_contact_id = ? AND state = 'open'" },
  { table: 'interaction', entity: 'lead', sql: 'SELECT lead_id AS id FROM interaction WHERE id = ? AND lead_id IS NOT NULL' },
  { table: 'interaction', entity: 'opportunity', sql: 'SELECT opportunity_id AS id FROM interaction WHERE id = ? AND opportunity_id IS NOT NULL' },
]

/** Rescores the saved record, or the open records whose scores may depend on it, also by calculated columns, then all leads that rule models see through it. */
export function rescoreAfter(db: WriteDb, table: string, id: number, context: { readonly now: number; readonly userId: number; readonly timeZone: string }): void {
  const own = SCORED_ENTITIES.find((entity) => entity === table)
  if (own !== undefined) rescoreRecords(db, own, [id], context)
  rescoreRelated(db, table, id, context)
  for (const [other, ids] of movedWith(db, table, id, mostRelated)) {
    const entity = SCORED_ENTITIES.find((scored) => scored === other)
    if (entity !== undefined) rescoreRecords(db, entity, ids, context)
    else for (const moved of ids) rescoreRelated(db, other, moved, context)
  }
  rescoreRulesAfter(db, table, id, context)
}

function rescoreRelated(db: WriteDb, table: string, id: number, context: { readonly now: number; readonly userId: number; readonly timeZone: string }): void {
  for (const link of related) {
    if (link.table !== table) continue
    const ids = relatedIds(db, link.sql, id)
    if (ids.length > 0) rescoreRecords(db, link.entity, ids, context)
  }
}

function relatedIds(db: ReadDb, sql: string, id: number): number[] {
  return db.prepare<{ id: number }>(`${sql} LIMIT ${mostRelated}`).all(id).map((row) => row.id)
}
