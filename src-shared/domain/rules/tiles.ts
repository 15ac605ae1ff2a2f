import type { BranchNode, ConditionNode, Expression, RuleAction, RuleGrade, RuleGroup, RuleModel } from './tree.ts'

/** A tile of a model with the place that it stands in. */
export type Found =
  | { readonly kind: 'group'; readonly group: RuleGroup }
  | {
      readonly kind: 'node'
      readonly node: ConditionNode
      /** Id of the branch that holds it; null for the root of a group and for the audience. */
      readonly parent: string | null
      readonly index: number
      /** Ids of all branches above, the root first. */
      readonly ancestors: readonly string[]
      /** null inside the audience. */
      readonly group: RuleGroup | null
    }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly node: ConditionNode; readonly index: number; readonly group: RuleGroup | null }
  | { readonly kind: 'action'; readonly action: RuleAction; readonly group: RuleGroup }
  | { readonly kind: 'grade'; readonly grade: RuleGrade; readonly index: number }

/** Every tile of the model: the audience's first, then group by group (group, nodes with their expressions, action), then the grades. */
export function* tiles(model: RuleModel): Generator<Found> {
  yield* nodeTiles(model.audience, null, 0, [], null)
  for (const group of model.groups) {
    yield { kind: 'group', group }
    yield* nodeTiles(group.condition, null, 0, [], group)
    if (group.action !== null) yield { kind: 'action', action: group.action, group }
  }
  for (const [index, grade] of model.grades.entries()) yield { kind: 'grade', grade, index }
}

function* nodeTiles(node: ConditionNode, parent: string | null, index: number, ancestors: readonly string[], group: RuleGroup | null): Generator<Found> {
  yield { kind: 'node', node, parent, index, ancestors, group }
  switch (node.kind) {
    case 'all':
    case 'any':
      for (const [place, child] of node.children.entries()) yield* nodeTiles(child, node.id, place, [...ancestors, node.id], group)
      return
    case 'attribute':
    case 'occurrence':
      for (const [place, expression] of node.expressions.entries()) yield { kind: 'expression', expression, node, index: place, group }
  }
}

export function idOf(found: Found): string {
  switch (found.kind) {
    case 'group': return found.group.id
    case 'node': return found.node.id
    case 'expression': return found.expression.id
    case 'action': return found.action.id
    case 'grade': return found.grade.id
  }
}

export function idsOf(model: RuleModel): string[] {
  return [...tiles(model)].map(idOf)
}

/** The tile of that id, or null. */
export function find(model: RuleModel, id: string): Found | null {
  for (const found of tiles(model)) if (idOf(found) === id) return found
  return null
}

/** What to do with the parts of a model; a part that is answered as it was given stays the very same object. */
export interface Changes {
  readonly node?: (node: ConditionNode) => ConditionNode
  readonly children?: (children: readonly ConditionNode[]) => readonly ConditionNode[]
  readonly expressions?: (expressions: readonly Expression[]) => readonly Expression[]
  readonly group?: (group: RuleGroup) => RuleGroup
}

/** Rebuilds a model from the leaves upwards; answers the same object where nothing changed. */
export function mapModel(model: RuleModel, changes: Changes): RuleModel {
  const audience = mapBranch(model.audience, changes)
  const groups = mapList(model.groups, (group) => {
    const condition = mapBranch(group.condition, changes)
    const next = condition === group.condition ? group : { ...group, condition }
    return changes.group?.(next) ?? next
  })
  return audience === model.audience && groups === model.groups ? model : { ...model, audience, groups }
}

function mapBranch(branch: BranchNode, changes: Changes): BranchNode {
  const mapped = mapNode(branch, changes)
  return mapped.kind === 'all' || mapped.kind === 'any' ? mapped : branch
}

function mapNode(node: ConditionNode, changes: Changes): ConditionNode {
  const next = mapParts(node, changes)
  return changes.node?.(next) ?? next
}

function mapParts(node: ConditionNode, changes: Changes): ConditionNode {
  switch (node.kind) {
    case 'all':
    case 'any': {
      const kept = changes.children?.(node.children) ?? node.children
      const children = mapList(kept, (child) => mapNode(child, changes))
      return children === node.children ? node : { ...node, children }
    }
    case 'attribute':
    case 'occurrence': {
      const expressions = changes.expressions?.(node.expressions) ?? node.expressions
      return expressions === node.expressions ? node : { ...node, expressions }
    }
  }
}

function mapList<T>(list: readonly T[], map: (item: T) => T): readonly T[] {
  const next = list.map(map)
  return next.every((item, index) => item === list[index]) ? list : next
}
