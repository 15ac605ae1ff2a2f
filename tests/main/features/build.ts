import type { WriteDb } from '#main/db/handles'
import type { SqlValue } from '#main/db/handles'
import { NOW } from '../jobs/support.ts'

export const DAY = 86_400_000
export const daysAgo = (days: number): number => NOW - days * DAY

/** Inserts one row from named values, `modified_at` included. */
export function insert(db: WriteDb, table: string, values: Readonly<Record<string, SqlValue>>): number {
  const row = { modified_at: NOW, ...values }
  const names = Object.keys(row)
  const added = db.prepare(`INSERT INTO ${table} (${names.join(',')}) VALUES (${names.map(() => '?').join(',')})`).run(...Object.values(row))
  return Number(added.lastInsertRowid)
}

export function interact(db: WriteDb, leadId: number, type: string, at: number): void {
  insert(db, 'interaction', { type, lead_id: leadId, occurred_at: at, recorded_at: at })
}

/** Changes a column as a save does: the new value in the record, the old one in the history. */
export function edit(db: WriteDb, table: string, id: number, column: string, value: SqlValue, at: number): void {
  const old = db.prepare<{ value: SqlValue }>(`SELECT ${column} AS value FROM ${table} WHERE id = ?`).get(id)?.value ?? null
  db.prepare('INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(table, id, column, old, value, at, at)
  db.prepare(`UPDATE ${table} SET ${column} = ?, modified_at = ? WHERE id = ?`).run(value, at, id)
}
