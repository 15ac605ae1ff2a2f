import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { CatalogMap } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { keptStatement, withSql } from './compiled-rules.ts'
import { contributionsSql, type ScoreSource } from './scores-sql.ts'
import { late, runAll, statementOf, type Binding } from './statement.ts'
import { eligibleSql, type Scope } from './subjects.ts'

/** A part of a model's groups, with whom it is run over; the sums of all parts are the scores of the model. */
export interface Portion {
  readonly tree: RuleModel
  readonly scope: Scope
  readonly binding: Binding
}

/**
 * Tables that the definitions of one statement may name, each copy counted. SQLite refuses a statement ("VIEWs and/or
 * subqueries nested too deep") once a definition is looked up when there are a thousand.
 */
const MOST_TABLES = 600
/** With so many the statement of a single group still runs; more are refused with a sentence. */
const MOST_OF_ONE_GROUP = 980
/** Columns of a layer, of which SQLite allows two thousand. */
const MOST_COLUMNS = 1500

interface Known {
  readonly catalog: CatalogMap
  readonly portions: readonly RuleModel[]
}

const known = new WeakMap<RuleModel, Known>()

/**
 * The model itself where one statement can hold it; else its groups in as many models, in their order and without conditions
 * on the lead. Throws a `Problem` that names a group which is too much for a statement of its own.
 */
export function portionsOf(catalog: CatalogMap, tree: RuleModel): readonly RuleModel[] {
  const last = known.get(tree)
  if (last?.catalog === catalog) return last.portions
  const portions = isLight(catalog, tree, 'range') ? [tree] : halved(catalog, { ...tree, audience: { ...tree.audience, children: [] }, settings: { ...tree.settings, minimumConsent: null, businessUnit: null } })
  known.set(tree, { catalog, portions })
  return portions
}

function halved(catalog: CatalogMap, tree: RuleModel): RuleModel[] {
  const { groups } = tree
  const [only] = groups
  if (groups.length <= 1 || isLight(catalog, tree, 'list')) {
    if (only !== undefined && groups.length === 1 && sizeOf(catalog, tree, 'list').tables > MOST_OF_ONE_GROUP) {
      throw new Problem('BAD_INPUT', `The group “${only.condition.label}” has too many alternatives to be computed at once. Make several groups of it, each with some of its alternatives.`)
    }
    return [tree]
  }
  const middle = Math.ceil(groups.length / 2)
  return [groups.slice(0, middle), groups.slice(middle)].flatMap((some) => halved(catalog, { ...tree, groups: some }))
}

function isLight(catalog: CatalogMap, tree: RuleModel, scope: Scope): boolean {
  const { tables, width } = sizeOf(catalog, tree, scope)
  return width <= MOST_COLUMNS && tables <= MOST_TABLES
}

/** Tables that the definitions of the model's statement name, each copy counted, and columns of its widest layer. */
function sizeOf(catalog: CatalogMap, tree: RuleModel, scope: Scope): { readonly tables: number; readonly width: number } {
  const { ctes, width } = compileRules(catalog, tree, scope, true)
  const tables = ctes.map((definition) => tablesOf(statementOf(definition).text))
  const leads = ctes.reduce((sum, definition) => sum + (statementOf(definition).text.match(/FROM l\b|JOIN l\b/g)?.length ?? 0), 0)
  return { tables: tables.reduce((sum, count) => sum + count, 0) + leads * (tables[0] ?? 0), width }
}

const tablesOf = (text: string): number => text.match(/\b(?:FROM|JOIN)\b/g)?.length ?? 0

/** What has to be run to have the whole model over the scope. The leads of several portions are found once. */
export function portionRuns(db: ReadDb, catalog: CatalogMap, tree: RuleModel, scope: Scope, binding: Binding): readonly Portion[] {
  const portions = portionsOf(catalog, tree)
  if (portions.length === 1 && portions[0] === tree) return [{ tree, scope, binding }]
  const eligible = keptStatement(catalog, tree, `eligible ${scope}`, () => sql`SELECT lead_id FROM (${eligibleSql(catalog, tree, scope)})`)
  const leads = JSON.stringify(runAll<{ lead_id: number }>(db, eligible, binding).map(({ lead_id: id }) => id))
  return portions.map((part) => ({ tree: part, scope: 'list', binding: { ...binding, leads } }))
}

/** Where scores come from: the model's own statement, or the sums of its portions in the binding. */
export function scoreSource(catalog: CatalogMap, tree: RuleModel, scope: Scope): ScoreSource {
  if (portionsOf(catalog, tree)[0] === tree) {
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
      const compiled = compileRules(catalog, run.tree, run.scope, false)
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
