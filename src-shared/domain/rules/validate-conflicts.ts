import type { CatalogTable } from '../catalog/types.ts'
import { findColumn, followLookups } from './context.ts'
import { pathTables } from './paths.ts'
import { error } from './problems.ts'
import { expressionKey } from './same-meaning.ts'
import { satisfiable } from './satisfiable.ts'
import { covers } from './spans.ts'
import type { BranchNode, ConditionNode, Expression, OccurrenceNode, RuleProblem } from './tree.ts'
import { describeExpression, describeNode } from './words.ts'

/** What must hold together: comparisons of the subject itself, and what is counted for it. */
export interface Facts {
  readonly expressions: readonly Expression[]
  readonly occurrences: readonly OccurrenceNode[]
}

export const NO_FACTS: Facts = { expressions: [], occurrences: [] }

export interface Conflicts {
  /** Whether the condition can hold at all, given the facts; errs on the side of yes. */
  readonly possible: boolean
  readonly problems: readonly RuleProblem[]
}

/** Finds conditions that exclude each other. `invalid` holds the ids of what is wrong by itself, which is left out here. */
export function findConflicts(tables: readonly CatalogTable[], start: string, node: ConditionNode, facts: Facts, invalid: ReadonlySet<string>): Conflicts {
  const scope: Scope = { tables, start, invalid }
  return holding(scope, node, facts)
}

interface Scope {
  readonly tables: readonly CatalogTable[]
  readonly start: string
  readonly invalid: ReadonlySet<string>
}

function holding(scope: Scope, node: ConditionNode, facts: Facts): Conflicts {
  switch (node.kind) {
    case 'all':
      return allHold(scope, node, facts)
    case 'any': {
      const children = node.children.map((child) => holding(scope, child, facts))
      return { possible: children.some((child) => child.possible), problems: children.flatMap((child) => child.problems) }
    }
    case 'attribute':
    case 'occurrence':
      return added(scope, node, facts).conflicts
  }
}

/** The facts of all plain children, whatever their order, hold for the "any of" among them too. */
function allHold(scope: Scope, node: BranchNode, facts: Facts): Conflicts {
  const plain: ConditionNode[] = []
  const branches: ConditionNode[] = []
  const collect = (children: readonly ConditionNode[]): void => {
    for (const child of children) {
      if (child.kind === 'all') collect(child.children)
      else (child.kind === 'any' ? branches : plain).push(child)
    }
  }
  collect(node.children)
  let known = facts
  const found = plain.map((child) => {
    const next = added(scope, child, known)
    known = next.facts
    return next.conflicts
  })
  found.push(...branches.map((branch) => holding(scope, branch, known)))
  return { possible: found.every((one) => one.possible), problems: found.flatMap((one) => one.problems) }
}

function added(scope: Scope, node: ConditionNode, facts: Facts): { readonly facts: Facts; readonly conflicts: Conflicts } {
  const problems: RuleProblem[] = []
  let known = facts
  if (node.kind === 'attribute') {
    const { kept, problems: found } = addExpressions(scope, scope.start, node.expressions, known.expressions)
    problems.push(...found)
    known = { ...known, expressions: kept }
  } else if (node.kind === 'occurrence' && !scope.invalid.has(node.id)) {
    const table = pathTables(scope.tables, scope.start, node.path).at(-1) ?? null
    const inner = addExpressions(scope, table, node.expressions, []).problems
    // Nothing passes an impossible comparison, so "none" of it always holds.
    problems.push(...inner)
    if (inner.length > 0 && node.frequency.kind === 'none') return { facts, conflicts: { possible: true, problems } }
    const against = known.occurrences.find((other) => exclude(other, node))
    if (against !== undefined) problems.push(error('impossible', node.id, `This can never hold together with “${describeNode(scope.tables, scope.start, against)}”. Change or delete one of them.`))
    else known = { ...known, occurrences: [...known.occurrences, node] }
  }
  return { facts: known, conflicts: { possible: problems.length === 0, problems } }
}

function addExpressions(scope: Scope, table: string | null, expressions: readonly Expression[], before: readonly Expression[]): { readonly kept: readonly Expression[]; readonly problems: readonly RuleProblem[] } {
  const kept = [...before]
  const problems: RuleProblem[] = []
  for (const expression of expressions) {
    const type = findColumn(scope.tables, followLookups(scope.tables, table, expression.lookups), expression.column)?.type
    if (type === undefined || scope.invalid.has(expression.id)) continue
    const place = JSON.stringify([expression.lookups, expression.column])
    const same = kept.filter((other) => JSON.stringify([other.lookups, other.column]) === place)
    if (satisfiable(type, [...same, expression])) {
      kept.push(expression)
      continue
    }
    const against = same.find((other) => !satisfiable(type, [other, expression]))
    const others = against === undefined ? 'the other comparisons of this column' : `“${describeExpression(scope.tables, table, against)}”`
    problems.push(error('impossible', expression.id, same.length === 0 ? 'No value passes this comparison.' : `This can never hold together with ${others}. To accept either, put them under “any of”.`))
  }
  return { kept, problems }
}

/** Whether one counts none of what the other needs at least one of: the same way, and all that passes the narrower passes the wider. */
function exclude(one: OccurrenceNode, other: OccurrenceNode): boolean {
  if (one.frequency.kind === 'none') return other.frequency.kind !== 'none' && includes(one, other)
  return other.frequency.kind === 'none' && includes(other, one)
}

function includes(wide: OccurrenceNode, narrow: OccurrenceNode): boolean {
  const keys = new Set(narrow.expressions.map(expressionKey))
  return (
    JSON.stringify(wide.path) === JSON.stringify(narrow.path) &&
    (wide.interactionType === null || wide.interactionType === narrow.interactionType) &&
    wide.expressions.every((expression) => keys.has(expressionKey(expression))) &&
    covers(wide.range, narrow.range)
  )
}

/** The comparisons that every record of an audience passes: those of its plain conditions, not those under "any of". */
export function factsOf(branch: BranchNode): Facts {
  const expressions = (node: ConditionNode): readonly Expression[] => (node.kind === 'attribute' ? node.expressions : node.kind === 'all' ? node.children.flatMap(expressions) : [])
  const occurrences = (node: ConditionNode): readonly OccurrenceNode[] => (node.kind === 'occurrence' ? [node] : node.kind === 'all' ? node.children.flatMap(occurrences) : [])
  return { expressions: expressions(branch), occurrences: occurrences(branch) }
}
