import { sql } from 'kysely'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { keptStatement, withSql } from './compiled-rules.ts'
import { compileLarge } from './large-rules.ts'
import { contributionsSql, type ScoreSource } from './scores-sql.ts'
import { late, runAll, statementOf, type Binding } from './statement.ts'
import { eligibleSql, type Scope } from './subjects.ts'

/** A part of a model's groups. */
interface Part {
  readonly tree: RuleModel
  /** Whether it is a single group that only the relations of large-rules.ts can hold. */
  readonly isLarge: boolean
}

/** A part with whom it is run over; the sums of all runs are the scores of the model. */
export interface Portion extends Part {
  readonly scope: Scope
  readonly binding: Binding
}

/**
 * Tables that the definitions of one statement may name, each copy counted. SQLite refuses a statement ("VIEWs and/or
 * subqueries nested too deep") once a definition is looked up when there are a thousand.
 */
const MOST_TABLES = 600
/** With so many the statement of a single group still runs, quicker than by large-rules.ts. */
const MOST_OF_ONE_GROUP = 980
/** Columns of a layer, of which SQLite allows two thousand. */
const MOST_COLUMNS = 1500
/** Subjects times nodes of a large group in one run: what its relations hold of them is in memory. */
const MOST_CELLS = 400_000

interface Known {
  readonly catalog: CatalogMap
  readonly parts: readonly Part[]
}

const known = new WeakMap<RuleModel, Known>()

/** The model itself where one statement can hold it; else its groups in as many models, in their order and without conditions on the lead. */
export function partsOf(catalog: CatalogMap, tree: RuleModel): readonly Part[] {
  const last = known.get(tree)
  if (last?.catalog === catalog) return last.parts
  const parts = isLight(catalog, tree, 'range') ? [{ tree, isLarge: false }] : halved(catalog, { ...tree, audience: { ...tree.audience, children: [] }, settings: { ...tree.settings, minimumConsent: null, businessUnit: null } })
  known.set(tree, { catalog, parts })
  return parts
}

function halved(catalog: CatalogMap, tree: RuleModel): Part[] {
  const { groups } = tree
  if (isLight(catalog, tree, 'list')) return [{ tree, isLarge: false }]
  if (groups.length === 1) return [{ tree, isLarge: true }]
  const middle = Math.ceil(groups.length / 2)
  return [groups.slice(0, middle), groups.slice(middle)].flatMap((some) => halved(catalog, { ...tree, groups: some }))
}

function isLight(catalog: CatalogMap, tree: RuleModel, scope: Scope): boolean {
  // Each node has two columns at least.
  if (2 * nodesOf(tree) > MOST_COLUMNS) return false
  const { tables, width } = sizeOf(catalog, tree, scope)
  return width <= MOST_COLUMNS && tables <= (scope === 'list' && tree.groups.length === 1 ? MOST_OF_ONE_GROUP : MOST_TABLES)
}

/** Tables that the definitions of the model's statement name, each copy counted, and columns of its widest layer. */
function sizeOf(catalog: CatalogMap, tree: RuleModel, scope: Scope): { readonly tables: number; readonly width: number } {
  const { ctes, width } = compileRules(catalog, tree, scope, true)
  return { tables: tablesIn(ctes), width }
}

/** Whether the definitions, of which the first is `l`, name more tables than one statement can. */
export function isTooMuch(definitions: readonly Sql[]): boolean {
  return tablesIn(definitions) > MOST_OF_ONE_GROUP
}

function tablesIn(definitions: readonly Sql[]): number {
  const texts = definitions.map((definition) => statementOf(definition).text)
  const tables = texts.map(tablesOf)
  const leads = texts.reduce((sum, text) => sum + (text.match(/FROM l\b|JOIN l\b/g)?.length ?? 0), 0)
  return tables.reduce((sum, count) => sum + count, 0) + leads * (tables[0] ?? 0)
}

const tablesOf = (text: string): number => text.match(/\b(?:FROM|JOIN)\b/g)?.length ?? 0

