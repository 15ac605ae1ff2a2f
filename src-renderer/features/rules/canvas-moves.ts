import { insertGroup, moveNode, newGroup, removeTile } from '#shared/domain/rules/edit'
import { find } from '#shared/domain/rules/tiles'
import { isBranch } from '#renderer/conditions/tree/node-edit.ts'
import type { Point, Points } from '#renderer/canvas/tile-view.ts'
import { type Draft, tidy } from './canvas-draft.ts'
import { type Edit, place } from './canvas-edits.ts'

/**
 * A condition inside a tile becomes a tile of its own, behind the one that it was in; a branch becomes the tile itself, a single condition the
 * only child of one. `at` is where it was dropped, null leaves the place to the layout. Null for what is no condition inside a tile.
 */
export function moveOut(draft: Draft, id: string, at: Point | null, points: Points): Edit | null {
  const found = find(draft.tree, id)
  if (found?.kind !== 'node' || found.parent === null || found.group === null) return null
  const { node, group } = found
  const fresh = newGroup(draft.tree, node.label.trim() === '' ? `Condition ${draft.tree.groups.length + 1}` : node.label)
  const condition = isBranch(node) ? { ...node, label: fresh.condition.label } : { ...fresh.condition, children: [node] }
  const tree = insertGroup(removeTile(draft.tree, id), { ...fresh, condition }, draft.tree.groups.indexOf(group) + 1)
  return { draft: tidy({ tree, layout: place(draft.layout, condition.id, at, points) }), select: [condition.id] }
}

/** A condition goes to another tile or branch: to its end, or behind the single condition that it was dropped on. Null where nothing would change. */
export function moveInto(draft: Draft, id: string, onto: string): Edit | null {
  const target = find(draft.tree, onto)
  if (id === onto || target?.kind !== 'node' || target.group === null) return null
  const parent = isBranch(target.node) ? target.node.id : target.parent
  if (parent === null) return null
  const tree = moveNode(draft.tree, id, parent, isBranch(target.node) ? undefined : target.index + 1)
  if (tree === draft.tree) return null
  return { draft: { tree, layout: { ...draft.layout, collapsed: draft.layout.collapsed.filter((other) => other !== parent) } }, select: [id] }
}
