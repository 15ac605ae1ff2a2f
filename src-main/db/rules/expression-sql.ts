import { sql } from 'kysely'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { Expression, RuleOperator, RuleValue } from '#shared/domain/rules/tree'
import { assertNever } from '#shared/lib/assert'
import { columnSql, likeSql, type Sql } from '../queries/filters-sql.ts'
import { Broken, columnIn, lookupTarget, type CatalogMap } from './catalog-map.ts'
import { late, moment, NOW } from './statement.ts'

/** A row in a statement: the name it goes by, and its table. */
export interface Place {
  readonly catalog: CatalogMap
  readonly table: string
  readonly alias: string
}

export interface Reached {
  readonly value: Sql
  readonly column: CatalogColumn
}

/** The column that the expression compares, reached over its lookups from the row; NULL where one leads nowhere. */
export function reachedColumn(place: Place, expression: Pick<Expression, 'lookups' | 'column'>): Reached {
  let { table } = place
  let key: Sql | null = null
  const at = (name: string): Sql => (key === null ? columnSql(place.alias, name) : sql`(SELECT ${columnSql('u', name)} FROM ${sql.id(table)} u WHERE u.id = ${key})`)
  for (const lookup of expression.lookups) {
    const target = lookupTarget(place.catalog, table, lookup)
    key = at(lookup)
    table = target
  }
  const column = columnIn(place.catalog, table, expression.column)
  return { value: at(expression.column), column }
}

/** Whether the expression holds for the row: 1, or 0 or NULL where it does not. Broken when the column, a value or the operator does not fit. */
export function expressionSql(place: Place, expression: Expression): Sql {
  const { value, column } = reachedColumn(place, expression)
  const isText = column.type === 'text' || column.type === 'option'
  if (expression.operator === 'empty') return isText ? sql`(nullif(${value}, '') IS NULL)` : sql`(${value} IS NULL)`
  if (expression.operator === 'filled') return isText ? sql`(nullif(${value}, '') IS NOT NULL)` : sql`(${value} IS NOT NULL)`
  switch (column.type) {
    case 'text':
    case 'option':
      return textSql(sql`nullif(${value}, '')`, expression)
    case 'integer':
    case 'number':
      return numberSql(value, expression, 0)
    case 'decimal':
      return numberSql(value, expression, column.scale)
    case 'boolean':
      return booleanSql(value, expression)
    case 'date':
      return dateSql(value, expression)
    case 'datetime':
      return datetimeSql(value, expression)
    case 'lookup':
      throw unfit(expression)
    default:
      return assertNever(column.type)
  }
}

function unfit({ operator, column }: Expression): Broken {
  return new Broken(`${operator} does not fit ${column}`)
}

const not = (condition: Sql): Sql => sql`((${condition}) IS NOT TRUE)`

function textSql(value: Sql, expression: Expression): Sql {
  const texts = expression.values.map((entry) => {
    if (typeof entry !== 'string' || entry === '') throw unfit(expression)
    return entry
  })
  const [first] = texts
  if (first === undefined) throw unfit(expression)
  return chosen(expression, {
    equals: () => sql`(${value} = ${first} COLLATE NOCASE)`,
    not_equals: () => not(sql`${value} = ${first} COLLATE NOCASE`),
    in: () => inSql(sql`${value} COLLATE NOCASE`, texts),
    not_in: () => not(inSql(sql`${value} COLLATE NOCASE`, texts)),
    contains: () => sql`(${likeSql(value, first, 'anywhere')})`,
    not_contains: () => not(likeSql(value, first, 'anywhere')),
    begins: () => sql`(${likeSql(value, first, 'beginning')})`,
    ends: () => sql`(${value} LIKE ${`%${first.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}`} ESCAPE '\\')`,
  })
}

/** What the expression's operator makes of it; broken when the column's type has no such operator. */
function chosen(expression: Expression, makers: Partial<Record<RuleOperator, () => Sql>>): Sql {
  const make = makers[expression.operator]
  if (make === undefined) throw unfit(expression)
  return make()
}

function inSql(value: Sql, entries: readonly RuleValue[]): Sql {
  return sql`(${value} IN (${sql.join(entries.map((entry) => sql`${entry}`))}))`
}

