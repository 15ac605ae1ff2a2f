import type { CatalogTable } from '../catalog/types.ts'
import { takesUnit } from './operators.ts'
import { error } from './problems.ts'
import type { AttributeNode, BranchNode, ConditionNode, Expression, OccurrenceNode, RuleProblem } from './tree.ts'
import { checkNode } from './validate-structure.ts'

/** Conditions of a filter, groups not counted. */
const MOST_CONDITIONS = 50

/** Which records something is about: a plain list of comparisons that all hold, or conditions joined by and and or. */
export type RecordFilter<Plain> = readonly Plain[] | BranchNode

export function isTreeFilter(filter: RecordFilter<unknown>): filter is BranchNode {
  return 'kind' in filter
}

/** Number of conditions, groups not counted; 0 lets every record through. */
export function filterSize(filter: RecordFilter<unknown>): number {
  return isTreeFilter(filter) ? conditionsOf(filter).length : filter.length
}

/** Attribute and occurrence conditions of a tree, in its order. */
export function conditionsOf(node: ConditionNode): readonly (AttributeNode | OccurrenceNode)[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.children.flatMap(conditionsOf)
    case 'attribute':
    case 'occurrence':
      return [node]
  }
}

/**
 * What keeps a tree from being a filter of records of `table`; none when it can be used. A filter asks what a record is, of closed records as of
 * open ones, so that nothing in it may depend on the day: no counting of each, no date ranges and no “in the last”.
 */
export function filterProblems(tables: readonly CatalogTable[], table: string, filter: BranchNode): readonly RuleProblem[] {
  const all = conditionsOf(filter)
  const many = all.length > MOST_CONDITIONS ? [error('too_many_conditions', filter.id, `A filter has at most ${MOST_CONDITIONS} conditions; this one has ${all.length}.`)] : []
  const shape = checkNode(tables, table, filter, true).filter(({ severity }) => severity === 'error')
  return [...many, ...shape, ...all.flatMap((node) => [...occurrenceProblems(node), ...node.expressions.flatMap(expressionProblems)])]
}

function occurrenceProblems(node: AttributeNode | OccurrenceNode): readonly RuleProblem[] {
  if (node.kind === 'attribute') return []
  return [
    ...(node.frequency.kind === 'each' ? [error('filter_each', node.id, 'A filter cannot count “each”. Choose “at least” or “no”.')] : []),
    ...(node.range.kind === 'lifetime' ? [] : [error('filter_time', node.id, 'A filter of a predictive model counts at any time: what happened in a range of days differs from day to day. Choose “at any time”.')]),
  ]
}

function expressionProblems({ id, operator }: Expression): readonly RuleProblem[] {
  return takesUnit(operator) ? [error('filter_time', id, 'A filter of a predictive model compares with fixed days only, since “in the last” differs from day to day. Choose “is before”, “is after” or “is between”.')] : []
}
