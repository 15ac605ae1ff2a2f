import { z } from 'zod'
import { layoutSchema } from '#shared/contract/rules'
import { ruleModelSchema } from '#shared/contract/rule-tree'
import { emptyModel, insertGroup, insertNode, numberingOf } from '#shared/domain/rules/edit'
import { renumber } from '#shared/domain/rules/renumber'
import { retarget } from '#shared/domain/rules/retarget'
import { find } from '#shared/domain/rules/tiles'
import type { ConditionNode, RuleAction, RuleGroup, RuleTarget } from '#shared/domain/rules/tree'
import type { Point, Points } from '#renderer/canvas/tile-view.ts'
import { actionNumbering, type Draft, groupOf, groupOfAction, withLoose } from './canvas-draft.ts'
import { addChild, type Edit, groupHolding, place } from './canvas-edits.ts'
import { replaceAction } from '#shared/domain/rules/edit'
import { outermost } from './canvas-removal.ts'

const MARK = 'sextant/rule-tiles'

/** Tiles as text for the system's clipboard: a model that holds them, so that one schema checks everything, and actions that lie loose. */
const clipSchema = z.object({ kind: z.literal(MARK), version: z.literal(1), model: ruleModelSchema, layout: layoutSchema })

export interface Clip {
  /** What the model that they were copied from is about. */
  readonly target: RuleTarget
  readonly groups: readonly RuleGroup[]
  /** Conditions that were copied without their parent. */
  readonly nodes: readonly ConditionNode[]
  readonly actions: readonly RuleAction[]
  readonly places: Points
}

/** The text of the selected tiles; null when nothing that can be copied is selected. */
export function copyTiles(draft: Draft, selected: readonly string[], points: Points): string | null {
  const ids = outermost(draft, selected)
  const groups = ids.flatMap((id) => {
    const group = groupOf(draft.tree, id)
    return group === undefined ? [] : [group.action !== null && !ids.includes(group.action.id) ? { ...group, action: null } : group]
  })
  const inGroups = new Set(groups.flatMap((group) => (group.action === null ? [] : [group.action.id])))
  const actions = ids.flatMap((id) => {
    const action = inGroups.has(id) ? null : (draft.layout.looseActions.find((loose) => loose.id === id) ?? groupOfAction(draft.tree, id)?.action)
    return action ? [action] : []
  })
  const nodes = ids.flatMap((id) => {
    const found = find(draft.tree, id)
    return found?.kind === 'node' && found.parent !== null ? [found.node] : []
  })
  if (groups.length + actions.length + nodes.length === 0) return null
  const empty = emptyModel('', draft.tree.target)
  const positions = Object.fromEntries([...groups.map((group) => group.condition.id), ...inGroups, ...actions.map((action) => action.id)].flatMap((id) => (points[id] ? [[id, points[id]]] : [])))
  return JSON.stringify({ kind: MARK, version: 1, model: { ...empty, audience: { ...empty.audience, children: nodes }, groups }, layout: { positions, collapsed: [], looseActions: actions } })
}

/** The tiles of a text; null for any other text. */
export function readClip(text: string): Clip | null {
  if (!text.includes(MARK)) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const { data } = clipSchema.safeParse(value)
  return data === undefined ? null : { target: data.model.target, groups: data.model.groups, nodes: data.model.audience.children, actions: data.layout.looseActions, places: data.layout.positions }
}

/**
 * Puts copied tiles into a model under fresh ids, asked of what that model is about: conditions into the selected tile, or each as a tile of its own; one action alone onto a
 * selected condition that has none. `at` is where the upper left of them goes.
 */
export function pasteTiles(draft: Draft, clip: Clip, into: string | null, at: Point, points: Points): Edit {
  let { tree, layout } = draft
  const select: string[] = []
  const manual = Object.keys(layout.positions).length > 0
  const corner = { x: Math.min(...Object.values(clip.places).map(({ x }) => x), Infinity), y: Math.min(...Object.values(clip.places).map(({ y }) => y), Infinity) }
  const put = (id: string, was: string): void => {
    const old = clip.places[was]
    if (manual && old !== undefined) layout = place(layout, id, { x: old.x - corner.x + at.x, y: old.y - corner.y + at.y }, { ...points, ...layout.positions })
    select.push(id)
  }
  for (const group of clip.groups) {
    const copy = renumber.group({ ...group, condition: retarget(group.condition, clip.target, tree.target) }, numberingOf(tree))
    tree = insertGroup(tree, copy)
    put(copy.condition.id, group.condition.id)
    if (copy.action !== null && group.action !== null) put(copy.action.id, group.action.id)
  }
  for (const node of clip.nodes.map((each) => retarget(each, clip.target, tree.target))) {
    const inside = into === null ? null : addChild({ tree, layout }, into, node)
    if (inside !== null) {
      ({ tree, layout } = inside.draft)
      select.push(...inside.select)
      continue
    }
    const next = numberingOf(tree)
    const group: RuleGroup = { id: next(), condition: { kind: 'all', id: next(), label: node.label, children: [] }, action: null }
    const withGroup = insertGroup(tree, group)
    tree = insertNode(withGroup, group.condition.id, renumber.node(node, numberingOf(withGroup)))
    put(group.condition.id, node.id)
  }
  for (const action of clip.actions) {
    const copy = { ...action, id: actionNumbering({ tree, layout })() }
    const group = into === null || clip.actions.length > 1 ? undefined : groupHolding(tree, into)
    if (group !== undefined && group.action === null) tree = replaceAction(tree, group.id, copy)
    else layout = withLoose(layout, [...layout.looseActions, copy])
    put(copy.id, action.id)
  }
  return { draft: { tree, layout }, select }
}
