import BetterSqlite3 from 'better-sqlite3'
import { Problem } from './errors.ts'

/** Holds the workspace for this process; the operating system lets go of it even when the process is killed. */
export function lockWorkspace(file: string): { release(): void } {
  const db = new BetterSqlite3(`${file}-lock`, { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new Problem('CONFLICT', `${file} is open in another Sextant. Close it there, or choose another workspace.`)
    }
    throw error
  }
  return { release: () => db.close() }
}
