import { sql } from 'kysely'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import { isScoreColumn, lastTouchSql } from './filters.ts'
import { columnSql, type Sql } from './filters-sql.ts'

export interface Sort {
  readonly column: string
  readonly direction: 'asc' | 'desc'
}

interface SortSql {
  readonly joins: Sql
  readonly order: Sql
}

/** Lookup targets that have a name to sort by. */
const named: ReadonlySet<string> = new Set(['user', 'business_unit', 'account', 'contact', 'lead', 'opportunity', 'process', 'process_stage'])

/** What to sort the record `r` with its score `s` by; records without a value come last, equal ones by their id in the same direction. */
export function sortSql(table: CatalogTable, sort: Sort, now: number): SortSql {
  const direction = sort.direction === 'asc' ? sql`ASC` : sql`DESC`
  const { joins, key } = keySql(table, sort.column, now)
  return { joins, order: sql`${key} ${direction} NULLS LAST, r.id ${direction}` }
}

function keySql(table: CatalogTable, name: string, now: number): { joins: Sql; key: Sql } {
  const joins = sql``
  if (name === 'id') return { joins, key: sql`r.id` }
  if (name === 'trend') return { joins, key: sql`CASE s.trend WHEN 'improving' THEN 3 WHEN 'steady' THEN 2 WHEN 'declining' THEN 1 WHEN 'not_enough_info' THEN 0 END` }
  if (isScoreColumn(name)) return { joins, key: columnSql('s', name) }
  if (name === 'last_touch') return { joins, key: lastTouchSql(table, now) }
  if (name === 'company' && table.name === 'opportunity') return byName('account', 'account_id')
  const column = table.columns.find((item) => item.name === name)
  if (column === undefined) throw new Problem('BAD_INPUT', `${table.labelPlural} have no column "${name}" to sort by.`, name)
  if (column.type === 'lookup' && column.lookupTable !== null && named.has(column.lookupTable)) return byName(column.lookupTable, name)
  const at = columnSql('r', name)
  return { joins, key: column.type === 'text' || column.type === 'option' ? sql`${at} COLLATE NOCASE` : at }
}

function byName(table: string, column: string): { joins: Sql; key: Sql } {
  return { joins: sql`LEFT JOIN ${sql.id(table)} l ON l.id = ${columnSql('r', column)}`, key: sql`l.name COLLATE NOCASE` }
}
