import { sql } from 'kysely'
import type { RuleSimulation } from '#shared/contract/rules'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog, type CatalogMap } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { withSql } from './compiled-rules.ts'
import { gateSql } from './gates.ts'
import { largeTally } from './large-rules.ts'
import { portionRuns, type Portion } from './portions.ts'
import { runAll, statementOf, type Binding } from './statement.ts'
import { eligibleSql } from './subjects.ts'
import type { RuleClock } from './types.ts'

/** Columns of one result; SQLite returns at most two thousand. */
const MOST_COLUMNS = 1500

type Tally = Pick<RuleSimulation, 'nodes' | 'groups'>

/** For how many scored leads each node holds and what it counts, and what each group gives; broken nodes are absent. */
export function tallyOf(db: ReadDb, tree: RuleModel, context: RuleClock): Tally {
  const catalog = currentCatalog(db)
  const binding = { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' }
  const nodes = tallyAudience(db, catalog, tree, binding)
  const groups: Tally['groups'] = {}
  // A large group is run over some leads at a time.
  for (const run of portionRuns(db, catalog, tree, 'range', binding)) {
    const part = run.isLarge ? tallyLarge(db, catalog, run) : tallyRun(db, catalog, run)
    for (const [id, { leads, occurrences, most }] of Object.entries(part.nodes)) {
      const before = nodes[id] ?? { leads: 0, occurrences: 0, most: 0 }
      nodes[id] = { leads: before.leads + leads, occurrences: before.occurrences + occurrences, most: Math.max(before.most, most) }
    }
    for (const [id, { leads, points }] of Object.entries(part.groups)) groups[id] = { leads: (groups[id]?.leads ?? 0) + leads, points: (groups[id]?.points ?? 0) + points }
  }
  return { nodes, groups }
}

function tallyAudience(db: ReadDb, catalog: CatalogMap, tree: RuleModel, binding: Binding): Tally['nodes'] {
  const audience = audienceNodes(catalog, tree)
  if (audience.length === 0) return {}
  const values = sumsOf(db, binding, audience.map(({ holds }) => sql`sum(${holds})`), (sums) => audienceSql(catalog, tree, sums))
  return Object.fromEntries(audience.map(({ id }, index) => [id, { leads: values[index] ?? 0, occurrences: 0, most: 0 }]))
}

function tallyLarge(db: ReadDb, catalog: CatalogMap, { tree, binding }: Portion): Tally {
  const { nodes, leads, points } = largeTally(db, catalog, tree, binding)
  return { nodes: Object.fromEntries(nodes), groups: Object.fromEntries(tree.groups.map(({ id }) => [id, { leads, points }])) }
}

function tallyRun(db: ReadDb, catalog: CatalogMap, run: Portion): Tally {
  const compiled = compileRules(catalog, run.tree, run.scope, true)
  const columns: Sql[] = []
  for (const { holds, count } of compiled.nodes.values()) columns.push(sql`sum(${sql.id(holds)})`, sql`sum(CASE WHEN ${sql.id(holds)} THEN ${sql.id(count)} END)`, sql`max(CASE WHEN ${sql.id(holds)} THEN ${sql.id(count)} END)`)
  for (const { count, points } of compiled.groups) columns.push(sql`sum(${sql.id(count)} > 0)`, sql`sum(${sql.id(points)})`)
  const values = sumsOf(db, run.binding, columns, (sums) => withSql(compiled.ctes, sql`SELECT ${sums} FROM e CROSS JOIN l m ON m.sid = e."@sid"`))
  let at = 0
  const next = (): number => values[at++] ?? 0
  const nodes: Tally['nodes'] = {}
  for (const id of compiled.nodes.keys()) nodes[id] = { leads: next(), occurrences: next(), most: next() }
  const groups: Tally['groups'] = {}
  for (const { group } of compiled.groups) groups[group.id] = { leads: next(), points: next() }
  return { nodes, groups }
}

/** The values of any number of sums in their order, 0 for those of nothing. */
function sumsOf(db: ReadDb, binding: Binding, columns: readonly Sql[], select: (sums: Sql) => Sql): number[] {
  const values: number[] = []
  for (let start = 0; start < columns.length; start += MOST_COLUMNS) {
    const some = columns.slice(start, start + MOST_COLUMNS)
    const [row] = runAll<Record<string, number | null>>(db, statementOf(select(sql.join(some.map((column, index) => sql`${column} AS ${sql.id(String(index))}`)))), binding)
    values.push(...some.map((_column, index) => row?.[String(index)] ?? 0))
  }
  return values
}

/** What is asked of the scored leads `l`. */
export function audienceSql(catalog: CatalogMap, tree: RuleModel, values: Sql): Sql {
  return sql`SELECT ${values} FROM (${eligibleSql(catalog, tree, 'range')}) m CROSS JOIN lead l ON l.id = m.lead_id`
}

/** The nodes of the audience that can be computed, each as a condition on the lead `l`. */
export function audienceNodes(catalog: CatalogMap, tree: RuleModel): { readonly id: string; readonly holds: Sql }[] {
  if (tree.audience.children.length === 0) return []
  const found: { id: string; holds: Sql }[] = []
  const visit = (node: ConditionNode): void => {
    const holds = gateSql({ catalog, table: 'lead', alias: 'l' }, node)
    if (holds !== null) found.push({ id: node.id, holds: sql`coalesce(${holds}, 0)` })
    if (node.kind === 'all' || node.kind === 'any') node.children.forEach(visit)
  }
  visit(tree.audience)
  return found
}