/** What has to be run to have the whole model over the scope, at least one run of each part. The leads of several parts are found once. */
export function portionRuns(db: ReadDb, catalog: CatalogMap, tree: RuleModel, scope: Scope, binding: Binding): readonly Portion[] {
  const parts = partsOf(catalog, tree)
  if (parts[0]?.tree === tree) return [{ tree, isLarge: false, scope, binding }]
  const eligible = keptStatement(catalog, tree, `eligible ${scope}`, () => sql`SELECT lead_id, sid FROM (${eligibleSql(catalog, tree, scope)}) ORDER BY sid`)
  const found = runAll<Eligible>(db, eligible, binding)
  const listed = (leads: readonly Eligible[]): Pick<Portion, 'scope' | 'binding'> => ({ scope: 'list', binding: { ...binding, leads: JSON.stringify(leads.map(({ lead_id: id }) => id)) } })
  const every = listed(found)
  return parts.flatMap((part) => (part.isLarge ? slices(found, Math.ceil(MOST_CELLS / nodesOf(part.tree))).map((leads) => ({ ...part, ...listed(leads) })) : [{ ...part, ...every }]))
}

interface Eligible {
  readonly lead_id: number
  readonly sid: number
}

/** The leads in slices of about so many; those of one subject, which follow each other, stay together. */
function slices(leads: readonly Eligible[], size: number): (readonly Eligible[])[] {
  const made: Eligible[][] = [[]]
  leads.forEach((lead, index) => {
    if ((made.at(-1)?.length ?? 0) >= size && leads[index - 1]?.sid !== lead.sid) made.push([])
    made.at(-1)?.push(lead)
  })
  return made
}

function nodesOf({ groups }: RuleModel): number {
  const count = (node: ConditionNode): number => (node.kind === 'all' || node.kind === 'any' ? node.children.reduce((sum, child) => sum + count(child), 1) : 1)
  return groups.reduce((sum, { condition }) => sum + count(condition), 0)
}

/** Where scores come from: the model's own statement, or the sums of its portions in the binding. */
export function scoreSource(catalog: CatalogMap, tree: RuleModel, scope: Scope): ScoreSource {
  if (partsOf(catalog, tree)[0]?.tree === tree) {
    const compiled = compileRules(catalog, tree, scope, false)
    return { tree, catalog, ctes: compiled.ctes, contributions: contributionsSql(compiled) }
  }
  const sums = late((binding) => {
    if (binding.sums === undefined) throw new Error('The sums of the portions are missing')
    return binding.sums
  })
  const names = ['@sid', '@next', '@total', '@contributions'].map((name, index) => sql`value ->> ${sql.lit(index)} AS ${sql.id(name)}`)
  const handed = sql`e AS (SELECT ${sql.join(names)} FROM json_each(${sums}) LIMIT -1 OFFSET 0)`
  return { tree, catalog, ctes: [sql`l (lead_id, sid) AS MATERIALIZED (${eligibleSql(catalog, tree, scope)})`, handed], contributions: sql.id('@contributions') }
}

interface Sums {
  readonly sid: number
  readonly next: number | null
  readonly total: number
  readonly contributions: string
}

/** The binding with the sums of the model's portions, where it has several: what `scoreSource` then reads. */
export function withSums(db: ReadDb, catalog: CatalogMap, tree: RuleModel, scope: Scope, binding: Binding): Binding {
  const runs = portionRuns(db, catalog, tree, scope, binding)
  if (runs[0]?.tree === tree) return binding
  const sums = new Map<number, Sums>()
  for (const run of runs) {
    const statement = keptStatement(catalog, run.tree, 'sums', () => {
      const compiled = run.isLarge ? compileLarge(catalog, run.tree) : compileRules(catalog, run.tree, run.scope, false)
      return withSql(compiled.ctes, sql`SELECT "@sid" AS sid, "@next" AS next, "@total" AS total, ${contributionsSql(compiled)} AS contributions FROM e`)
    })
    for (const row of runAll<Sums>(db, statement, run.binding)) {
      const before = sums.get(row.sid)
      sums.set(row.sid, before === undefined ? row : added(before, row))
    }
  }
  return { ...binding, sums: JSON.stringify([...sums.values()].map(({ sid, next, total, contributions }) => [sid, next, total, contributions])) }
}

/** The contributions are two lists as JSON, of which neither is empty: a model without groups is light. */
function added(one: Sums, other: Sums): Sums {
  const next = one.next === null || other.next === null ? (one.next ?? other.next) : Math.min(one.next, other.next)
  return { sid: one.sid, next, total: one.total + other.total, contributions: `${one.contributions.slice(0, -1)},${other.contributions.slice(1)}` }
}
