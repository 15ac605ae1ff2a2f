import { sql } from 'kysely'
import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { populationOf, type PopulationConfig } from '../features/population.ts'
import type { ReadDb } from '../handles.ts'
import { allRows } from '../queries/filters-sql.ts'
import type { Candidate } from './matching.ts'

interface Row {
  id: number
  outcome: number | null
  closedAt: number | null
  passes: number
  stayed: number
}

/** How a record stands with a model, which may have an outcome, a process and a filter of its own. */
export type Standing = <Record extends Candidate>(record: Record) => Record

/** Looks at the records `ids` once; a model about all records by their state sees them as they are. */
export function standingOf(db: ReadDb, entity: ScoredEntity, config: PopulationConfig & Pick<ModelConfig, 'scores'>, ids: readonly number[]): Standing {
  const population = populationOf(db, entity, config)
  if (population.isPlain || ids.length === 0) return (record) => record
  const { outcome, closedAt, passesFilter, notAbandoned } = population
  const rows = allRows<Row>(
    db,
    sql`SELECT r.id, ${outcome} AS outcome, ${closedAt} AS closedAt, (${passesFilter}) AS passes, (${notAbandoned}) AS stayed FROM json_each(${JSON.stringify(ids)}) i CROSS JOIN ${sql.id(entity)} r WHERE r.id = i.value`,
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  return (record) => {
    const row = known.get(record.id)
    if (row === undefined) return record
    return { ...record, state: row.outcome === null ? 'open' : 'closed', closedAt: row.closedAt, leftOut: row.stayed === 0 ? 'abandoned' : row.passes === 0 ? 'filtered_out' : null }
  }
}