function numberSql(value: Sql, expression: Expression, scale: number): Sql {
  const numbers = expression.values.map((entry) => {
    if (typeof entry !== 'number' || !Number.isFinite(entry)) throw unfit(expression)
    const scaled = entry * 10 ** scale
    // 12.34 times 100 is not exactly 1234 in binary; what is that near means the whole number.
    return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : scaled
  })
  const [first, second] = numbers
  if (first === undefined) throw unfit(expression)
  return chosen(expression, {
    equals: () => sql`(${value} = ${first})`,
    not_equals: () => not(sql`${value} = ${first}`),
    in: () => inSql(value, numbers),
    not_in: () => not(inSql(value, numbers)),
    gt: () => sql`(${value} > ${first})`,
    ge: () => sql`(${value} >= ${first})`,
    lt: () => sql`(${value} < ${first})`,
    le: () => sql`(${value} <= ${first})`,
    between: () => {
      if (second === undefined) throw unfit(expression)
      return sql`(${value} BETWEEN ${first} AND ${second})`
    },
  })
}

function booleanSql(value: Sql, expression: Expression): Sql {
  const [wanted] = expression.values
  if (typeof wanted !== 'boolean') throw unfit(expression)
  const same = wanted ? sql`(${value} = 1)` : sql`(${value} <> 1)`
  if (expression.operator === 'equals') return same
  if (expression.operator === 'not_equals') return not(same)
  throw unfit(expression)
}

/** The day that the expression names at this place among its values. */
function dayAt(expression: Expression, index: number): string {
  const day = expression.values[index]
  if (typeof day !== 'string' || !isDay(day)) throw unfit(expression)
  return day
}

export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Number of units of a relative expression. */
export function relativeSpan(expression: Expression): { readonly count: number; readonly unit: NonNullable<Expression['unit']> } {
  const [count] = expression.values
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0 || count > 100_000 || expression.unit === null) throw unfit(expression)
  return { count, unit: expression.unit }
}

function dateSql(value: Sql, expression: Expression): Sql {
  const today = late(({ clock }) => clock.shiftedDay(0, 'day'))
  const edge = (sign: 1 | -1): Sql => {
    const { count, unit } = relativeSpan(expression)
    return late(({ clock }) => clock.shiftedDay(sign * count, unit))
  }
  return chosen(expression, {
    on: () => sql`(${value} = ${dayAt(expression, 0)})`,
    before: () => sql`(${value} < ${dayAt(expression, 0)})`,
    after: () => sql`(${value} > ${dayAt(expression, 0)})`,
    between: () => sql`(${value} BETWEEN ${dayAt(expression, 0)} AND ${dayAt(expression, 1)})`,
    in_last: () => sql`(${value} BETWEEN ${edge(-1)} AND ${today})`,
    in_next: () => sql`(${value} BETWEEN ${today} AND ${edge(1)})`,
    older_than: () => sql`(${value} < ${edge(-1)})`,
  })
}

function datetimeSql(value: Sql, expression: Expression): Sql {
  const start = (index: number): Sql => {
    const day = dayAt(expression, index)
    return moment((clock) => clock.dayStart(day))
  }
  const end = (index: number): Sql => {
    const day = dayAt(expression, index)
    return moment((clock) => clock.dayEnd(day))
  }
  const edge = (sign: 1 | -1): Sql => {
    const { count, unit } = relativeSpan(expression)
    return moment((clock) => clock.shifted(sign * count, unit))
  }
  return chosen(expression, {
    on: () => sql`(${value} >= ${start(0)} AND ${value} < ${end(0)})`,
    before: () => sql`(${value} < ${start(0)})`,
    after: () => sql`(${value} >= ${end(0)})`,
    between: () => sql`(${value} >= ${start(0)} AND ${value} < ${end(1)})`,
    in_last: () => sql`(${value} >= ${edge(-1)} AND ${value} <= ${NOW})`,
    in_next: () => sql`(${value} >= ${NOW} AND ${value} <= ${edge(1)})`,
    older_than: () => sql`(${value} < ${edge(-1)})`,
  })
}
