import { markDirty } from '../rules/rescore.ts'
import type { RuleClock } from '../rules/types.ts'
import type { WriteDb } from '../handles.ts'
import { quoteName } from '../stage.ts'
import { readImport } from './imports.ts'
import { hasLiveRules, queueRules } from './rule-queue.ts'

/** Rows of an import of which each is looked at for the leads that it touches; after a larger one all leads are rescored. */
const FEW_ROWS = 5_000

interface Caller extends RuleClock {
  readonly userId: number
}

/** Queues the rescoring of the leads that an import touched, in the import's own transaction. */
export function rescoreImported(db: WriteDb, done: { importId: number; table: string; inserted: number; updated: number }, caller: Caller): void {
  if (!hasLiveRules(db)) return
  const isFew = done.inserted + done.updated <= FEW_ROWS
  if (isFew) {
    // The newest rows are those that this transaction has added; nothing else needs to be looked through.
    const added = db.prepare<{ id: number }>(`SELECT id FROM ${quoteName(done.table)} ORDER BY id DESC LIMIT ?`).all(done.inserted)
    markDirty(db, done.table, [...added.map(({ id }) => id), ...changedRecords(db, done.importId, done.table)], caller)
  }
  queueRules(db, 'Rescoring with rule models after the import', { all: !isFew }, caller)
}

/** Notes what an undo is about to change; the answer is called when it is done, in the same transaction. */
export function rescoreUndone(db: WriteDb, importId: number, caller: Caller): () => void {
  if (!hasLiveRules(db)) return () => undefined
  const { table, inserted, updated } = readImport(db, importId)
  const isFew = inserted + updated <= FEW_ROWS
  const changed = isFew ? changedRecords(db, importId, table) : []
  const mark = (ids: readonly number[]): void => void markDirty(db, table, ids, caller)
  if (isFew) mark([...db.prepare<{ id: number }>(`SELECT id FROM ${quoteName(table)} WHERE import_id = ?`).all(importId).map(({ id }) => id), ...changed])
  return () => {
    // Once more, because the records point at their former relatives again.
    if (changed.length > 0) mark(changed)
    queueRules(db, 'Rescoring with rule models after the undo', { all: !isFew }, caller)
  }
}

function changedRecords(db: WriteDb, importId: number, table: string): number[] {
  return db.prepare<{ id: number }>('SELECT DISTINCT record_id AS id FROM field_change WHERE import_id = ? AND table_name = ?').all(importId, table).map(({ id }) => id)
}
