import { NO_SETTINGS, type BranchNode, type ConditionNode, type Decay, type Expression, type Frequency, type Hop, type OccurrenceNode, type RuleGroup, type RuleModel, type RuleOperator, type RuleTarget, type RuleValue } from '#shared/domain/rules/tree'

let last = 0
const id = (): string => `t${(last += 1)}`

export const EACH: Frequency = { kind: 'each' }
export const NONE: Frequency = { kind: 'none' }
export const atLeast = (count: number): Frequency => ({ kind: 'at_least', count })

/** Interactions of a lead, a contact, or all contacts of an account. */
export const INTERACTIONS: Readonly<Record<RuleTarget, readonly Hop[]>> = {
  lead: [{ kind: 'rows', table: 'interaction', column: 'lead_id' }],
  contact: [{ kind: 'rows', table: 'interaction', column: 'contact_id' }],
  account: [{ kind: 'rows', table: 'contact', column: 'account_id' }, { kind: 'rows', table: 'interaction', column: 'contact_id' }],
}

export function happened(target: RuleTarget, interactionType: string | null, frequency: Frequency, change: Partial<OccurrenceNode> = {}): OccurrenceNode {
  return { kind: 'occurrence', id: id(), label: '', path: INTERACTIONS[target], interactionType, frequency, range: { kind: 'lifetime' }, expressions: [], ...change }
}

export function compare(column: string, operator: RuleOperator, ...values: RuleValue[]): Expression {
  return { id: id(), lookups: [], column, operator, values, unit: null }
}

export function is(column: string, operator: RuleOperator, ...values: RuleValue[]): ConditionNode {
  return { kind: 'attribute', id: id(), label: '', expressions: [compare(column, operator, ...values)] }
}

export function all(...children: ConditionNode[]): BranchNode {
  return { kind: 'all', id: id(), label: '', children }
}

export function any(...children: ConditionNode[]): BranchNode {
  return { kind: 'any', id: id(), label: '', children }
}

export function gives(points: number, condition: BranchNode, more: { readonly cap?: number; readonly decay?: Decay } = {}): RuleGroup {
  return { id: id(), condition, action: { id: id(), points, cap: more.cap ?? null, decay: more.decay ?? null } }
}

export function model(target: RuleTarget, groups: readonly RuleGroup[], change: Partial<RuleModel> = {}): RuleModel {
  return { name: 'Test', description: '', target, audience: all(), groups, grades: [], settings: NO_SETTINGS, ...change }
}
