import { sql } from 'kysely'
import type { Filter } from '#shared/contract/dataset'
import type { ModelConfig, OutcomeChoice } from '#shared/contract/predictive'
import type { CatalogColumn, CatalogTable, ScoredEntity } from '#shared/domain/catalog/types'
import { filterSize } from '#shared/domain/rules/record-filter'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { readTable } from '../queries/catalog.ts'
import { filterSql, isScoreColumn } from '../queries/filters.ts'
import { andSql, columnSql, type Sql } from '../queries/filters-sql.ts'
import { filterTreeSql } from './filter-tree.ts'
import { OUTCOMES } from './outcomes.ts'

/** Which records a model is about; all parts are optional, so that a model of an older version counts as one about all records. */
export interface PopulationConfig {
  readonly processId?: ModelConfig['processId']
  readonly filter?: ModelConfig['filter']
  readonly outcome?: ModelConfig['outcome']
}

/** The same as parts of statements over the record `r`. */
export interface Population {
  readonly entity: ScoredEntity
  /** 1 for success, 0 for failure, NULL while it is open. */
  readonly outcome: Sql
  readonly isClosed: Sql
  readonly isOpen: Sql
  /** UTC milliseconds; NULL when unknown. */
  readonly closedAt: Sql
  readonly passesFilter: Sql
  readonly notAbandoned: Sql
  /** Passes the filter and did not abandon the process. */
  readonly belongs: Sql
  /** What success and failure are called. */
  readonly positiveLabel: string
  readonly negativeLabel: string
  /** Everything about the record that it looks at is its state: no filter, no process, no outcome of its own. */
  readonly isPlain: boolean
}

/** Compiles what a model is about. Throws a `Problem` where a column or value of the filter or the outcome is not there. */
export function populationOf(db: ReadDb, entity: ScoredEntity, config: PopulationConfig): Population {
  const { processId = null, filter = [], outcome = null } = config
  const isFiltered = filterSize(filter) > 0
  const table = !isFiltered && outcome === null ? null : readTable(db, entity)
  const passesFilter = table === null || !isFiltered ? sql`1` : 'kind' in filter ? filterTreeSql(db, entity, filter) : andSql(filter.map((condition) => conditionSql(db, table, condition)))
  const notAbandoned = processId === null ? sql`1` : sql`NOT EXISTS (SELECT 1 FROM process_run p WHERE p.${sql.id(`${entity}_id`)} = r.id AND p.process_id = ${processId} AND p.status = 'abandoned')`
  return {
    entity,
    ...(table === null || outcome === null ? stateOutcome(entity) : columnOutcome(table, outcome)),
    passesFilter,
    notAbandoned,
    belongs: andSql([...(isFiltered ? [passesFilter] : []), ...(processId === null ? [] : [notAbandoned])]),
    isPlain: processId === null && !isFiltered && outcome === null,
  }
}

type Ending = Pick<Population, 'outcome' | 'isClosed' | 'isOpen' | 'closedAt' | 'positiveLabel' | 'negativeLabel'>

function stateOutcome(entity: ScoredEntity): Ending {
  const { positive, positiveLabel, negativeLabel } = OUTCOMES[entity]
  return {
    outcome: sql`CASE WHEN r.state = 'open' THEN NULL WHEN r.state = ${positive} THEN 1 ELSE 0 END`,
    isClosed: sql`r.state <> 'open'`,
    isOpen: sql`r.state = 'open'`,
    closedAt: sql`r.closed_at`,
    positiveLabel,
    negativeLabel,
  }
}

/** The record closed when it says so, or else when the column was last changed. */
function columnOutcome(table: CatalogTable, { column: name, positive, negative }: OutcomeChoice): Ending {
  const column = table.columns.find((found) => found.name === name)
  if (column === undefined) throw new Problem('BAD_INPUT', `${table.labelPlural} have no column "${name}" to take the outcome from. Choose another column.`, 'outcome')
  if (column.type !== 'option' && column.type !== 'boolean') throw new Problem('BAD_INPUT', `${column.label} is no choice between values. Take the outcome from an option column or a yes-no column.`, 'outcome')
  if (positive === negative) throw new Problem('BAD_INPUT', `Success and failure are both "${positive}" in ${column.label}. Choose two different values.`, 'outcome')
  const value = sql`CAST(${columnSql('r', name)} AS TEXT)`
  return {
    outcome: sql`CASE ${value} WHEN ${positive} THEN 1 WHEN ${negative} THEN 0 END`,
    isClosed: sql`(${value} IN (${positive}, ${negative}))`,
    isOpen: sql`(${value} IS NULL OR ${value} NOT IN (${positive}, ${negative}))`,
    closedAt: sql`coalesce(r.closed_at, (SELECT max(f.changed_at) FROM field_change f WHERE f.table_name = ${table.name} AND f.record_id = r.id AND f.column_name = ${name}))`,
    positiveLabel: shown(column, positive),
    negativeLabel: shown(column, negative),
  }
}

function shown(column: CatalogColumn, value: string): string {
  return column.type === 'boolean' ? `${column.label}: ${value === '1' ? 'yes' : 'no'}` : value
}

/** A condition on the record, or on the record that one of its lookups points at. */
function conditionSql(db: ReadDb, table: CatalogTable, condition: Filter): Sql {
  const [link, further] = condition.column.split('.')
  if (further === undefined) return ownSql(table, condition)
  const target = table.columns.find((column) => column.name === link)?.lookupTable ?? null
  if (link === undefined || target === null) throw new Problem('BAD_INPUT', `${table.labelPlural} have no related record "${link}" to filter on. Remove the condition or choose another column.`, 'filter')
  const related = readTable(db, target)
  const at = columnSql('r', link)
  const found = sql`${at} IN (SELECT r.id FROM ${sql.id(related.name)} r WHERE ${ownSql(related, { ...condition, column: further })})`
  return holdsWithout(condition) ? sql`(${found} OR ${at} IS NULL)` : sql`(${at} IS NOT NULL AND ${found})`
}

function ownSql(table: CatalogTable, condition: Filter): Sql {
  if (isScoreColumn(condition.column)) throw new Problem('BAD_INPUT', 'A model cannot filter on scores, which it makes itself. Choose a column of the record.', 'filter')
  return filterSql(table, condition)
}

/** Whether the condition holds for a value that is not there, as that of a record that nothing is linked to. */
function holdsWithout({ operator, values }: Filter): boolean {
  if (operator === 'empty') return true
  if (operator === 'ne') return values[0] !== null
  return (operator === 'eq' || operator === 'in') && values.includes(null)
}
