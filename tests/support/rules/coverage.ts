import { RULE_OPERATORS, type ConditionNode, type RuleGroup, type RuleModel } from '#shared/domain/rules/tree'

/** What a model is made of, as marks such as `operator:in`, `frequency:none`, `all in any`, `decay`. */
export function marksOf(model: RuleModel, group: RuleGroup): Set<string> {
  const marks = new Set<string>([`target:${model.target}`])
  const { decay = null, cap = null } = group.action ?? {}
  if (decay !== null) marks.add('decay')
  if (cap !== null) marks.add('cap')
  if (model.settings.countParentContact) marks.add('parent contact')
  const visit = (node: ConditionNode, parent: string | null): void => {
    if ('children' in node) {
      marks.add(parent === null ? node.kind : `${node.kind} in ${parent}`)
      for (const child of node.children) visit(child, node.kind)
      return
    }
    if (node.kind === 'occurrence') {
      marks.add(`frequency:${node.frequency.kind}`)
      marks.add(`range:${node.range.kind}`)
      marks.add(`hops:${node.path.length}`)
      if (node.path.some(({ kind }) => kind === 'lookup')) marks.add('lookup hop')
    } else marks.add('attribute')
    for (const expression of node.expressions) {
      marks.add(`operator:${expression.operator}`)
      if (expression.lookups.length > 0) marks.add('lookup in expression')
    }
  }
  visit(group.condition, null)
  return marks
}

/** Marks that must be met, each in at least a twentieth of the cases. */
export const WANTED: readonly string[] = [
  ...RULE_OPERATORS.map((operator) => `operator:${operator}`),
  'frequency:each', 'frequency:at_least', 'frequency:none', 'range:lifetime', 'range:last', 'range:between',
  'all', 'any', 'all in all', 'all in any', 'any in all', 'any in any', 'attribute', 'decay', 'cap', 'parent contact',
  'target:lead', 'target:contact', 'target:account', 'hops:1', 'hops:2', 'hops:3', 'lookup hop', 'lookup in expression',
]
