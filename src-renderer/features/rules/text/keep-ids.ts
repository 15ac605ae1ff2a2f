import { numberingOf } from '#shared/domain/rules/edit'
import type { ConditionNode, Expression, RuleGroup, RuleModel } from '#shared/domain/rules/tree'
import { isBranch } from '#renderer/conditions/tree/node-edit.ts'

type NextId = () => string

/** The meaning of a part without its ids. */
const meaning = (part: unknown): string => JSON.stringify(part, (key, value: unknown) => (key === 'id' ? undefined : value))

/**
 * For each new item the old one that it is most likely to be: one of the same meaning, else one of the same name,
 * else the next that is left in order and of the same kind. No old item is given twice.
 */
function pair<T>(next: readonly T[], old: readonly T[], nameOf: (item: T) => string, kindOf: (item: T) => string): readonly (T | null)[] {
  const left = new Set(old)
  const found = new Map<T, T>()
  const match = (same: (item: T, candidate: T) => boolean): void => {
    for (const item of next) {
      if (found.has(item)) continue
      for (const candidate of left) {
        if (!same(item, candidate)) continue
        found.set(item, candidate)
        left.delete(candidate)
        break
      }
    }
  }
  const meanings = new Map([...next, ...old].map((item) => [item, meaning(item)]))
  match((item, candidate) => meanings.get(item) === meanings.get(candidate))
  match((item, candidate) => nameOf(item) !== '' && nameOf(item) === nameOf(candidate) && kindOf(item) === kindOf(candidate))
  match((item, candidate) => kindOf(item) === kindOf(candidate))
  return next.map((item) => found.get(item) ?? null)
}

/** A model that was read from text, with the ids that its parts had before; the old model itself where they mean the same. */
export function keepIds(old: RuleModel, read: RuleModel): RuleModel {
  if (meaning(old) === meaning(read)) return old
  const next = numberingOf(old)
  const groups = pair(read.groups, old.groups, (group) => group.condition.label, () => 'group')
  const grades = pair(read.grades, old.grades, (grade) => grade.name, () => 'grade')
  return {
    ...read,
    audience: branchIds(read.audience, old.audience, next),
    groups: read.groups.map((group, index) => groupIds(group, groups[index] ?? null, next)),
    grades: read.grades.map((grade, index) => ({ ...grade, id: grades[index]?.id ?? next() })),
  }
}

function groupIds(read: RuleGroup, old: RuleGroup | null, next: NextId): RuleGroup {
  return { id: old?.id ?? next(), condition: branchIds(read.condition, old?.condition ?? null, next), action: read.action === null ? null : { ...read.action, id: old?.action?.id ?? next() } }
}

function branchIds(read: RuleGroup['condition'], old: RuleGroup['condition'] | null, next: NextId): RuleGroup['condition'] {
  const pairs = pair(read.children, old?.children ?? [], (node) => node.label, (node) => (isBranch(node) ? 'branch' : node.kind))
  return { ...read, id: old?.id ?? next(), children: read.children.map((child, index) => nodeIds(child, pairs[index] ?? null, next)) }
}

function nodeIds(read: ConditionNode, old: ConditionNode | null, next: NextId): ConditionNode {
  if (isBranch(read)) return branchIds(read, old !== null && isBranch(old) ? old : null, next)
  return { ...read, id: old?.id ?? next(), expressions: expressionIds(read.expressions, old === null || isBranch(old) ? [] : old.expressions, next) }
}

function expressionIds(read: readonly Expression[], old: readonly Expression[], next: NextId): readonly Expression[] {
  const pairs = pair(read, old, (expression) => [...expression.lookups, expression.column].join('.'), () => 'expression')
  return read.map((expression, index) => ({ ...expression, id: pairs[index]?.id ?? next() }))
}
