import type { CatalogTable } from '#shared/domain/catalog/types'
import { followLookups } from '#shared/domain/rules/context'
import type { Expression } from '#shared/domain/rules/tree'
import { columnAt } from '#renderer/conditions/tree/column-walk.ts'
import { withColumn } from '#renderer/conditions/tree/value-kind.ts'

/** The lookups that all expressions begin with: the record that a condition on attributes is about, seen from the scored one. */
export function commonLookups(expressions: readonly Expression[]): readonly string[] {
  const [first, ...rest] = expressions
  if (first === undefined) return []
  const differs = first.lookups.findIndex((name, index) => rest.some((expression) => expression.lookups[index] !== name))
  return differs === -1 ? first.lookups : first.lookups.slice(0, differs)
}

/** The expressions about another record: columns that it has as well stay, others are to be chosen again. */
export function rebase(expressions: readonly Expression[], lookups: readonly string[], start: string, tables: readonly CatalogTable[]): readonly Expression[] {
  const was = commonLookups(expressions).length
  return expressions.map((expression) => {
    // one that goes through the new record already is about it as it stands
    if (lookups.length > was && lookups.every((name, index) => expression.lookups[index] === name)) return expression
    const ref = { lookups: [...lookups, ...expression.lookups.slice(was)], column: expression.column }
    const column = columnAt(tables, start, ref)
    if (column !== undefined) return withColumn(expression, ref, column.type)
    return { ...expression, lookups: followLookups(tables, start, ref.lookups) === null ? [...lookups] : ref.lookups, column: '', operator: 'equals', values: [], unit: null }
  })
}
