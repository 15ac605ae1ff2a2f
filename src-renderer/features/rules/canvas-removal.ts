import { duplicate as duplicateTile, insertGroup, numberingOf, removeTile } from '#shared/domain/rules/edit'
import { renumber } from '#shared/domain/rules/renumber'
import { find } from '#shared/domain/rules/tiles'
import { lineFrom } from '#renderer/canvas/flow-nodes.ts'
import type { Points } from '#renderer/canvas/tile-view.ts'
import { actionNumbering, type Draft, groupOf, groupOfAction, tidy, withLoose } from './canvas-draft.ts'
import { disconnect, type Edit, place } from './canvas-edits.ts'

const ASIDE = 32

/** Takes tiles and lines away. An action whose condition goes, but which is not selected itself, stays and lies loose. */
export function remove(draft: Draft, ids: readonly string[]): Draft {
  let { tree, layout } = draft
  for (const id of ids) {
    const line = lineFrom(id)
    if (line !== null) {
      const edit = disconnect({ tree, layout }, line)
      if (edit !== null) ({ tree, layout } = edit.draft)
      continue
    }
    const action = groupOf(tree, id)?.action
    if (action && !ids.includes(action.id)) layout = withLoose(layout, [...layout.looseActions, action])
    layout = layout.looseActions.some((loose) => loose.id === id) ? withLoose(layout, layout.looseActions.filter((loose) => loose.id !== id)) : layout
    tree = removeTile(tree, id)
  }
  return tidy({ tree, layout })
}

/** Copies beside the tiles: a condition with its action when both are selected, else each alone. */
export function duplicate(draft: Draft, ids: readonly string[], points: Points): Edit {
  let { tree, layout } = draft
  const select: string[] = []
  const put = (id: string, of: string): void => {
    const at = points[of]
    if (at !== undefined && Object.keys(layout.positions).length > 0) layout = place(layout, id, { x: at.x + ASIDE, y: at.y + ASIDE }, layout.positions)
  }
  for (const id of ids) {
    const group = groupOf(tree, id)
    const action = layout.looseActions.find((loose) => loose.id === id) ?? groupOfAction(tree, id)?.action
    if (group !== undefined) {
      const copy = renumber.group(group, numberingOf(tree))
      const both = group.action !== null && ids.includes(group.action.id)
      tree = insertGroup(tree, both ? copy : { ...copy, action: null }, tree.groups.indexOf(group) + 1)
      put(copy.condition.id, id)
      select.push(copy.condition.id)
      if (both && copy.action !== null && group.action !== null) {
        put(copy.action.id, group.action.id)
        select.push(copy.action.id)
      }
    } else if (action) {
      if (ids.some((other) => groupOf(tree, other)?.action?.id === id)) continue
      const copy = { ...action, id: actionNumbering({ tree, layout })() }
      layout = withLoose(layout, [...layout.looseActions, copy])
      put(copy.id, id)
      select.push(copy.id)
    } else {
      const copied = duplicateTile(tree, id)
      if (copied === null) continue
      tree = copied.model
      select.push(copied.id)
    }
  }
  return { draft: { tree, layout }, select }
}

/** Ids without those that lie inside another of them, so that nothing is copied or counted twice. */
export function outermost(draft: Draft, ids: readonly string[]): readonly string[] {
  const all = new Set(ids)
  return ids.filter((id) => {
    const found = find(draft.tree, id)
    return found?.kind !== 'node' || !found.ancestors.some((above) => all.has(above))
  })
}

