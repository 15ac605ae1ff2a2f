import { renumber, type Numbering } from './renumber.ts'
import { find, mapModel, type Found } from './tiles.ts'
import type { ConditionNode, Expression, RuleAction, RuleGrade, RuleGroup, RuleModel, RuleTarget } from './tree.ts'
import { NO_SETTINGS } from './tree.ts'
import { idsOf } from './tiles.ts'

/*
 * Pure edits: each takes a model and answers a new one, or the very same object when there is nothing to change
 * (unknown id, a node moved into itself). Places are indexes into the list after which nothing is removed yet; an index
 * beyond the end, or none, means at the end.
 */

/** The next free id, `n` and the highest number of any id of the model plus one: the same edits give the same ids. */
export function newId(model: RuleModel, extra: readonly string[] = []): string {
  return `n${highestNumber([...idsOf(model), ...extra]) + 1}`
}

function highestNumber(ids: Iterable<string>): number {
  let highest = 0
  for (const id of ids) {
    const number = Number(/(\d{1,9})$/u.exec(id)?.[1] ?? 0)
    if (number > highest) highest = number
  }
  return highest
}

/** Gives out ids that neither the model nor anything numbered before has. */
export function numberingOf(model: RuleModel): Numbering {
  let last = highestNumber(idsOf(model))
  return () => {
    last += 1
    return `n${last}`
  }
}

/** A model that scores everyone with nothing yet. */
export function emptyModel(name: string, target: RuleTarget): RuleModel {
  return { name, description: '', target, audience: { kind: 'all', id: 'n1', label: '', children: [] }, groups: [], grades: [], settings: NO_SETTINGS }
}

/** A group without conditions and without an action. */
export function newGroup(model: RuleModel, label = ''): RuleGroup {
  const next = numberingOf(model)
  return { id: next(), condition: { kind: 'all', id: next(), label, children: [] }, action: null }
}

export function insertNode(model: RuleModel, parentId: string, node: ConditionNode, index?: number): RuleModel {
  return mapModel(model, {
    node: (here) => (here.id === parentId && (here.kind === 'all' || here.kind === 'any') ? { ...here, children: inserted(here.children, node, index) } : here),
  })
}

export function insertExpression(model: RuleModel, nodeId: string, expression: Expression, index?: number): RuleModel {
  return mapModel(model, {
    node: (here) => (here.id === nodeId && (here.kind === 'attribute' || here.kind === 'occurrence') ? { ...here, expressions: inserted(here.expressions, expression, index) } : here),
  })
}

export function insertGroup(model: RuleModel, group: RuleGroup, index?: number): RuleModel {
  return { ...model, groups: inserted(model.groups, group, index) }
}

export function insertGrade(model: RuleModel, grade: RuleGrade, index?: number): RuleModel {
  return { ...model, grades: inserted(model.grades, grade, index) }
}

/** Removes the tile of that id: a node, expression, action, grade or group; the root of a group removes the group, the audience itself stays but empties. */
export function removeTile(model: RuleModel, id: string): RuleModel {
  if (id === model.audience.id) return model.audience.children.length === 0 ? model : { ...model, audience: { ...model.audience, children: [] } }
  if (find(model, id) === null) return model
  const groups = model.groups.filter((group) => group.id !== id && group.condition.id !== id)
  return mapModel(
    { ...model, groups, grades: model.grades.filter((grade) => grade.id !== id) },
    { children: (children) => without(children, id), expressions: (expressions) => without(expressions, id), group: (group) => (group.action?.id === id ? { ...group, action: null } : group) },
  )
}

/** Moves a node under another branch (of the same group or not); a node is never moved into itself. */
export function moveNode(model: RuleModel, id: string, parentId: string, index?: number): RuleModel {
  const found = find(model, id)
  const target = find(model, parentId)
  if (found?.kind !== 'node' || found.parent === null || target?.kind !== 'node') return model
  if (target.node.kind !== 'all' && target.node.kind !== 'any') return model
  if (id === parentId || target.ancestors.includes(id)) return model
  const before = found.parent === parentId && index !== undefined && found.index < index ? index - 1 : index
  return insertNode(removeTile(model, id), parentId, found.node, before)
}

