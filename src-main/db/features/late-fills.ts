import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { LateFill } from '#shared/domain/predictive/leak-fill'
import type { ReadDb } from '../handles.ts'
import type { AttributeSpec } from './attribute-spec.ts'
import type { TrainingSamples } from './training-samples.ts'

const entriesSql = `SELECT f.record_id, f.column_name, min(f.changed_at)
  FROM json_each(?) i CROSS JOIN field_change f WHERE f.table_name = ? AND f.record_id = i.value AND f.old_value IS NULL AND f.new_value IS NOT NULL
  GROUP BY f.record_id, f.column_name`

/** When the own columns were first filled in, by attribute; replayed columns are left out, because their late values are never seen. */
export function lateFills(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples): Map<string, LateFill> {
  const named = new Map(specs.flatMap(({ name, source }) => (source.type === 'column' && source.link === null && !source.historied ? [[source.column, name] as const] : [])))
  const fills = new Map<string, { known: number; late: number }>()
  if (named.size === 0) return fills
  const closedAt = new Map<number, number>()
  samples.ids.forEach((id, row) => closedAt.set(id, samples.closedAt[row]!))
  for (const [id, column, at] of db.prepare(entriesSql).values(JSON.stringify([...samples.ids]), entity)) {
    const name = named.get(column as string)
    const closed = closedAt.get(id as number) ?? Number.NaN
    if (name === undefined || Number.isNaN(closed)) continue
    const fill = fills.get(name) ?? { known: 0, late: 0 }
    fills.set(name, { known: fill.known + 1, late: fill.late + ((at as number) >= closed ? 1 : 0) })
  }
  return fills
}
