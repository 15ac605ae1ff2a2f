import { sql } from 'kysely'
import type { Cell } from '#shared/contract/base'
import type { Filter } from '#shared/contract/dataset'
import type { CatalogColumn, CatalogTable, ColumnType } from '#shared/domain/catalog/types'
import { assertNever } from '#shared/lib/assert'
import { Problem } from '../errors.ts'
import { columnSql, likeSql, type Sql } from './filters-sql.ts'
import { isDate, unfit } from './records-cells.ts'

/** What a filter compares: where it is in the statement, and how its values are stored. */
interface Target {
  readonly at: Sql
  readonly column: Pick<CatalogColumn, 'name' | 'label' | 'type' | 'scale'>
}

/** Columns of the score, which every scored record has beside its own. */
const scoreColumns: Readonly<Record<string, { readonly label: string; readonly type: ColumnType }>> = {
  score: { label: 'Score', type: 'number' },
  probability: { label: 'Probability', type: 'number' },
  grade: { label: 'Grade', type: 'option' },
  trend: { label: 'Trend', type: 'option' },
}

export function isScoreColumn(name: string): boolean {
  return Object.hasOwn(scoreColumns, name)
}

/** The last interaction of the record `r` up to the moment `now`, UTC milliseconds; NULL where there is none. */
export function lastTouchSql(table: CatalogTable, now: number): Sql {
  return sql`(SELECT max(n.occurred_at) FROM interaction n WHERE ${columnSql('n', `${table.name}_id`)} = r.id AND n.occurred_at <= ${now})`
}

/**
 * The condition of one filter over the record `r` and its score `s`; a Problem names column, value and what was expected.
 * With `now` it may be about the record's last touch as well, which lists show and models do not.
 */
export function filterSql(table: CatalogTable, filter: Filter, now?: number): Sql {
  const target = filter.column === 'last_touch' && now !== undefined ? lastTouchTarget(table, now) : targetOf(table, filter.column)
  const { at, column } = target
  const compare = column.type === 'text' || column.type === 'option' ? sql`${at} COLLATE NOCASE` : at
  switch (filter.operator) {
    case 'empty':
      return emptySql(target)
    case 'filled':
      return sql`NOT (${emptySql(target)})`
    case 'eq':
      return sameSql(target, compare, one(filter, column.label))
    case 'ne':
      return sql`NOT (${sameSql(target, compare, one(filter, column.label))})`
    case 'in': {
      if (filter.values.length === 0) throw new Problem('BAD_INPUT', `The filter on ${column.label} needs at least one value.`, filter.column)
      const given = filter.values.filter((value) => value !== null).map((value) => sql`${comparable(target, value)}`)
      const listed = sql`(${at} IS NOT NULL AND ${compare} IN (${sql.join(given)}))`
      if (given.length === filter.values.length) return listed
      return given.length === 0 ? emptySql(target) : sql`(${listed} OR ${emptySql(target)})`
    }
    case 'contains':
      return holdsSql(target, one(filter, column.label), 'anywhere')
    case 'begins':
      return holdsSql(target, one(filter, column.label), 'beginning')
    case 'gt':
      return orderSql(target, sql`>`, one(filter, column.label))
    case 'ge':
      return orderSql(target, sql`>=`, one(filter, column.label))
    case 'lt':
      return orderSql(target, sql`<`, one(filter, column.label))
    case 'le':
      return orderSql(target, sql`<=`, one(filter, column.label))
    case 'between': {
      const [low = null, high = null] = filter.values
      if (low === null && high === null) throw new Problem('BAD_INPUT', `The filter on ${column.label} needs a first or a last value.`, filter.column)
      const ends = [...(low === null ? [] : [orderSql(target, sql`>=`, low)]), ...(high === null ? [] : [orderSql(target, sql`<=`, high)])]
      return sql`(${sql.join(ends, sql` AND `)})`
    }
    default:
      return assertNever(filter.operator)
  }
}

function lastTouchTarget(table: CatalogTable, now: number): Target {
  return { at: lastTouchSql(table, now), column: { name: 'last_touch', label: 'Last touch', type: 'datetime', scale: 0 } }
}

function targetOf(table: CatalogTable, name: string): Target {
  const score = scoreColumns[name]
  if (score !== undefined && Object.hasOwn(scoreColumns, name)) return { at: columnSql('s', name), column: { name, ...score, scale: 0 } }
  const column = table.columns.find((item) => item.name === name)
  if (column === undefined) throw new Problem('BAD_INPUT', `${table.labelPlural} have no column "${name}" to filter on.`, name)
  return { at: columnSql('r', name), column }
}

function one(filter: Filter, label: string): Cell {
  const [value] = filter.values
  if (value === undefined) throw new Problem('BAD_INPUT', `The filter on ${label} needs a value.`, filter.column)
  return value
}

const isText = (type: ColumnType): boolean => type === 'text' || type === 'option'

/** Empty is without a value, or with a text of no characters. */
function emptySql({ at, column }: Target): Sql {
  return isText(column.type) ? sql`(${at} IS NULL OR ${at} = '')` : sql`${at} IS NULL`
}

/** Never unknown: a missing value equals only a missing one, so that "is not" finds the empty ones too. */
function sameSql(target: Target, compare: Sql, value: Cell): Sql {
  return value === null ? emptySql(target) : sql`${compare} IS ${comparable(target, value)}`
}

function orderSql(target: Target, sign: Sql, value: Cell): Sql {
  const { at, column } = target
  if (isText(column.type) || column.type === 'boolean' || column.type === 'lookup') {
    throw new Problem('BAD_INPUT', `${column.label} has no order of size; filter on it with is, is not or contains.`, column.name)
  }
  return sql`(${at} IS NOT NULL AND ${at} ${sign} ${comparable(target, value)})`
}

function holdsSql({ at, column }: Target, value: Cell, where: 'anywhere' | 'beginning'): Sql {
  if (!isText(column.type) && column.type !== 'date') throw new Problem('BAD_INPUT', `${column.label} is not text; "contains" and "begins with" are for columns of text.`, column.name)
  if (typeof value !== 'string' || value === '') throw unfit(column, value, 'a text to look for')
  return sql`(${at} IS NOT NULL AND ${likeSql(at, value, where)})`
}

/** A value to compare with stored ones; a decimal may have more places than its column. */
function comparable({ column }: Target, value: Cell): string | number {
  switch (column.type) {
    case 'text':
    case 'option':
      if (typeof value !== 'string') throw unfit(column, value, 'text')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw unfit(column, value, 'true or false')
      return value ? 1 : 0
    case 'date':
      if (typeof value !== 'string' || !isDate(value)) throw unfit(column, value, 'a date such as 2026-11-20')
      return value
    case 'integer':
    case 'number':
    case 'decimal':
    case 'datetime':
    case 'lookup': {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw unfit(column, value, column.type === 'datetime' ? 'a moment in UTC milliseconds' : 'a number')
      if (column.type !== 'decimal') return value
      const scaled = value * 10 ** column.scale
      // 1234.56 times 100 is not exactly 123456 in binary; what is that near means the whole number.
      return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : scaled
    }
    default:
      return assertNever(column.type)
  }
}
