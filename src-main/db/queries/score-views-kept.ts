import type { ReadDb } from '../handles.ts'
import { compiled, type Sql } from './filters-sql.ts'

interface Kept {
  readonly stamp: string
  readonly counts: Map<string, number>
}

const kept = new WeakMap<ReadDb, Kept>()
const mostKept = 200

/**
 * Counts rows, and remembers the number until anyone writes to the workspace: a list that is scrolled asks for the
 * same total with every page, and counting a million open records takes thirty milliseconds each time.
 */
export function countKeptRows(db: ReadDb, query: Sql): number {
  // data_version sees the commits of other connections, total_changes those of this one.
  const version = db.prepare<{ data_version: number }>('PRAGMA data_version').get()?.data_version
  const changes = db.prepare<{ n: number }>('SELECT total_changes() AS n').get()?.n
  const stamp = `${version} ${changes}`
  let known = kept.get(db)
  if (known === undefined || known.stamp !== stamp || known.counts.size >= mostKept) {
    known = { stamp, counts: new Map() }
    kept.set(db, known)
  }
  const { text, parameters } = compiled(query)
  const key = JSON.stringify([text, parameters])
  const count = known.counts.get(key) ?? db.prepare<{ n: number }>(text).get(...parameters)?.n ?? 0
  known.counts.set(key, count)
  return count
}
