import type { ConditionNode, Expression } from './tree.ts'

/** A comparison without its id, as a key: equal keys mean the same. */
export function expressionKey({ lookups, column, operator, values, unit }: Expression): string {
  return JSON.stringify([lookups, column, operator, values, unit])
}

/** Whether two conditions say the same, ids and labels aside. */
export function sameMeaning(one: ConditionNode, other: ConditionNode): boolean {
  return key(one) === key(other)
}

function key(node: ConditionNode): string {
  switch (node.kind) {
    case 'all':
    case 'any':
      return JSON.stringify([node.kind, node.children.map(key)])
    case 'attribute':
      return JSON.stringify([node.kind, node.expressions.map(expressionKey)])
    case 'occurrence':
      return JSON.stringify([node.kind, node.path, node.interactionType, node.frequency, node.range, node.expressions.map(expressionKey)])
  }
}
