import type { Cell, Filter } from '#shared/contract/index'
import type { CatalogColumn, ColumnType } from '#shared/domain/catalog/types'
import { TRENDS, type FilterOperator } from '#shared/domain/scores/types'

/** What the filter bar needs to know of a column. */
export interface FilterColumn {
  readonly name: string
  readonly label: string
  readonly type: ColumnType
  readonly options: readonly string[]
  readonly lookupTable: string | null
}

const virtual = (name: string, label: string, type: ColumnType, options: readonly string[] = []): FilterColumn => ({ name, label, type, options, lookupTable: null })

/** Everything that a list can be filtered on: what every scored record has, with the grades that there are, then the columns of its table. */
export function filterColumns(columns: readonly CatalogColumn[], grades: readonly string[]): readonly FilterColumn[] {
  return [virtual('score', 'Score', 'number'), virtual('grade', 'Grade', 'option', grades), virtual('trend', 'Trend', 'option', TRENDS), virtual('last_touch', 'Last touch', 'datetime'), ...columns]
}

const TEXT: readonly FilterOperator[] = ['contains', 'eq', 'ne', 'begins', 'empty', 'filled']
const CHOICE: readonly FilterOperator[] = ['in', 'ne', 'empty', 'filled']
const AMOUNT: readonly FilterOperator[] = ['ge', 'le', 'between', 'eq', 'ne', 'empty', 'filled']
const TIME: readonly FilterOperator[] = ['ge', 'lt', 'between', 'empty', 'filled']

/** The comparisons that make sense for a type, the usual one first. */
export function operatorsFor(type: ColumnType): readonly FilterOperator[] {
  switch (type) {
    case 'text':
      return TEXT
    case 'option':
    case 'lookup':
      return CHOICE
    case 'integer':
    case 'decimal':
    case 'number':
      return AMOUNT
    case 'date':
    case 'datetime':
      return TIME
    case 'boolean':
      return ['eq', 'empty', 'filled']
  }
}

const isTime = (type: ColumnType): boolean => type === 'date' || type === 'datetime'

/** The comparison in words, as it stands in a chip. */
export function operatorWords(operator: FilterOperator, type: ColumnType): string {
  switch (operator) {
    case 'eq':
    case 'in':
      return 'is'
    case 'ne':
      return 'is not'
    case 'contains':
      return 'contains'
    case 'begins':
      return 'begins with'
    case 'gt':
      return isTime(type) ? 'after' : 'above'
    case 'ge':
      return isTime(type) ? 'from' : 'at least'
    case 'lt':
      return isTime(type) ? 'before' : 'below'
    case 'le':
      return isTime(type) ? 'up to' : 'at most'
    case 'between':
      return 'between'
    case 'empty':
      return 'is empty'
    case 'filled':
      return 'is filled in'
  }
}

/** How many values a comparison takes; `many` for one or more. */
export function arity(operator: FilterOperator): 0 | 1 | 2 | 'many' {
  if (operator === 'empty' || operator === 'filled') return 0
  if (operator === 'between') return 2
  return operator === 'in' ? 'many' : 1
}

/** A new filter on a column, with its usual comparison and no value yet. */
export function blankFilter(column: FilterColumn): Filter {
  const [operator = 'eq'] = operatorsFor(column.type)
  return { column: column.name, operator, values: column.type === 'boolean' ? [true] : [] }
}

/** The filter with another comparison, keeping the values that still fit. */
export function withOperator(filter: Filter, operator: FilterOperator): Filter {
  const takes = arity(operator)
  const values = takes === 'many' ? filter.values : filter.values.slice(0, takes)
  return { ...filter, operator, values }
}

/** Whether it can be asked as it stands. */
export function isComplete(filter: Filter): boolean {
  const takes = arity(filter.operator)
  const given = filter.values.filter((value) => value !== null && value !== '').length
  return takes === 'many' ? given > 0 : given === takes
}

/** The values in words; `show` turns one value into text. */
export function valueWords(filter: Filter, show: (value: Cell) => string): string {
  const words = filter.values.map(show)
  if (filter.operator === 'between') return words.join(' and ')
  if (words.length > 3) return `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`
  return words.join(', ')
}