export function moveExpression(model: RuleModel, id: string, nodeId: string, index?: number): RuleModel {
  const found = find(model, id)
  const target = find(model, nodeId)
  if (found?.kind !== 'expression' || target?.kind !== 'node' || target.node.kind === 'all' || target.node.kind === 'any') return model
  const before = found.node.id === nodeId && index !== undefined && found.index < index ? index - 1 : index
  return insertExpression(removeTile(model, id), nodeId, found.expression, before)
}

/** Moves a group among the groups, or a grade among the grades. */
export function reorder(model: RuleModel, id: string, index: number): RuleModel {
  const found = find(model, id)
  if (found?.kind === 'group') return insertGroup({ ...model, groups: without(model.groups, found.group.id) }, found.group, index)
  if (found?.kind === 'grade') return insertGrade({ ...model, grades: without(model.grades, id) }, found.grade, index)
  return model
}

/** Puts a copy with fresh ids right behind the tile; answers the model and the copy's id, or null where a tile cannot be copied. */
export function duplicate(model: RuleModel, id: string): { readonly model: RuleModel; readonly id: string } | null {
  const found = find(model, id)
  if (found === null) return null
  const copy = copyOf(found, numberingOf(model))
  if (copy === null) return null
  switch (copy.kind) {
    case 'group': return { model: insertGroup(model, copy.group, model.groups.findIndex((group) => group.id === id || group.condition.id === id) + 1), id: copy.group.id }
    case 'node': return { model: insertNode(model, copy.parent, copy.node, copy.index), id: copy.node.id }
    case 'expression': return { model: insertExpression(model, copy.parent, copy.expression, copy.index), id: copy.expression.id }
    case 'grade': return { model: insertGrade(model, copy.grade, copy.index), id: copy.grade.id }
  }
}

type Copy =
  | { readonly kind: 'group'; readonly group: RuleGroup }
  | { readonly kind: 'node'; readonly node: ConditionNode; readonly parent: string; readonly index: number }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly parent: string; readonly index: number }
  | { readonly kind: 'grade'; readonly grade: RuleGrade; readonly index: number }

function copyOf(found: Found, next: Numbering): Copy | null {
  switch (found.kind) {
    case 'group':
      return { kind: 'group', group: renumber.group(found.group, next) }
    case 'node':
      if (found.parent !== null) return { kind: 'node', node: renumber.node(found.node, next), parent: found.parent, index: found.index + 1 }
      return found.group === null ? null : { kind: 'group', group: renumber.group(found.group, next) }
    case 'expression':
      return { kind: 'expression', expression: { ...found.expression, id: next() }, parent: found.node.id, index: found.index + 1 }
    case 'grade':
      return { kind: 'grade', grade: { ...found.grade, id: next() }, index: found.index + 1 }
    case 'action':
      return null
  }
}

/** Puts `node` in the place of the node of that id. The audience and a group's root take branches only. */
export function replaceNode(model: RuleModel, id: string, node: ConditionNode): RuleModel {
  return mapModel(model, { node: (here) => (here.id === id ? node : here) })
}

export function replaceExpression(model: RuleModel, id: string, expression: Expression): RuleModel {
  return mapModel(model, { expressions: (expressions) => replaced(expressions, id, expression) })
}

/** Sets or takes away the action of a group. */
export function replaceAction(model: RuleModel, groupId: string, action: RuleAction | null): RuleModel {
  return mapModel(model, { group: (group) => (group.id === groupId ? { ...group, action } : group) })
}

export function replaceGrade(model: RuleModel, id: string, grade: RuleGrade): RuleModel {
  return { ...model, grades: replaced(model.grades, id, grade) }
}

function inserted<T>(list: readonly T[], item: T, index = list.length): readonly T[] {
  return [...list.slice(0, index), item, ...list.slice(index)]
}

function without<T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] {
  return list.some((item) => item.id === id) ? list.filter((item) => item.id !== id) : list
}

function replaced<T extends { readonly id: string }>(list: readonly T[], id: string, item: T): readonly T[] {
  return list.some((here) => here.id === id) ? list.map((here) => (here.id === id ? item : here)) : list
}
