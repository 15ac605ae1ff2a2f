import type { RuleSimulation } from '#shared/contract/rules'
import type { CatalogTable } from '#shared/domain/catalog/types'
import type { BranchNode, ConditionNode, Expression, RuleAction, RuleGroup, RuleProblem } from '#shared/domain/rules/tree'
import { counts, describeAction, describeExpression, describeLimits, describeNode } from '#shared/domain/rules/words'
import { occurrenceTable } from '#shared/domain/rules/paths'
import type { ActionTile, BranchView, ChildView, EdgeView, LeafView, TileView } from '#renderer/canvas/tile-view.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { isBranch } from '#renderer/conditions/tree/node-edit.ts'
import type { Draft } from './canvas-draft.ts'

interface Seen {
  readonly tables: readonly CatalogTable[]
  /** The table that conditions start at. */
  readonly start: string
  readonly problems: ReadonlyMap<string, RuleProblem>
  readonly collapsed: ReadonlySet<string>
  readonly simulation: RuleSimulation | null
}

/** The tiles and lines of a draft in words: what they say, what is wrong with them, how many they match. */
export function viewsOf(draft: Draft, tables: readonly CatalogTable[], problems: readonly RuleProblem[], simulation: RuleSimulation | null): { readonly tiles: readonly TileView[]; readonly edges: readonly EdgeView[] } {
  const { tree, layout } = draft
  const first = new Map(problems.toReversed().toSorted((one, other) => Number(one.severity === 'error') - Number(other.severity === 'error')).map((problem) => [problem.at, problem]))
  const seen: Seen = { tables, start: tree.target, problems: first, collapsed: new Set(layout.collapsed), simulation }
  const tiles: TileView[] = []
  const edges: EdgeView[] = []
  for (const group of tree.groups) {
    tiles.push({ kind: 'condition', id: group.condition.id, branch: rootView(group, seen) })
    if (group.action === null) continue
    tiles.push(actionView(group.action, group, seen))
    edges.push({ from: group.condition.id, to: group.action.id })
  }
  for (const action of layout.looseActions) tiles.push(actionView(action, null, seen))
  return { tiles, edges }
}

function rootView(group: RuleGroup, seen: Seen): BranchView {
  const view = branchView(group.condition, seen)
  const own = seen.problems.get(group.id) ?? null
  const found = seen.simulation?.nodes[group.condition.id]
  const number = broken(group, seen) ? 'not counted' : found === undefined ? '' : view.collapsed ? count(found.leads) : `${count(found.leads)} of ${count(seen.simulation?.scored ?? 0)}`
  return { ...view, problem: view.problem ?? own?.sentence ?? null, title: group.condition.label.trim() === '' ? 'Untitled condition' : group.condition.label, count: number }
}

const childView = (node: ConditionNode, seen: Seen): ChildView => (isBranch(node) ? branchView(node, seen) : leafView(node, seen))

function branchView(node: BranchNode, seen: Seen): BranchView {
  const collapsed = seen.collapsed.has(node.id)
  const hidden = collapsed ? problemInside(node, seen) : null
  const title = node.label.trim() === '' ? (node.kind === 'all' ? 'All of these' : 'Any of these') : node.label
  return { kind: 'branch', id: node.id, title, join: node.kind === 'all' ? 'and' : 'or', collapsed, conditions: leaves(node), count: nodeCount(node.id, seen), problem: seen.problems.get(node.id)?.sentence ?? hidden, children: node.children.map((child) => childView(child, seen)) }
}

const leaves = (node: ConditionNode): number => (isBranch(node) ? node.children.reduce((sum, child) => sum + leaves(child), 0) : 1)

function leafView(node: Exclude<ConditionNode, BranchNode>, seen: Seen): LeafView {
  const problem = problemOf(node, seen)
  const table = node.kind === 'occurrence' ? occurrenceTable(seen.start, node.path) : seen.start
  const [head, ...rest] = node.expressions
  const more = head === undefined ? '' : `${describeExpression(seen.tables, table, head)}${rest.length === 0 ? '' : `, and ${rest.length} more`}`
  const lines = node.kind === 'occurrence' ? [describeNode(seen.tables, seen.start, node), more] : [head === undefined ? describeNode(seen.tables, seen.start, node) : more]
  const [first = '', ...others] = lines.filter((line) => line !== '')
  const named = node.label.trim() !== ''
  return { kind: 'leaf', id: node.id, title: named ? node.label : first, lines: named ? [first, ...others] : others, count: problem?.severity === 'error' ? '–' : nodeCount(node.id, seen), problem: problem?.sentence ?? null }
}

function actionView(action: RuleAction, group: RuleGroup | null, seen: Seen): ActionTile {
  const given = group === null ? undefined : seen.simulation?.groups[group.id]
  const words = group === null ? 'not connected' : broken(group, seen) ? 'waits for a fix' : given === undefined ? '' : `${count(Math.abs(given.points))} ${action.points < 0 ? 'taken' : 'given'}`
  return { kind: 'action', id: action.id, sign: action.points < 0 ? 'less' : 'plus', title: describeAction(action), line: group === null ? 'Drag a line from a condition' : limits(action, group), count: words, problem: seen.problems.get(action.id)?.sentence ?? null }
}

const limits = (action: RuleAction, group: RuleGroup): string => describeLimits(action, counts(group.condition)).replace(/^Once/u, 'Once a lead')

const nodeCount = (id: string, seen: Seen): string => {
  const found = seen.simulation?.nodes[id]
  return found === undefined ? '' : count(found.leads)
}

const expressionsOf = (node: ConditionNode): readonly Expression[] => (isBranch(node) ? [] : node.expressions)

function problemOf(node: ConditionNode, seen: Seen): RuleProblem | null {
  const found = [node.id, ...expressionsOf(node).map((expression) => expression.id)].flatMap((id) => seen.problems.get(id) ?? [])
  return found.find((problem) => problem.severity === 'error') ?? found[0] ?? null
}

function problemInside(node: BranchNode, seen: Seen): string | null {
  for (const child of node.children) {
    const sentence = problemOf(child, seen)?.sentence ?? (isBranch(child) ? problemInside(child, seen) : null)
    if (sentence !== null) return sentence
  }
  return null
}

/** Whether an error keeps the group from being counted. */
function broken(group: RuleGroup, seen: Seen): boolean {
  const wrong = (id: string | undefined): boolean => id !== undefined && seen.problems.get(id)?.severity === 'error'
  const inside = (node: ConditionNode): boolean => problemOf(node, seen)?.severity === 'error' || (isBranch(node) && node.children.some(inside))
  return wrong(group.id) || wrong(group.action?.id) || inside(group.condition)
}
