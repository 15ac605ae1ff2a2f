import { NO_SETTINGS, type ConditionNode, type RuleGroup, type RuleModel } from '#shared/domain/rules/tree'

/** Points for leads of a company. */
export function companyGroup(points = 10): RuleGroup {
  return group('g1', points, [{ kind: 'attribute', id: 'n2', label: '', expressions: [{ id: 'e1', lookups: [], column: 'company', operator: 'filled', values: [], unit: null }] }])
}

/** Points for each interaction of the type with the lead. */
export function eachGroup(type: string, points = 10, id = 'g2'): RuleGroup {
  return group(id, points, [
    { kind: 'occurrence', id: `${id}n2`, label: '', path: [{ kind: 'rows', table: 'interaction', column: 'lead_id' }], interactionType: type, frequency: { kind: 'each' }, range: { kind: 'lifetime' }, expressions: [] },
  ])
}

export function group(id: string, points: number, children: readonly ConditionNode[]): RuleGroup {
  return { id, condition: { kind: 'all', id: `${id}n1`, label: `Group ${id}`, children }, action: { id: `${id}a1`, points, cap: null, decay: null } }
}

/** A lead model of these groups; sales-ready from the score on, where one is given. */
export function leadModel(name: string, groups: readonly RuleGroup[] = [companyGroup()], salesReadyScore: number | null = null): RuleModel {
  return {
    name, description: '', target: 'lead', audience: { kind: 'all', id: 'audience1', label: '', children: [] }, groups,
    grades: [{ id: 'grade1', name: 'Cold', from: null, to: 19 }, { id: 'grade2', name: 'Warm', from: 20, to: null }],
    settings: { ...NO_SETTINGS, salesReadyScore },
  }
}
