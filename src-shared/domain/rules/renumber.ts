import type { BranchNode, ConditionNode, Expression, RuleGroup } from './tree.ts'

/** Answers a new id with each call. */
export type Numbering = () => string

const expression = (from: Expression, next: Numbering): Expression => ({ ...from, id: next() })

function branch(from: BranchNode, next: Numbering): BranchNode {
  return { ...from, id: next(), children: from.children.map((child) => node(child, next)) }
}

function node(from: ConditionNode, next: Numbering): ConditionNode {
  switch (from.kind) {
    case 'all':
    case 'any':
      return branch(from, next)
    case 'attribute':
    case 'occurrence':
      return { ...from, id: next(), expressions: from.expressions.map((one) => expression(one, next)) }
  }
}

function group(from: RuleGroup, next: Numbering): RuleGroup {
  return { id: next(), condition: branch(from.condition, next), action: from.action === null ? null : { ...from.action, id: next() } }
}

/** Copies with fresh ids, for duplicating, pasting from another model and inserting a recipe. */
export const renumber = { expression, branch, node, group }
