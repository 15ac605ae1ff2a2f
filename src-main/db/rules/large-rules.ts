import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { pointsSql, type CompiledGroup } from './compile.ts'
import { keptStatement } from './compiled-rules.ts'
import { largeGroup, type LargeGroup } from './large-group.ts'
import { foundSql, largeSql, memberText, MOMENT } from './large-sql.ts'
import { shareSql } from './nodes.ts'
import { runAll, type Binding } from './statement.ts'
import { eligibleSql, listedSubjects } from './subjects.ts'

/** A model of one large group over a list of leads, with `e` as of `CompiledRules`. */
export interface LargeRules {
  readonly ctes: readonly Sql[]
  readonly groups: readonly CompiledGroup[]
}

interface Known {
  readonly catalog: CatalogMap
  readonly large: LargeGroup
}

const known = new WeakMap<RuleModel, Known>()

function largeOf(catalog: CatalogMap, tree: RuleModel): LargeGroup {
  const last = known.get(tree)
  if (last?.catalog === catalog) return last.large
  const large = largeGroup(catalog, tree)
  known.set(tree, { catalog, large })
  return large
}

const decayOf = (tree: RuleModel) => tree.groups[0]?.action?.decay ?? null

function yieldsSql(catalog: CatalogMap, tree: RuleModel, kept: Iterable<number>): Sql {
  return largeSql(largeOf(catalog, tree), tree.target, decayOf(tree), new Set(kept))
}

/** Compiles a model of one group, however large, over a list of leads. */
export function compileLarge(catalog: CatalogMap, tree: RuleModel): LargeRules {
  const { root } = largeOf(catalog, tree)
  const [group] = tree.groups
  if (group === undefined) throw new Error('A large model has a group')
  const entry: CompiledGroup = { group, fires: root?.fires ?? null, count: '@k', points: '@p' }
  const decay = entry.fires === true ? decayOf(tree) : null
  const isRoot = sql`node = ${sql.lit(root?.number ?? MOMENT - 1)}`
  const firings = sql`SELECT sid, node, j, min(t) AS t FROM (${yieldsSql(catalog, tree, [])}) WHERE ${isRoot} OR node = ${sql.lit(MOMENT)} GROUP BY sid, node, j`
  const left = decay === null ? [] : [sql`sum(CASE WHEN ${isRoot} AND j > 0 THEN ${shareSql(sql`t`, decay)} END) AS share`]
  const sums = sql`SELECT ${sql.join([sql`sid`, sql`max(CASE WHEN ${isRoot} THEN j END) AS fired`, ...left, sql`min(CASE WHEN node = ${sql.lit(MOMENT)} THEN t END) AS at`])} FROM (${firings}) GROUP BY sid`
  // A group that holds without a firing counts once.
  const counted = group.action === null ? [sql`0 AS "@k"`] : [sql`CASE WHEN r.fired IS NULL THEN 0 ELSE max(r.fired, 1) END AS "@k"`, ...(decay === null ? [] : [sql`CASE WHEN r.fired IS NULL THEN 0 ELSE coalesce(r.share, 1.0) END AS "@p.share"`])]
  const { from, where } = listedSubjects(tree.target)
  const counts = sql`SELECT ${sql.join([sql`s.id AS "@sid"`, sql`r.at AS "@next"`, ...counted])} FROM ${from} LEFT JOIN (${sums}) r ON r.sid = s.id WHERE ${where} LIMIT -1 OFFSET 0`
  const points = sql`SELECT *, ${pointsSql(entry)} AS "@p" FROM (${counts})`
  return { ctes: [sql`e AS (SELECT *, "@p" AS "@total" FROM (${points}))`], groups: [entry] }
}

export interface LargeTally {
  /** By the id of each node that can be computed: leads for which it holds, what it counts of all of them, and of one at most. */
  readonly nodes: ReadonlyMap<string, { readonly leads: number; readonly occurrences: number; readonly most: number }>
  /** Leads to which the group gives points, and how many. */
  readonly leads: number
  readonly points: number
}

