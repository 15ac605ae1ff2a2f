import { sql } from 'kysely'
import type { RuleModel, RuleTarget } from '#shared/domain/rules/tree'
import { andSql, type Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { gateSql } from './gates.ts'
import { equalTo, late } from './statement.ts'

/** Over whom a statement runs: all subjects between two ids, or those of a list of leads. */
export type Scope = 'range' | 'list'

/** The subject's id on the lead `l`. */
export function subjectId(target: RuleTarget): Sql {
  switch (target) {
    case 'lead':
      return sql`l.id`
    case 'contact':
      return sql`l.parent_contact_id`
    case 'account':
      return sql`l.parent_account_id`
  }
}

const after = late((binding) => BigInt(binding.after))
const last = late((binding) => BigInt(binding.last))
const list = late((binding) => binding.leads)

/** The leads `l` of the scope, eligible or not, as what follows FROM. */
export function scopeSql(target: RuleTarget, scope: Scope): Sql {
  const id = subjectId(target)
  if (scope === 'list') return sql`json_each(${list}) j CROSS JOIN lead l ON l.id = j.value WHERE ${id} IS NOT NULL`
  return sql`lead l WHERE ${id} > ${after} AND ${id} <= ${last}`
}

/** What the lead `l` has to fulfil beside having a subject, by the reason that it lacks otherwise, in the order in which reasons are given. */
export function gatesOf(catalog: CatalogMap, tree: RuleModel): { readonly reason: 'other_target' | 'other_business_unit' | 'consent' | 'outside_audience'; readonly holds: Sql }[] {
  const { target, settings, audience } = tree
  const { minimumConsent, businessUnit } = settings
  const gates: ReturnType<typeof gatesOf> = []
  if (target === 'account') gates.push({ reason: 'other_target', holds: sql`(l.parent_contact_id IS NULL)` })
  if (businessUnit !== null) {
    const units = sql`WITH RECURSIVE unit (id) AS (SELECT b.id FROM business_unit b WHERE b.name = ${equalTo(businessUnit)} UNION SELECT b.id FROM unit CROSS JOIN business_unit b ON b.parent_id = unit.id) SELECT id FROM unit`
    gates.push({ reason: 'other_business_unit', holds: sql`coalesce(l.business_unit_id IN (${units}), 0)` })
  }
  if (minimumConsent !== null) {
    const level = sql`CASE WHEN l.parent_contact_id IS NULL THEN l.consent_level ELSE (SELECT c.consent_level FROM contact c WHERE c.id = l.parent_contact_id) END`
    gates.push({ reason: 'consent', holds: sql`coalesce(${level} >= ${minimumConsent}, 0)` })
  }
  const chosen = audience.children.length === 0 ? null : gateSql({ catalog, table: 'lead', alias: 'l' }, audience)
  if (chosen !== null) gates.push({ reason: 'outside_audience', holds: sql`coalesce(${chosen}, 0)` })
  return gates
}

/** Leads that the model scores, with their subjects: `lead_id` and `sid`. */
export function eligibleSql(catalog: CatalogMap, tree: RuleModel, scope: Scope): Sql {
  const conditions = gatesOf(catalog, tree).map(({ holds }) => holds)
  return sql`SELECT l.id AS lead_id, ${subjectId(tree.target)} AS sid FROM ${scopeSql(tree.target, scope)}${conditions.length === 0 ? sql`` : sql` AND ${andSql(conditions)}`}`
}

/** Whether the model scores every lead that has a subject, so that nothing but an index has to be asked for them. */
export function isOpen(catalog: CatalogMap, tree: RuleModel, scope: Scope): boolean {
  return scope === 'range' && gatesOf(catalog, tree).length === 0
}

/** Ids of the subjects `s` of an open model in their order, as what follows FROM, out of the leads' index. */
export function openSubjectsSql(target: RuleTarget): Sql {
  const id = subjectId(target)
  return sql`(SELECT DISTINCT ${id} AS id FROM ${scopeSql(target, 'range')} ORDER BY ${id} LIMIT -1 OFFSET 0) s`
}

/** Subjects `s`, as what follows FROM, and its condition. */
export interface Subjects {
  readonly from: Sql
  readonly where: Sql
}

/** The subjects of a list of leads without looking up `l`; SQLite looks up a definition only as long as a statement names less than a thousand tables. */
export function listedSubjects(target: RuleTarget): Subjects {
  return { from: sql`${sql.id(target)} s`, where: sql`s.id IN (SELECT ${subjectId(target)} FROM ${scopeSql(target, 'list')})` }
}

/** The subjects of the scope in the order of their ids. */
export function subjectsSql(target: RuleTarget, scope: Scope): Subjects {
  const from = sql`${sql.id(target)} s`
  if (scope === 'list') return { from, where: sql`s.id IN (SELECT sid FROM l)` }
  // The plus keeps the walk along the ids, which the grouping relies on.
  return { from, where: sql`s.id > ${after} AND s.id <= ${last} AND +s.id IN (SELECT sid FROM l)` }
}
