import type { Filter } from '#shared/contract/index'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { findColumn } from '#shared/domain/rules/context'
import type { BranchNode, Expression, RuleOperator, RuleValue } from '#shared/domain/rules/tree'
import type { FilterOperator } from '#shared/domain/scores/types'

/** A list of conditions that all hold as a tree that means the same; null where one of them has no equal there, such as a comparison with a moment. */
export function filterAsTree(filters: readonly Filter[], tables: readonly CatalogTable[], table: string): BranchNode | null {
  const expressions = filters.flatMap((filter, index) => asExpression(filter, tables, table, `n${index + 3}`) ?? [])
  if (expressions.length < filters.length) return null
  return { kind: 'all', id: 'n1', label: '', children: expressions.length === 0 ? [] : [{ kind: 'attribute', id: 'n2', label: '', expressions }] }
}

const OPERATORS: Readonly<Record<FilterOperator, RuleOperator>> = {
  eq: 'equals', ne: 'not_equals', in: 'in', contains: 'contains', begins: 'begins', gt: 'gt', ge: 'ge', lt: 'lt', le: 'le', between: 'between', empty: 'empty', filled: 'filled',
}

function asExpression({ column, operator, values }: Filter, tables: readonly CatalogTable[], table: string, id: string): Expression | null {
  const [first = '', further] = column.split('.')
  const own = findColumn(tables, table, first)
  const found = further === undefined ? own : findColumn(tables, own?.lookupTable ?? null, further)
  const given = values.filter((value): value is RuleValue => value !== null && value !== '')
  if (found === null || given.length < values.length || !meansTheSame(found, operator, given.length)) return null
  return { id, lookups: further === undefined ? [] : [first], column: found.name, operator: OPERATORS[operator], values: given, unit: null }
}

/** Whether the comparison means in a tree what it means in a list; a tree compares days where a list compares moments, and follows no record by its number. */
function meansTheSame({ type }: CatalogColumn, operator: FilterOperator, values: number): boolean {
  if (operator === 'empty' || operator === 'filled') return true
  if (operator === 'between' && values < 2) return false
  switch (type) {
    case 'text':
    case 'option':
      return operator === 'eq' || operator === 'ne' || operator === 'in' || operator === 'contains' || operator === 'begins'
    case 'integer':
    case 'decimal':
    case 'number':
      return operator !== 'contains' && operator !== 'begins'
    case 'boolean':
      return operator === 'eq' || operator === 'ne'
    case 'date':
      return operator === 'between'
    case 'datetime':
    case 'lookup':
      return false
  }
}
