import type { CatalogColumn, CatalogTable } from '../catalog/types.ts'
import { findTable } from './context.ts'
import { operatorLabel, operatorsOf, takesUnit, valuesOf } from './operators.ts'
import { error, isDay, warning } from './problems.ts'
import { UNIT_DAYS } from './spans.ts'
import { MOST_HOPS, type Expression, type RuleProblem, type RuleValue } from './tree.ts'

/** Nobody looks further back or ahead than a century. */
const MOST_DAYS = 36_600

/** What is wrong with one comparison of a row of `table`, reached over `hops` steps; `table` is null when that is not known. */
export function checkExpression(tables: readonly CatalogTable[], table: string | null, hops: number, expression: Expression): readonly RuleProblem[] {
  const { id, lookups } = expression
  const problems: RuleProblem[] = []
  if (hops + lookups.length > MOST_HOPS) problems.push(error('too_many_hops', id, `This column is ${hops + lookups.length} steps away; at most ${MOST_HOPS} are possible.`))
  let here = findTable(tables, table)
  if (here === null) return problems
  for (const lookup of lookups) {
    const column: CatalogColumn | undefined = here.columns.find((candidate) => candidate.name === lookup)
    const next: CatalogTable | null = findTable(tables, column?.lookupTable ?? null)
    if (column === undefined) return [...problems, error('unknown_column', id, `${here.labelPlural} no longer have the relationship that this comparison follows. Choose another.`)]
    if (next === null) return [...problems, error('not_a_lookup', id, `“${column.label}” leads to no other record. Choose a relationship.`)]
    here = next
  }
  if (expression.column === '') return [...problems, error('missing_column', id, 'Choose the column to compare.')]
  const column = here.columns.find((candidate) => candidate.name === expression.column)
  if (column === undefined) return [...problems, error('unknown_column', id, unknownColumn(tables, here, expression.column))]
  return [...problems, ...checkOperator(expression, column)]
}

/** A condition that was copied from a model about other records may ask for a column that only those have; one that is nowhere was deleted. */
function unknownColumn(tables: readonly CatalogTable[], here: CatalogTable, name: string): string {
  const elsewhere = tables.flatMap(({ columns }) => columns).find((column) => column.name === name)
  return elsewhere === undefined ? `${here.labelPlural} no longer have the column of this comparison. Choose another.` : `${here.labelPlural} have no column “${elsewhere.label}”. Choose another.`
}

function checkOperator(expression: Expression, column: CatalogColumn): readonly RuleProblem[] {
  const { id, operator, values } = expression
  if (!operatorsOf(column.type).includes(operator)) {
    const fitting = operatorsOf(column.type).map((name) => `“${operatorLabel(name)}”`)
    return [error('operator_type', id, `“${operatorLabel(operator)}” does not fit “${column.label}”. Possible are ${fitting.join(', ')}.`)]
  }
  const wanted = { none: 0, one: 1, two: 2, many: Math.max(1, values.length) }[valuesOf(operator)]
  if (values.length < wanted || values.slice(0, wanted).includes('')) return [error('missing_value', id, `The value to compare “${column.label}” with is missing.`)]
  if (values.length > wanted) return [error('too_many_values', id, `“${operatorLabel(operator)}” takes ${wanted === 0 ? 'no value' : wanted === 1 ? 'one value' : 'two values'}; ${values.length} are given.`)]
  return takesUnit(operator) ? checkSpan(expression) : checkValues(expression, column)
}

function checkSpan({ id, values, unit }: Expression): readonly RuleProblem[] {
  const [count] = values
  if (unit === null) return [error('missing_value', id, 'The unit of time is missing: days, weeks, months, …')]
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) return [error('value_type', id, 'The number of units must be a whole number from 1 on.')]
  return count * UNIT_DAYS[unit][0] > MOST_DAYS ? [error('value_range', id, 'At most 100 years can be looked back or ahead.')] : []
}

function checkValues(expression: Expression, column: CatalogColumn): readonly RuleProblem[] {
  const { id, operator, values } = expression
  const wrong = values.find((value) => !fits(value, column))
  if (wrong !== undefined) return [error('value_type', id, `“${String(wrong)}” is no ${kindOf(column)}, which “${column.label}” is compared with.`)]
  const problems: RuleProblem[] = []
  const [from, to] = values
  if (operator === 'between' && from !== undefined && to !== undefined && from > to) problems.push(error('impossible', id, `Nothing lies between ${String(from)} and ${String(to)}. Put the lower value first.`))
  if (operator === 'equals' || operator === 'in' || operator === 'not_equals' || operator === 'not_in') problems.push(...checkMembers(id, values, column))
  if (new Set(values.map((value) => String(value).toLowerCase())).size < values.length && operator !== 'between') problems.push(warning('repeated_value', id, 'A value stands in the list twice.'))
  return problems
}

/** Values that no record can have: an option that is not among those known, more decimal places than the column keeps. */
function checkMembers(id: string, values: readonly RuleValue[], column: CatalogColumn): readonly RuleProblem[] {
  if (column.type === 'option' && column.options.length > 0) {
    const known = new Set(column.options.map((option) => option.toLowerCase()))
    const strange = values.filter((value) => !known.has(String(value).toLowerCase()))
    return strange.map((value) => warning('unknown_option', id, `“${String(value)}” is none of the known values of “${column.label}”: ${column.options.slice(0, 8).join(', ')}${column.options.length > 8 ? ', …' : ''}.`))
  }
  if (column.type !== 'integer' && column.type !== 'decimal') return []
  const finer = values.filter((value) => typeof value === 'number' && Number(value.toFixed(column.type === 'integer' ? 0 : column.scale)) !== value)
  return finer.map((value) => warning('too_fine', id, `“${column.label}” has ${column.type === 'integer' ? 'no' : column.scale} decimal places, so it never equals ${String(value)}.`))
}

function fits(value: RuleValue, { type }: CatalogColumn): boolean {
  switch (type) {
    case 'text':
    case 'option':
    case 'lookup':
      return typeof value === 'string'
    case 'integer':
    case 'decimal':
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
    case 'datetime':
      return typeof value === 'string' && isDay(value)
  }
}

function kindOf({ type }: CatalogColumn): string {
  switch (type) {
    case 'text':
    case 'option':
    case 'lookup':
      return 'text'
    case 'integer':
    case 'decimal':
    case 'number':
      return 'number'
    case 'boolean':
      return 'yes or no'
    case 'date':
    case 'datetime':
      return 'day such as 2026-01-31'
  }
}
