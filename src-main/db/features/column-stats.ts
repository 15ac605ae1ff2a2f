import type { ReadDb, SqlValue } from '../handles.ts'
import { readColumns } from './read-columns.ts'

/** What a column holds in the records looked at. */
export interface ColumnStats {
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  /** Present values, one a record. */
  readonly values: readonly SqlValue[]
}

/** Records looked at when attributes are chosen: all of a small workspace, a fixed spread over a large one. */
const LOOKED_AT = 5000
const SPREAD = 10_007

/** At most about 5,000 record ids, ascending, the same for the same data. */
export function lookedAt(db: ReadDb, entity: 'lead' | 'opportunity'): Float64Array {
  const counts = { lead: 'SELECT count(*) AS n FROM lead', opportunity: 'SELECT count(*) AS n FROM opportunity' }
  const spread = {
    lead: 'SELECT id FROM lead WHERE (id * 7919) % ? < ? ORDER BY id',
    opportunity: 'SELECT id FROM opportunity WHERE (id * 7919) % ? < ? ORDER BY id',
  }
  const total = db.prepare<{ n: number }>(counts[entity]).get()?.n ?? 0
  const share = total <= LOOKED_AT ? SPREAD : Math.ceil((SPREAD * LOOKED_AT) / total)
  return Float64Array.from(db.prepare(spread[entity]).values(SPREAD, share), ([id]) => id as number)
}

/** Present values of the columns for the records `ids` of the table, counted. */
export function columnStats(db: ReadDb, table: string, columns: readonly string[], ids: Float64Array): Map<string, ColumnStats> {
  const values = readColumns(db, table, columns.map((name) => ({ name, historied: false })), ids, ids)
  return new Map(columns.map((name, index) => [name, count(values[index] ?? [])]))
}

function count(values: readonly SqlValue[]): ColumnStats {
  const seen = new Set<SqlValue>()
  let filled = 0
  for (const value of values) {
    if (value === null || value === '') continue
    filled += 1
    seen.add(typeof value === 'string' ? value.trim() : value)
  }
  return { rows: values.length, filled, distinct: seen.size, values }
}
