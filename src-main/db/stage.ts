import { rmSync } from 'node:fs'
import type { WriteDb } from './handles.ts'

/** Deletes a staging file with whatever a crash left beside it. */
export function removeStage(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(file + ending, { force: true })
}

/** Makes a staging file visible to a connection as `stage`; must be called outside of a transaction. Nothing in it needs to survive a crash. */
export function attachStage(db: WriteDb, file: string): void {
  db.prepare('ATTACH ? AS stage').run(file)
  // what is mapped into memory or sorted there would count against the job, and this much is read and sorted once only
  db.exec('PRAGMA main.mmap_size = 0; PRAGMA main.cache_size = -16384; PRAGMA temp_store = FILE')
  db.exec('PRAGMA stage.mmap_size = 0; PRAGMA stage.journal_mode = MEMORY; PRAGMA stage.synchronous = OFF; PRAGMA stage.cache_size = -16384')
}

export function detachStage(db: WriteDb): void {
  db.exec('DETACH stage')
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
