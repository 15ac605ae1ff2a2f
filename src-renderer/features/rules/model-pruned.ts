import type { ConditionNode, RuleGroup, RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { isBranch } from '#renderer/conditions/tree/node-edit.ts'

/**
 * What of a draft can be counted already: conditions with an error are left out, and their group gives no points. Names do not change a count.
 * Null when the audience itself is wrong, because then nobody knows whom to count.
 */
export function countable(tree: RuleModel, problems: readonly RuleProblem[]): RuleModel | null {
  const wrong = new Set(problems.filter((problem) => problem.severity === 'error').map((problem) => problem.at))
  if (wrong.has('audience') || hasError(tree.audience, wrong)) return null
  const groups = tree.groups.flatMap((group) => {
    if (!isBroken(group, wrong)) return [group]
    const children = group.condition.children.filter((child) => !hasError(child, wrong))
    return children.length === 0 ? [] : [{ ...group, condition: { ...group.condition, children }, action: null }]
  })
  const broken = wrong.has('grades') || tree.grades.some((grade) => wrong.has(grade.id))
  return { ...tree, name: 'Draft', description: '', groups, grades: broken ? [] : tree.grades }
}

/** Whether an error keeps the group from giving points. */
export function isUncounted(group: RuleGroup, problems: readonly RuleProblem[]): boolean {
  return isBroken(group, new Set(problems.filter((problem) => problem.severity === 'error').map((problem) => problem.at)))
}

const isBroken = (group: RuleGroup, wrong: ReadonlySet<string>): boolean => wrong.has(group.id) || (group.action !== null && wrong.has(group.action.id)) || hasError(group.condition, wrong)

function hasError(node: ConditionNode, wrong: ReadonlySet<string>): boolean {
  if (wrong.has(node.id)) return true
  return isBranch(node) ? node.children.some((child) => hasError(child, wrong)) : node.expressions.some((expression) => wrong.has(expression.id))
}
