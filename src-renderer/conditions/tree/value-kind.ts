import type { CatalogColumn, ColumnType } from '#shared/domain/catalog/types'
import type { Expression, RuleOperator, RuleValue, TimeUnit } from '#shared/domain/rules/tree'
import { operatorsOf, takesUnit, valuesOf } from '#shared/domain/rules/operators'

/** How many values an operator takes; `relative` is a whole number and a unit. */
export const arityOf = (operator: RuleOperator): 'none' | 'one' | 'two' | 'many' | 'relative' => (takesUnit(operator) ? 'relative' : valuesOf(operator))

const fits = (value: RuleValue, type: ColumnType): boolean => {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'decimal':
    case 'number':
      return typeof value === 'number'
    case 'text':
    case 'option':
    case 'date':
    case 'datetime':
    case 'lookup':
      return typeof value === 'string'
  }
}

const usual = (type: ColumnType): RuleOperator => operatorsOf(type)[0] ?? 'filled'
const DEFAULT_UNIT: TimeUnit = 'day'

/** The expression with another operator, keeping the values that still fit. */
export function withOperator(expression: Expression, operator: RuleOperator, type: ColumnType): Expression {
  const takes = arityOf(operator)
  const was = arityOf(expression.operator)
  if (takes === 'relative') return { ...expression, operator, values: was === 'relative' ? expression.values : [30], unit: expression.unit ?? DEFAULT_UNIT }
  const kept = was === 'relative' ? [] : expression.values.filter((value) => fits(value, type))
  const most = takes === 'none' ? 0 : takes === 'one' ? 1 : takes === 'two' ? 2 : kept.length
  const values = takes === 'one' && type === 'boolean' && kept.length === 0 ? [true] : kept.slice(0, most)
  return { ...expression, operator, values, unit: null }
}

/** The expression on another column: its operator stays where the type has it, its values where they fit. */
export function withColumn(expression: Expression, ref: { readonly lookups: readonly string[]; readonly column: string }, type: ColumnType): Expression {
  const operator = operatorsOf(type).includes(expression.operator) ? expression.operator : usual(type)
  return withOperator({ ...expression, ...ref }, operator, type)
}

/** A new expression, on a column or with none chosen yet. */
export function blankExpression(id: string, ref: { readonly lookups: readonly string[]; readonly column: string; readonly found?: CatalogColumn } | null): Expression {
  const empty: Expression = { id, lookups: [], column: '', operator: 'equals', values: [], unit: null }
  if (ref === null) return empty
  return ref.found === undefined ? { ...empty, lookups: ref.lookups, column: ref.column } : withColumn(empty, { lookups: ref.lookups, column: ref.column }, ref.found.type)
}

export const UNIT_WORDS: Readonly<Record<TimeUnit, string>> = { minute: 'minutes', hour: 'hours', day: 'days', week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' }
