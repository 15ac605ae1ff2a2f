import type { CatalogTable } from '../catalog/types.ts'
import { findColumn, findTable, interactionTypes, timeColumn } from './context.ts'
import { error, isDay, warning } from './problems.ts'
import { pathTables } from './paths.ts'
import { sameMeaning } from './same-meaning.ts'
import { UNIT_DAYS } from './spans.ts'
import { LABEL_LENGTH, MOST_HOPS, type BranchNode, type ConditionNode, type OccurrenceNode, type RuleProblem } from './tree.ts'
import { checkExpression } from './validate-expressions.ts'

const MOST_DAYS = 36_600

/** What is wrong with a condition itself: its label, path, frequency, range, comparisons and children. `root` is the parent tile of a group or the audience. */
export function checkNode(tables: readonly CatalogTable[], start: string, node: ConditionNode, root: boolean): readonly RuleProblem[] {
  const label = node.label.length > LABEL_LENGTH ? [error('label_length', node.id, `A label has at most ${LABEL_LENGTH} characters; this one has ${node.label.length}.`)] : []
  switch (node.kind) {
    case 'all':
    case 'any':
      return [...label, ...checkChildren(node, root), ...node.children.flatMap((child) => checkNode(tables, start, child, false))]
    case 'attribute':
      return [
        ...label,
        ...(node.expressions.length === 0 ? [warning('always_true', node.id, 'This condition compares nothing, so it always holds. Add a comparison or delete it.')] : []),
        ...node.expressions.flatMap((expression) => checkExpression(tables, start, 0, expression)),
      ]
    case 'occurrence': {
      const table = node.path.length === 0 ? null : (pathTables(tables, start, node.path).at(-1) ?? null)
      return [...label, ...checkOccurrence(tables, start, node, table), ...node.expressions.flatMap((expression) => checkExpression(tables, table, node.path.length, expression))]
    }
  }
}

function checkChildren(node: BranchNode, root: boolean): readonly RuleProblem[] {
  if (node.children.length === 0 && !root) {
    return [node.kind === 'any' ? error('empty_branch', node.id, '“Any of” without conditions never holds. Add a condition or delete it.') : warning('empty_branch', node.id, '“All of” without conditions always holds. Add a condition or delete it.')]
  }
  return node.children.flatMap((child, index) =>
    node.children.slice(0, index).some((other) => sameMeaning(other, child)) ? [warning('repeated_condition', child.id, 'The same condition stands here twice. Delete one of them.')] : [],
  )
}

function checkOccurrence(tables: readonly CatalogTable[], start: string, node: OccurrenceNode, table: string | null): readonly RuleProblem[] {
  const { id, frequency } = node
  const problems = [...checkPath(tables, start, node, table)]
  if (frequency.kind === 'at_least' && (!Number.isInteger(frequency.count) || frequency.count < 1)) problems.push(error('frequency', id, 'The number after “at least” must be a whole number from 1 on.'))
  problems.push(...checkRange(node))
  const counted = findTable(tables, table)
  if (counted !== null && node.range.kind !== 'lifetime' && timeColumn(counted) === null) problems.push(error('no_time', id, `${counted.labelPlural} have no time, so that only “any time” is possible.`))
  return problems
}

function checkPath(tables: readonly CatalogTable[], start: string, node: OccurrenceNode, table: string | null): readonly RuleProblem[] {
  const { id, path, interactionType } = node
  if (path.length === 0) return [error('missing_path', id, 'Choose what to count: a type of interaction or a table.')]
  if (path.length > MOST_HOPS) return [error('too_many_hops', id, `The way has ${path.length} steps; at most ${MOST_HOPS} are possible.`)]
  if (table === null) return [brokenPath(tables, start, node)]
  if (path.at(-1)?.kind !== 'rows') return [error('path_end', id, `The way leads to one ${findTable(tables, table)?.label ?? 'record'} only. Compare its columns in a condition instead of counting it.`)]
  if (interactionType === null) return []
  if (table !== 'interaction') return [error('interaction_type', id, 'Only interactions have a type. Choose another path or take the type away.')]
  const types = interactionTypes(tables)
  return types.some((known) => known.toLowerCase() === interactionType.toLowerCase()) ? [] : [error('unknown_interaction_type', id, `There is no interaction type “${interactionType}”. Choose one of the list.`)]
}

function brokenPath(tables: readonly CatalogTable[], start: string, { id, path }: OccurrenceNode): RuleProblem {
  const reached = [start, ...pathTables(tables, start, path)]
  const at = reached.indexOf(null) - 1
  const hop = path[at]
  const here = findTable(tables, reached[at] ?? null)?.labelPlural ?? 'the records before'
  if (hop?.kind === 'rows' && findTable(tables, hop.table) === null) return error('unknown_table', id, `Step ${at + 1} of the way goes to a table that no longer exists. Choose the path again.`)
  if (hop?.kind === 'rows' && findColumn(tables, hop.table, hop.column)?.lookupTable !== undefined) return error('broken_path', id, `Step ${at + 1} of the way does not start at ${here}. Choose the path again.`)
  return error('unknown_column', id, `Step ${at + 1} of the way follows a relationship of ${here} that does not exist. Choose the path again.`)
}

function checkRange({ id, range }: OccurrenceNode): readonly RuleProblem[] {
  switch (range.kind) {
    case 'lifetime':
      return []
    case 'last':
      if (!Number.isInteger(range.count) || range.count < 1) return [error('range', id, 'The number after “last” must be a whole number from 1 on.')]
      return range.count * UNIT_DAYS[range.unit][0] > MOST_DAYS ? [error('range', id, 'At most 100 years can be looked back.')] : []
    case 'between':
      if (range.from === '' || range.to === '') return [error('missing_value', id, 'Say from which day to which day.')]
      if (!isDay(range.from) || !isDay(range.to)) return [error('range', id, 'A day is written as 2026-01-31 and must exist in the calendar.')]
      return range.from > range.to ? [error('impossible', id, 'The first day is later than the last. Put the earlier one first.')] : []
  }
}