/** What each node counts over the leads of the binding. */
export function largeTally(db: ReadDb, catalog: CatalogMap, tree: RuleModel, binding: Binding): LargeTally {
  const statement = keptStatement(catalog, tree, 'tally', () => sql`SELECT node, sum(leads) AS leads, sum(leads * n) AS total, max(n) AS most FROM (${countsSql(catalog, tree, largeOf(catalog, tree).nodes.keys())}) GROUP BY node`)
  const rows = new Map(runAll<{ node: number; leads: number; total: number; most: number }>(db, statement, binding).map((row) => [row.node, row]))
  const nodes = [...largeOf(catalog, tree).numbers].map(([id, number]) => {
    const row = rows.get(number)
    return [id, { leads: row?.leads ?? 0, occurrences: row?.total ?? 0, most: row?.most ?? 0 }] as const
  })
  const sums = keptStatement(catalog, tree, 'tally of the group', () => sql`WITH ${sql.join(compileLarge(catalog, tree).ctes)} SELECT coalesce(sum(l.leads * ("@k" > 0)), 0) AS leads, coalesce(sum(l.leads * "@p"), 0) AS points FROM e CROSS JOIN (${leadsSql(catalog, tree)}) l ON l.sid = "@sid"`)
  const { leads, points } = runAll<{ leads: number; points: number }>(db, sums, binding)[0] ?? { leads: 0, points: 0 }
  return { nodes: new Map(nodes), leads, points }
}

/** The leads of the binding for which the node holds, with what it counts of each; none where it is broken or not there. */
export function largeMatches(db: ReadDb, catalog: CatalogMap, tree: RuleModel, nodeId: string, binding: Binding): { id: number; occurrences: number }[] {
  const number = largeOf(catalog, tree).numbers.get(nodeId)
  if (number === undefined) return []
  const select = sql`SELECT l.lead_id AS id, c.n AS occurrences FROM (${countsSql(catalog, tree, [number])}) c CROSS JOIN (${eligibleSql(catalog, tree, 'list')}) l ON l.sid = c.sid WHERE c.node = ${sql.lit(number)}`
  return runAll(db, keptStatement(catalog, tree, `matches of ${number}`, () => select), binding)
}

/** What fires for the leads of the binding as in firings.ts; of a group that only holds or not, the rows `m` at `t` that open it, with `j` NULL. Null where it is broken. */
export function largeFired(catalog: CatalogMap, tree: RuleModel): Sql | null {
  const large = largeOf(catalog, tree)
  if (large.root === null) return null
  if (large.root.fires) return sql`SELECT j, ${memberText(large)} AS m, t FROM (${yieldsSql(catalog, tree, [])}) WHERE node = ${sql.lit(large.root.number)} AND j > 0`
  const without = JSON.stringify(large.nodes.flatMap(({ kind, number }) => (kind === 'none' ? [number] : [])))
  return sql`SELECT DISTINCT NULL AS j, ${memberText(large)} AS m, t FROM (${foundSql(large, tree.target, null)}) WHERE m IS NOT NULL AND node NOT IN (SELECT value FROM json_each(${without}))`
}

/** How many leads each subject has. */
function leadsSql(catalog: CatalogMap, tree: RuleModel): Sql {
  return sql`SELECT sid, count(*) AS leads FROM (${eligibleSql(catalog, tree, 'list')}) GROUP BY sid`
}

/** For each node that holds: `node`, `sid`, the subject's `leads`, and `n`: rows of what looks at rows, else firings. */
function countsSql(catalog: CatalogMap, tree: RuleModel, kept: Iterable<number>): Sql {
  return sql`SELECT z.node AS node, z.sid AS sid, z.n AS n, l.leads AS leads FROM (SELECT node, sid, max(max(j, coalesce(n, 0))) AS n FROM (${yieldsSql(catalog, tree, kept)}) WHERE node >= 0 GROUP BY node, sid) z CROSS JOIN (${leadsSql(catalog, tree)}) l ON l.sid = z.sid`
}
