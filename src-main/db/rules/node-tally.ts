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
import { portionRuns, type Portion } from './portions.ts'
import { runAll, statementOf } from './statement.ts'
import type { RuleClock } from './types.ts'

/** Columns of one result; SQLite returns at most two thousand. */
const MOST_COLUMNS = 1500

type Tally = Pick<RuleSimulation, 'nodes' | 'groups'>

/** For how many scored leads each node holds and what it counts, and what each group gives; broken nodes are absent. */
export function tallyOf(db: ReadDb, tree: RuleModel, context: RuleClock): Tally {
  const catalog = currentCatalog(db)
  const binding = { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' }
  const nodes: Tally['nodes'] = {}
  const groups: Tally['groups'] = {}
  portionRuns(db, catalog, tree, 'range', binding).forEach((run, index) => {
    // The audience is the same for all portions.
    const part = tallyRun(db, catalog, run, index === 0 ? audienceNodes(catalog, tree) : [])
    Object.assign(nodes, part.nodes)
    Object.assign(groups, part.groups)
  })
  return { nodes, groups }
}

function tallyRun(db: ReadDb, catalog: CatalogMap, run: Portion, audience: readonly { readonly id: string; readonly holds: Sql }[]): Tally {
  const compiled = compileRules(catalog, run.tree, run.scope, true)
  const columns: Sql[] = []
  for (const { holds, count } of compiled.nodes.values()) columns.push(sql`sum(${sql.id(holds)})`, sql`sum(CASE WHEN ${sql.id(holds)} THEN ${sql.id(count)} END)`, sql`max(CASE WHEN ${sql.id(holds)} THEN ${sql.id(count)} END)`)
  for (const { holds } of audience) columns.push(sql`sum(${holds})`)
  for (const { count, points } of compiled.groups) columns.push(sql`sum(${sql.id(count)} > 0)`, sql`sum(${sql.id(points)})`)
  const lead = audience.length === 0 ? sql`` : sql` CROSS JOIN lead l ON l.id = m.lead_id`
  const values: number[] = []
  for (let start = 0; start < columns.length; start += MOST_COLUMNS) {
    const some = columns.slice(start, start + MOST_COLUMNS).map((column, index) => sql`${column} AS ${sql.id(String(start + index))}`)
    const statement = statementOf(withSql(compiled.ctes, sql`SELECT ${sql.join(some)} FROM e CROSS JOIN l m ON m.sid = e."@sid"${lead}`))
    const [row] = runAll<Record<string, number | null>>(db, statement, run.binding)
    for (let index = 0; index < some.length; index += 1) values.push(row?.[String(start + index)] ?? 0)
  }
  let at = 0
  const next = (): number => values[at++] ?? 0
  const nodes: Tally['nodes'] = {}
  for (const id of compiled.nodes.keys()) nodes[id] = { leads: next(), occurrences: next(), most: next() }
  for (const { id } of audience) nodes[id] = { leads: next(), occurrences: 0, most: 0 }
  const groups: Tally['groups'] = {}
  for (const { group } of compiled.groups) groups[group.id] = { leads: next(), points: next() }
  return { nodes, groups }
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
