import { sql } from 'kysely'
import type { Decay, RuleModel } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { gateSql } from './gates.ts'
import { shareSql, type NodeValue } from './nodes.ts'
import { rowsSql } from './sources.ts'
import { subjectsSql, type Scope } from './subjects.ts'

export interface FiringScope {
  readonly catalog: CatalogMap
  readonly tree: RuleModel
  readonly scope: Scope
}

/**
 * What fires, a row for each member of a firing: subject `sid`, place `j` from the newest on, member `m` (a text that
 * sorts by table, then id) and the member's time `t`. Each part stands once in the statement, which SQLite would copy otherwise.
 */
export function firingsSql(value: NodeValue, at: FiringScope): Sql {
  const { node } = value
  if (node.kind === 'occurrence') return leafSql(value, at)
  const firing = value.children.filter((child) => child.count !== null)
  return node.kind === 'all' ? allSql(value, firing, at) : anySql(firing, at)
}

/** Table and id as text whose order is that of table, then id. */
function memberSql(table: string, id: Sql): Sql {
  return sql`(${`${table} `} || printf('%019d', ${id}))`
}

function leafSql(value: NodeValue, { tree, scope }: FiringScope): Sql {
  const set = value.rows?.[0]
  if (set === undefined) throw new Error('A node without rows of its own fires nothing')
  const rows = rowsSql(set.source.path, set.where, subjectsSql(tree.target, scope))
  return sql`SELECT sid, row_number() OVER (PARTITION BY sid ORDER BY t DESC NULLS LAST, id DESC) AS j, ${memberSql(set.source.path.table, sql`id`)} AS m, t FROM (${rows})`
}

/** The firings of the children, each with the number `c` of its child. */
function unitedSql(children: readonly NodeValue[], at: FiringScope): Sql {
  return sql.join(children.map((child, index) => sql`SELECT ${BigInt(index)} AS c, sid, j, m, t FROM (${firingsSql(child, at)})`), sql` UNION ALL `)
}

/** The j-th of all children that fire at all, as long as each has one; only for subjects for which the node holds. */
function allSql({ node }: NodeValue, firing: readonly NodeValue[], at: FiringScope): Sql {
  const { from, where } = subjectsSql(at.tree.target, at.scope)
  const extra = at.tree.target === 'lead' && at.tree.settings.countParentContact
  const holds = gateSql({ catalog: at.catalog, table: at.tree.target, alias: 's', extra }, node) ?? sql`0`
  const most = sql`SELECT *, max(j) OVER (PARTITION BY sid, c) AS k FROM (${unitedSql(firing, at)})`
  return sql`SELECT DISTINCT sid, j, m, t FROM (SELECT sid, j, m, t, min(k) OVER (PARTITION BY sid) AS k FROM (${most})) WHERE j <= k AND sid IN (SELECT s.id FROM ${from} WHERE ${where} AND ${holds})`
}

/** Firings are the same when they have the same members; of what is equally old, the one with the larger member is first. */
function anySql(firing: readonly NodeValue[], at: FiringScope): Sql {
  const united = unitedSql(firing, at)
  if (firing.every((child) => child.node.kind === 'occurrence')) {
    return sql`SELECT sid, row_number() OVER (PARTITION BY sid ORDER BY t DESC NULLS LAST, m DESC) AS j, m, t FROM (SELECT DISTINCT sid, m, t FROM (${united}))`
  }
  const whole = sql`(PARTITION BY sid, c, j ORDER BY m ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`
  // The place of a firing among all of its subject's tells apart those that have the same members.
  const told = sql`SELECT sid, m, t, c * 1000000000 + j AS place, group_concat(m, ',') OVER ${whole} AS members, min(t) OVER ${whole} AS oldest, max(m) OVER ${whole} AS largest FROM (${united})`
  const firsts = sql`SELECT *, min(place) OVER (PARTITION BY sid, members) AS first FROM (${told})`
  return sql`SELECT sid, dense_rank() OVER (PARTITION BY sid ORDER BY oldest DESC NULLS LAST, largest DESC, place) AS j, m, t FROM (${firsts}) WHERE place = first`
}

/** How often each subject's node fires: `sid` and `n`. */
export function firingCountSql(value: NodeValue, at: FiringScope): Sql {
  return sql`SELECT sid, max(j) AS n FROM (${firingsSql(value, at)}) GROUP BY sid`
}

/** Sum of the shares that are left of each subject's firings: `sid` and `n`. */
export function firingFadeSql(value: NodeValue, decay: Decay, at: FiringScope): Sql {
  return sql`SELECT sid, sum(${shareSql(sql`t`, decay)}) AS n FROM (SELECT sid, min(t) AS t FROM (${firingsSql(value, at)}) GROUP BY sid, j) GROUP BY sid`
}
