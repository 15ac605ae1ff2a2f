import type { ReadDb } from '../handles.ts'

interface Kept {
  readonly maxId: number
  readonly count: number
  /** Imports that were undone by then: the only thing that takes rows away. */
  readonly undone: number
}

const kept = new WeakMap<ReadDb, Map<string, Kept>>()

/**
 * Rows of a table without a full index, where counting ten million takes seconds: each connection remembers
 * its last count and adds only the rows with higher ids, and counts anew after an import was undone.
 */
export function countKept(db: ReadDb, table: 'contact' | 'interaction'): number {
  const known = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, known)
  const undone = db.prepare<{ n: number }>("SELECT count(*) AS n FROM import WHERE state IN ('undone', 'failed')").get()?.n ?? 0
  const maxId = db.prepare<{ id: number | null }>(`SELECT max(id) AS id FROM ${table}`).get()?.id ?? 0
  const last = known.get(table)
  const usable = last !== undefined && last.undone === undone && last.maxId <= maxId ? last : { maxId: 0, count: 0 }
  const added = db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE id > ? AND id <= ?`).get(usable.maxId, maxId)?.n ?? 0
  known.set(table, { maxId, undone, count: usable.count + added })
  return usable.count + added
}
