import type { JudgedLeads } from '#shared/domain/rules/history/judged-leads'
import { columnsUsed } from '#shared/domain/rules/history/columns-used'
import { tiles } from '#shared/domain/rules/tiles'
import type { RuleModel, RuleUnscored } from '#shared/domain/rules/tree'
import { RULE_UNSCORED } from '#shared/domain/rules/tree'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import type { WriteDb } from '../handles.ts'
import { evaluateRules, type RuleEvaluation } from '../rules/evaluate.ts'
import { gradeIndex } from '../rules/score-summary.ts'
import { unscoredAmong } from '../rules/unscored.ts'
import type { OpenMoments } from './moments.ts'
import { backInTime } from './time-machine.ts'

export interface ScoredHistory {
  /** Leads that the model scored at their moments. */
  readonly leads: JudgedLeads
  /** Leads that it did not, by reason, in the order in which reasons are given. */
  readonly unscored: readonly { readonly reason: RuleUnscored; readonly leads: number }[]
}

interface Places {
  readonly tables: readonly CatalogTable[]
  readonly timeZone: string
  /** Called after each moment with how many leads are done. */
  readonly between: (done: number) => void
}

/**
 * What the model would have given each lead at its moment, by the very statements that score leads now, run once a moment over
 * the leads that share it, with all that was recorded later undone. The tree must read nothing that is known only after the outcome.
 */
export function scoreHistory(db: WriteDb, tree: RuleModel, moments: OpenMoments, { tables, timeZone, between }: Places): ScoredHistory {
  const rowsAt = Map.groupBy(moments.ids.keys(), (row) => moments.at[row]!)
  const times = [...rowsAt.keys()].sort((one, other) => other - one)
  const found = new Map<number, RuleEvaluation>()
  const unscored = new Map<RuleUnscored, number>()
  backInTime(db, readColumns(tables, tree), times.at(-1) ?? 0, reachesLeads(tables, tree) ? null : [...moments.ids], (machine) => {
    let done = 0
    for (const now of times) {
      machine.goTo(now)
      const rows = rowsAt.get(now) ?? []
      const ids = rows.map((row) => moments.ids[row]!)
      const scores = evaluateRules(db, tree, { now, timeZone }, ids)
      for (const score of scores) found.set(score.leadId, score)
      if (scores.length < ids.length) for (const [reason, leads] of unscoredAmong(db, tree, ids, { now, timeZone })) unscored.set(reason, (unscored.get(reason) ?? 0) + leads)
      done += ids.length
      between(done)
    }
  })
  return { leads: judgedLeads(tree, moments, found), unscored: RULE_UNSCORED.flatMap((reason) => (unscored.has(reason) ? [{ reason, leads: unscored.get(reason) ?? 0 }] : [])) }
}

/** Every column that the engine reads for the tree, those of the gates included. */
function readColumns(tables: readonly CatalogTable[], { target, groups, audience, settings }: RuleModel): CatalogColumn[] {
  const gates = [
    ...(target === 'lead' && !settings.countParentContact ? [] : ['lead.parent_contact_id']),
    ...(target === 'account' ? ['lead.parent_account_id'] : []),
    ...(settings.businessUnit === null ? [] : ['lead.business_unit_id', 'business_unit.parent_id', 'business_unit.name']),
    ...(settings.minimumConsent === null ? [] : ['lead.parent_contact_id', 'lead.consent_level', 'contact.consent_level']),
  ]
  const all = [...columnsUsed(tables, 'lead', audience), ...groups.flatMap(({ condition }) => columnsUsed(tables, target, condition)), ...tables.flatMap(({ columns }) => columns).filter(({ table, name }) => gates.includes(`${table}.${name}`))]
  return [...new Map(all.map((column) => [`${column.table}.${column.name}`, column])).values()]
}

/** Whether conditions look at leads other than the scored one. */
function reachesLeads(tables: readonly CatalogTable[], tree: RuleModel): boolean {
  const toLead = new Set(tables.flatMap(({ columns }) => columns.filter(({ lookupTable }) => lookupTable === 'lead').map(({ name }) => name)))
  return [...tiles(tree)].some((found) => {
    if (found.kind === 'expression') return found.expression.lookups.some((name) => toLead.has(name))
    return found.kind === 'node' && found.node.kind === 'occurrence' && found.node.path.some((hop) => (hop.kind === 'rows' ? hop.table === 'lead' : toLead.has(hop.column)))
  })
}

function judgedLeads(tree: RuleModel, moments: OpenMoments, found: ReadonlyMap<number, RuleEvaluation>): JudgedLeads {
  const rows = [...moments.ids.keys()].filter((row) => found.has(moments.ids[row]!))
  const scores = rows.flatMap((row) => found.get(moments.ids[row]!) ?? [])
  return {
    ids: Float64Array.from(rows, (row) => moments.ids[row]!),
    outcome: Uint8Array.from(rows, (row) => moments.outcome[row]!),
    score: Float64Array.from(scores, ({ score }) => score),
    grade: Int32Array.from(scores, ({ score }) => gradeIndex(tree.grades, score)),
    groups: tree.groups.map(({ id, condition, action }, index) => ({
      groupId: id,
      label: condition.label,
      given: action?.points ?? 0,
      counts: Float64Array.from(scores, ({ contributions }) => contributions[index]?.[0] ?? 0),
      points: Float64Array.from(scores, ({ contributions }) => contributions[index]?.[1] ?? 0),
    })),
  }
}
