import { sql } from 'kysely'
import type { RuleModel, RuleUnscored } from '#shared/domain/rules/tree'
import { RULE_UNSCORED } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { requireRuleModel, ruleVersion, shownVersion, treeOf } from '../queries/rule-models.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog, type CatalogMap } from './catalog-map.ts'
import { keptStatement } from './compiled-rules.ts'
import { late, runAll, statementOf } from './statement.ts'
import { gatesOf, subjectId } from './subjects.ts'
import type { RuleClock } from './types.ts'

export interface UnscoredInput {
  readonly modelId: number
  /** Only leads with this reason; null for all. */
  readonly reason: RuleUnscored | null
  readonly offset: number
  readonly limit: number
}

export interface UnscoredPage {
  readonly counts: { reason: RuleUnscored; leads: number }[]
  readonly total: number
  readonly rows: { leadId: number; name: string; company: string | null; email: string | null; reason: RuleUnscored; sentence: string }[]
}

/** Why the model does not score the lead `l`; NULL where it does. */
function reasonSql(catalog: CatalogMap, tree: RuleModel): Sql {
  const gates = gatesOf(catalog, tree).map(({ reason, holds }) => sql`WHEN NOT ${holds} THEN ${reason}`)
  const missing = tree.target === 'lead' ? [] : [sql`WHEN ${subjectId(tree.target)} IS NULL THEN ${tree.target === 'contact' ? 'no_parent_contact' : 'no_parent_account'}`]
  const cases = [...missing, ...gates]
  return cases.length === 0 ? sql`NULL` : sql`CASE ${sql.join(cases, sql` `)} END`
}

/** Leads that the model does not score, with the reason of each; counts by reason are over all of them. */
export function unscoredOf(db: ReadDb, input: UnscoredInput, context: RuleClock): UnscoredPage {
  requireRuleModel(db, input.modelId)
  const tree = treeOf(ruleVersion(db, input.modelId, 'live') ?? shownVersion(db, input.modelId))
  const counts = unscoredCounts(db, tree, context)
  const total = counts.reduce((sum, { reason, leads }) => sum + (input.reason === null || input.reason === reason ? leads : 0), 0)
  if (input.offset >= total) return { counts, total, rows: [] }
  const wanted = input.reason === null ? sql`reason IS NOT NULL` : sql`reason = ${input.reason}`
  const page = statementOf(sql`SELECT id, name, company, email, reason FROM (SELECT l.id, l.name, l.company, l.email, ${reasonSql(currentCatalog(db), tree)} AS reason FROM lead l) WHERE ${wanted} ORDER BY id LIMIT ${BigInt(input.limit)} OFFSET ${BigInt(input.offset)}`)
  const rows = runAll<{ id: number; name: string | null; company: string | null; email: string | null; reason: RuleUnscored }>(db, page, bound(context))
  return { counts, total, rows: rows.map(({ id, name, company, email, reason }) => ({ leadId: id, name: name ?? `No name (${id})`, company, email, reason, sentence: unscoredSentence(tree, reason) })) }
}

/** Leads by the reason for which the tree does not score them. */
export function unscoredCounts(db: ReadDb, tree: RuleModel, context: RuleClock): { reason: RuleUnscored; leads: number }[] {
  const statement = statementOf(sql`SELECT reason, count(*) AS leads FROM (SELECT ${reasonSql(currentCatalog(db), tree)} AS reason FROM lead l LIMIT -1 OFFSET 0) WHERE reason IS NOT NULL GROUP BY reason`)
  const found = new Map(runAll<{ reason: RuleUnscored; leads: number }>(db, statement, bound(context)).map(({ reason, leads }) => [reason, leads]))
  return RULE_UNSCORED.flatMap((reason) => (found.has(reason) ? [{ reason, leads: found.get(reason) ?? 0 }] : []))
}

/** Of these leads, how many the tree does not score, by reason. */
export function unscoredAmong(db: ReadDb, tree: RuleModel, leads: readonly number[], context: RuleClock): Map<RuleUnscored, number> {
  const catalog = currentCatalog(db)
  const statement = keptStatement(catalog, tree, 'unscored among', () => sql`SELECT reason, count(*) AS leads FROM (SELECT ${reasonSql(catalog, tree)} AS reason FROM json_each(${late((binding) => binding.leads)}) j CROSS JOIN lead l ON l.id = j.value) WHERE reason IS NOT NULL GROUP BY reason`)
  return new Map(runAll<{ reason: RuleUnscored; leads: number }>(db, statement, { ...bound(context), leads: JSON.stringify(leads) }).map(({ reason, leads: count }) => [reason, count]))
}

/** Why the tree does not score one lead, with what to do; no reason and an empty sentence where it does. */
export function unscoredReason(db: ReadDb, tree: RuleModel, leadId: number, context: RuleClock): { reason: RuleUnscored | null; sentence: string } {
  const statement = statementOf(sql`SELECT ${reasonSql(currentCatalog(db), tree)} AS reason FROM lead l WHERE l.id = ${leadId}`)
  const reason = runAll<{ reason: RuleUnscored | null }>(db, statement, bound(context))[0]?.reason ?? null
  return { reason, sentence: reason === null ? '' : unscoredSentence(tree, reason) }
}

const bound = (context: RuleClock) => ({ clock: clockTimes(context), after: 0, last: 0, leads: '[]' })

/** Says why, and what to do about it. */
export function unscoredSentence({ settings }: RuleModel, reason: RuleUnscored): string {
  switch (reason) {
    case 'no_parent_contact':
      return 'The lead has no parent contact, and this model scores contacts. Link it to a contact.'
    case 'no_parent_account':
      return 'The lead has no parent account, and this model scores accounts. Link it to an account.'
    case 'other_target':
      return 'The lead has a parent contact; a model for accounts scores only leads with an account and no contact.'
    case 'other_business_unit':
      return `The lead does not belong to ${settings.businessUnit ?? 'the business unit'} or a unit below it.`
    case 'consent':
      return `The consent of the lead is missing or below level ${settings.minimumConsent ?? 1}, which this model asks for.`
    case 'outside_audience':
      return 'The lead does not meet the audience of this model.'
  }
}
