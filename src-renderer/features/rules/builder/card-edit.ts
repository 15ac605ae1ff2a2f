import { replaceNode } from '#shared/domain/rules/edit'
import { find, idOf, tiles } from '#shared/domain/rules/tiles'
import type { ConditionNode, RuleGroup, RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { newBranch } from '#renderer/conditions/tree/node-edit.ts'

const USUAL_POINTS = 10

/** A group of one condition that gives ten points. */
export function newCard(nextId: () => string, child: ConditionNode): RuleGroup {
  return { id: nextId(), condition: newBranch(nextId, 'all', [child]), action: { id: nextId(), points: USUAL_POINTS, cap: null, decay: null } }
}

export const addToCard = (model: RuleModel, group: RuleGroup, child: ConditionNode): RuleModel => replaceNode(model, group.condition.id, { ...group.condition, children: [...group.condition.children, child] })

/** The group that a tile belongs to; null for the audience, a grade or nothing. */
export function cardOf(model: RuleModel, id: string): RuleGroup | null {
  const found = find(model, id)
  return found === null || found.kind === 'grade' ? null : found.group
}

/** The problems of each group, by the group's id: its own, its conditions', expressions' and action's. */
export function problemsByGroup(model: RuleModel, problems: readonly RuleProblem[]): ReadonlyMap<string, readonly RuleProblem[]> {
  const owners = new Map<string, string>()
  for (const found of tiles(model)) if (found.kind !== 'grade' && found.group !== null) owners.set(idOf(found), found.group.id)
  return Map.groupBy(problems, (problem) => owners.get(problem.at) ?? '')
}
