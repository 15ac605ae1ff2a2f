import type { WriteDb } from '../handles.ts'
import { quoteName } from '../stage.ts'

/**
 * Gives a column of these leads one value, with the history of each change; nobody is named as its author, because a rule
 * did it. `leads` is a JSON array of ids. Returns the leads that had another value before.
 */
export function setLeadColumn(db: WriteDb, leads: string, column: string, value: string | number | null, now: number): number[] {
  const name = quoteName(column)
  const changed = db.prepare<{ id: number }>(`SELECT l.id FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value WHERE l.${name} IS NOT ?`).all(leads, value).map(({ id }) => id)
  if (changed.length === 0) return changed
  const list = JSON.stringify(changed)
  db.prepare(
    `INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at)
     SELECT 'lead', l.id, ?, l.${name}, ?, ?, ? FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value`,
  ).run(column, value, now, now, list)
  db.prepare(`UPDATE lead SET ${name} = ?, modified_at = ? WHERE id IN (SELECT value FROM json_each(?))`).run(value, now, list)
  return changed
}

/** An option of the leads that was never used before becomes a choice for everyone. */
export function addLeadOption(db: WriteDb, column: string, value: string): void {
  db.prepare(
    `INSERT OR IGNORE INTO catalog_option (table_name, column_name, value, position)
     SELECT 'lead', ?, ?, coalesce(max(position) + 1, 0) FROM catalog_option WHERE table_name = 'lead' AND column_name = ?`,
  ).run(column, value, column)
}
