import { interactionPath } from './recipes.ts'
import type { BranchNode, ConditionNode, Hop, RuleTarget } from './tree.ts'

const isHop = (one: Hop, other: Hop | undefined): boolean =>
  other !== undefined && one.column === other.column && (one.kind === 'rows' ? other.kind === 'rows' && one.table === other.table : other.kind === 'lookup')

/**
 * The condition as a model about another kind of record asks it: ways from the record to its interactions begin at the other record.
 * Whatever else it asks stays, and is found by the check where the other record does not have it.
 */
export function retarget(node: BranchNode, from: RuleTarget, to: RuleTarget): BranchNode
export function retarget(node: ConditionNode, from: RuleTarget, to: RuleTarget): ConditionNode
export function retarget(node: ConditionNode, from: RuleTarget, to: RuleTarget): ConditionNode {
  if (from === to) return node
  switch (node.kind) {
    case 'all':
    case 'any':
      return { ...node, children: node.children.map((child) => retarget(child, from, to)) }
    case 'attribute':
      return node
    case 'occurrence': {
      const begins = interactionPath(from)
      const isOwn = begins.every((hop, index) => isHop(hop, node.path[index]))
      return isOwn ? { ...node, path: [...interactionPath(to), ...node.path.slice(begins.length)] } : node
    }
  }
}
