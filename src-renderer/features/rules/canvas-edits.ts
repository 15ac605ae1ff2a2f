import type { CatalogTable } from '#shared/domain/catalog/types'
import { insertGroup, insertNode, newGroup, numberingOf, replaceAction, replaceNode } from '#shared/domain/rules/edit'
import { renumber } from '#shared/domain/rules/renumber'
import { find } from '#shared/domain/rules/tiles'
import type { BranchNode, ConditionNode, RuleAction, RuleModel, RuleTarget } from '#shared/domain/rules/tree'
import type { Point, Points } from '#renderer/canvas/tile-view.ts'
import { isBranch, newOccurrence } from '#renderer/conditions/tree/node-edit.ts'
import { blankExpression } from '#renderer/conditions/tree/value-kind.ts'
import { actionNumbering, type Draft, groupOf, groupOfAction, tidy, withLoose } from './canvas-draft.ts'

/** What an edit of the canvas answers: the next draft and the tiles to select. */
export interface Edit {
  readonly draft: Draft
  readonly select: readonly string[]
}

const FIRST_POINTS = 10

/** One condition with one expression to fill in, about the interactions of whom the model is about. */
export function newChild(tree: RuleModel, tables: readonly CatalogTable[]): ConditionNode {
  const next = numberingOf(tree)
  const target: RuleTarget = tree.target
  const child = newOccurrence(next, { table: 'interaction', interactionType: null, steps: [] }, target, tables)
  return { ...child, frequency: { kind: 'each' }, expressions: [blankExpression(next(), null)] }
}

/** A parent tile with one condition; `at` is where it was dropped, null leaves the place to the layout. */
export function addCondition({ tree, layout }: Draft, child: ConditionNode, label: string, at: Point | null, points: Points): Edit {
  const group = newGroup(tree, label)
  const withGroup = insertGroup(tree, group)
  const next = insertNode(withGroup, group.condition.id, renumber.node(child, numberingOf(withGroup)))
  return { draft: { tree: next, layout: place(layout, group.condition.id, at, points) }, select: [group.condition.id] }
}

/** A condition inside another: of the branch itself, or beside the leaf that was pointed at. */
export function addChild(draft: Draft, onto: string, child: ConditionNode): Edit | null {
  const found = find(draft.tree, onto)
  if (found?.kind !== 'node') return null
  const parent = isBranch(found.node) ? found.node.id : found.parent
  if (parent === null) return null
  const fresh = renumber.node(child, numberingOf(draft.tree))
  const tree = insertNode(draft.tree, parent, fresh, isBranch(found.node) ? undefined : found.index + 1)
  const collapsed = draft.layout.collapsed.filter((id) => id !== parent)
  return { draft: { tree, layout: { ...draft.layout, collapsed } }, select: [fresh.id] }
}

/** An action; with a condition that has none it is connected to it, else it lies loose. */
export function addAction(draft: Draft, onto: string | null, at: Point | null, points: Points): Edit {
  const action: RuleAction = { id: actionNumbering(draft)(), points: FIRST_POINTS, cap: null, decay: null }
  const group = onto === null ? undefined : groupHolding(draft.tree, onto)
  if (group !== undefined && group.action === null) {
    return { draft: { tree: replaceAction(draft.tree, group.id, action), layout: place(draft.layout, action.id, at, points) }, select: [action.id] }
  }
  const layout = place(draft.layout, action.id, at, points)
  return { draft: { ...draft, layout: withLoose(layout, [...layout.looseActions, action]) }, select: [action.id] }
}

/** Draws a line. The action leaves the condition that it had; an action that the condition had lies loose from now on. */
export function connect(draft: Draft, from: string, to: string): Edit | null {
  const group = groupOf(draft.tree, from)
  const loose = draft.layout.looseActions.find((action) => action.id === to)
  const other = groupOfAction(draft.tree, to)
  const action = loose ?? other?.action
  if (group === undefined || action === undefined || action === null || group.action?.id === to) return null
  const left = draft.layout.looseActions.filter((one) => one.id !== to)
  const layout = withLoose(draft.layout, group.action === null ? left : [...left, group.action])
  const freed = other === undefined ? draft.tree : replaceAction(draft.tree, other.id, null)
  return { draft: { tree: replaceAction(freed, group.id, action), layout }, select: [to] }
}

/** Takes the line off; the action lies loose. */
export function disconnect(draft: Draft, from: string): Edit | null {
  const group = groupOf(draft.tree, from)
  if (group === undefined || group.action === null) return null
  return { draft: { tree: replaceAction(draft.tree, group.id, null), layout: withLoose(draft.layout, [...draft.layout.looseActions, group.action]) }, select: [group.action.id] }
}

/** Folds or unfolds branches. */
export function collapse(draft: Draft, ids: readonly string[]): Draft {
  const folded = new Set(draft.layout.collapsed)
  for (const id of ids) {
    const found = find(draft.tree, id)
    if (found?.kind !== 'node' || !isBranch(found.node)) continue
    if (!folded.delete(id)) folded.add(id)
  }
  return { ...draft, layout: { ...draft.layout, collapsed: [...folded] } }
}

/** Any instead of all, and back. */
export function toggleJoin(draft: Draft, branchId: string): Draft {
  const found = find(draft.tree, branchId)
  if (found?.kind !== 'node' || !isBranch(found.node)) return draft
  const kind: BranchNode['kind'] = found.node.kind === 'all' ? 'any' : 'all'
  return { ...draft, tree: replaceNode(draft.tree, branchId, { ...found.node, kind }) }
}

/** Where tiles were moved to; from the first move on every tile keeps its place. */
export const movePlaces = (draft: Draft, moved: Points, points: Points): Draft => tidy({ ...draft, layout: { ...draft.layout, positions: { ...points, ...moved } } })

/** Back to automatic places. */
export const layOut = (draft: Draft): Draft => ({ ...draft, layout: { ...draft.layout, positions: {} } })

export function place(layout: Draft['layout'], id: string, at: Point | null, points: Points): Draft['layout'] {
  return at === null ? layout : { ...layout, positions: { ...points, [id]: at } }
}

/** The group whose tile is or holds this condition. */
export function groupHolding(tree: RuleModel, id: string) {
  const found = find(tree, id)
  return found?.kind === 'node' ? (found.group === null ? undefined : groupOf(tree, found.group.condition.id)) : undefined
}
