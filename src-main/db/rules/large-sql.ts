import { sql } from 'kysely'
import type { Decay, RuleTarget } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { LargeGroup, LargeNode, Numbered } from './large-group.ts'
import { decayNext, earliest } from './next-change.ts'
import { rowsSql } from './sources.ts'
import { listedSubjects } from './subjects.ts'

/** Number of what is no node: its row says in `t` when the subject has to be looked at again. */
export const MOMENT = -1

/** A member is a number: the place of its table among those that the group looks at, so many times, and its id. */
const TABLE = sql.raw('100000000000000')
/** Arguments of one call of concat; SQLite takes at most a thousand. */
const MOST_PARTS = 400
/** Keeps SQLite from putting a part into what reads it. */
const FENCE = sql.raw(' LIMIT -1 OFFSET 0')

/**
 * What the nodes of the group yield for the subjects of a list of leads, as a select in which the number of the node is a
 * column. The statement therefore grows with the height of the tree and not with its nodes: every row that a path reaches is
 * read once and tells which nodes it belongs to, and nodes of one height are computed together out of those below. Rows have
 * `node`, `sid` and `j`: 0 where the node holds, else the place of a firing, of whose members each row has one, `m` at `t`, in
 * the order of firings.ts. Of nodes below the root only those of `kept` are in it; with these, the row that tells that a node
 * holds has the number `n` of rows that it looked at.
 */
export function largeSql(group: LargeGroup, target: RuleTarget, decay: Decay | null, kept: ReadonlySet<number>): Sql {
  const top = group.nodes.reduce((most, { height }) => Math.max(most, height), 0)
  let below = leavesSql(group, target, decay, kept.size > 0)
  for (let height = 1; height <= top; height += 1) below = levelSql(group.nodes, height, below, kept)
  return below
}

/** Tables of the group in the order of their names. */
function tablesOf({ sources }: LargeGroup): string[] {
  return [...new Set(sources.map(({ path }) => path.table))].sort()
}

/** Table and id of the member `m` as text, as firings.ts has them. */
export function memberText(group: LargeGroup): Sql {
  const cases = tablesOf(group).map((table, place) => sql`WHEN ${sql.lit(place)} THEN ${sql.lit(`${table} `)}`)
  return cases.length === 0 ? sql`NULL` : sql`(CASE m / ${TABLE} ${sql.join(cases, sql` `)} END || (m % ${TABLE}))`
}

/**
 * Every row that a node looks at: `node`, `sid`, `m` and `t`; and a row without a member for each node that asks for none, or
 * holds of the subject itself. The time of a moment is negative, so that the earliest comes first where the newest does.
 */
export function foundSql(group: LargeGroup, target: RuleTarget, decay: Decay | null): Sql {
  const { nodes, sources, own, ownMoments } = group
  const tables = tablesOf(group)
  const subjects = listedSubjects(target)
  const firing = new Set(nodes.flatMap(({ number, kind }) => (kind === 'each' ? [number] : [])))
  const found = sources.map(({ path, asked, moments }) => {
    const each = asked.filter(({ number }) => firing.has(number))
    const others = asked.filter(({ number }) => !firing.has(number))
    const rows = rowsSql(path, sql`1`, subjects, [sql`${numbersSql(each)} AS "@each"`, sql`${numbersSql(others)} AS "@others"`, sql`${earliest(moments)} AS "@at"`])
    const faded = decay === null || each.length === 0 || path.time === null ? [] : [sql`CASE WHEN x."@each" <> '' THEN ${decayNext(sql`x.t`, decay)} END`]
    const at = sql`CASE WHEN j.value = ${sql.lit(MOMENT)} THEN -${earliest([sql`x."@at"`, ...faded])} ELSE x.t END`
    return sql`SELECT j.value AS node, x.sid AS sid, CASE WHEN j.value >= 0 THEN ${sql.lit(tables.indexOf(path.table))} * ${TABLE} + x.id END AS m, ${at} AS t FROM (${rows}${FENCE}) x CROSS JOIN json_each(${listSql(sql`x."@each"`, sql`x."@others"`)}) j`
  })
  const always = nodes.flatMap(({ number, kind }) => (kind === 'none' ? [{ number, holds: sql`1` }] : []))
  const onSubject = sql`SELECT s.id AS sid, ${numbersSql([...own, ...always])} AS "@own", ${earliest(ownMoments)} AS "@at" FROM ${subjects.from} WHERE ${subjects.where}`
  found.push(sql`SELECT j.value, x.sid, NULL, CASE WHEN j.value = ${sql.lit(MOMENT)} THEN -x."@at" END FROM (${onSubject}${FENCE}) x CROSS JOIN json_each(${listSql(sql`x."@own"`)}) j`)
  return sql`${sql.join(found, sql` UNION ALL `)}${FENCE}`
}

const KINDS = { node: 0, kind: 1, need: 2 } as const
const LINKS = { node: 0, target: 1, kind: 2, need: 3 } as const

function leavesSql(group: LargeGroup, target: RuleTarget, decay: Decay | null, isCounted: boolean): Sql {
  const kinds = listedSql([[MOMENT, 'moment', 1], ...group.nodes.map(({ number, kind, need }) => [number, kind, need])], KINDS)
  const counted = isCounted ? sql`count(o.m) OVER (PARTITION BY o.sid, o.node)` : sql`NULL`
  const placed = sql`SELECT o.node AS node, o.sid AS sid, o.m AS m, o.t AS t, g.kind AS kind, g.need AS need, row_number() OVER (PARTITION BY o.sid, o.node ORDER BY o.t DESC NULLS LAST, o.m DESC) AS j, ${counted} AS n FROM (${foundSql(group, target, decay)}) o CROSS JOIN (${kinds}) g ON g.node = o.node`
  // A node that asks for none has a row without a member, which is the last of its rows.
  const holds = sql`j = need AND (kind <> 'none' OR m IS NULL)`
  const both = sql`SELECT 0 AS is_row UNION ALL SELECT 1`
  return sql`SELECT node, sid, CASE WHEN is_row THEN j ELSE 0 END AS j, CASE WHEN is_row THEN m END AS m, CASE WHEN is_row THEN t WHEN kind = 'moment' THEN -t END AS t, CASE WHEN NOT is_row THEN n END AS n
    FROM (${placed}) CROSS JOIN (${both}) WHERE CASE WHEN is_row THEN kind = 'each' ELSE ${holds} END${FENCE}`
}

/** The nodes of a height with those of the ones below that are asked for later. */
function levelSql(nodes: readonly LargeNode[], height: number, below: Sql, kept: ReadonlySet<number>): Sql {
  const links: (readonly (number | string)[])[] = [[MOMENT, MOMENT, 'keep', 0]]
  const keep = (number: number): void => void links.push([number, number, 'keep', 0])
  const level = nodes.filter((node) => node.height === height)
  for (const { number, kind, need, children } of level) for (const child of children) links.push([child.number, number, kind, need])
  const later = nodes.filter((node) => node.height > height).flatMap(({ children }) => children.map(({ number }) => number))
  for (const number of new Set([...later, ...kept])) if ((nodes[number]?.height ?? height) < height) keep(number)
  const has = (kind: LargeNode['kind']): boolean => level.some((node) => node.kind === kind && node.fires)

  const joined = sql`SELECT g.target AS node, g.kind AS kind, g.need AS need, z.node AS c, z.sid AS sid, z.j AS j, z.m AS m, z.t AS t, z.n AS n FROM (${below}) z CROSS JOIN (${listedSql(links, LINKS)}) g ON g.node = z.node`
  const whole = sql`(PARTITION BY sid, node, c, j ORDER BY m ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`
  const seen = [
    sql`*`,
    ...(has('all') ? [sql`nullif(max(j) OVER (PARTITION BY sid, node, c), 0) AS most`] : []),
    // The place of a firing among all of its subject's tells apart those that have the same members.
    ...(has('any') ? [sql`c * 1000000000 + j AS place`, sql`group_concat(m, ',') OVER ${whole} AS members`, sql`min(t) OVER ${whole} AS oldest`, sql`max(m) OVER ${whole} AS largest`] : []),
  ]
  const told = [
    sql`*`,
    ...(has('all') ? [sql`min(most) OVER (PARTITION BY sid, node) AS k`] : []),
    ...(has('any') ? [sql`min(place) OVER (PARTITION BY sid, node, members) AS first`] : []),
  ]
  // Most alternatives hold for few subjects: what does not is left out before anything is sorted for firings.
  const holding = level.some(({ kind }) => kind === 'all') ? sql`SELECT * FROM (SELECT *, sum(j = 0) OVER (PARTITION BY sid, node) AS held FROM (${joined})) WHERE kind <> 'all' OR held >= need` : joined
  const cases = [...(has('all') ? [sql`WHEN 'all' THEN j <= k`] : []), ...(has('any') ? [sql`WHEN 'any' THEN place = first`] : [])]
  const chosen = cases.length === 0 ? sql`1` : sql`j = 0 OR CASE kind ${sql.join(cases, sql` `)} ELSE 1 END`
  const place = has('any') ? sql`CASE WHEN kind = 'any' AND j > 0 THEN dense_rank() OVER (PARTITION BY sid, node, j > 0 ORDER BY oldest DESC NULLS LAST, largest DESC, place) ELSE j END` : sql`j`
  return sql`SELECT DISTINCT node, sid, ${place} AS j, m, t, CASE WHEN kind = 'keep' THEN n END AS n FROM (SELECT ${sql.join(told)} FROM (SELECT ${sql.join(seen)} FROM (${holding}))) WHERE ${chosen}${FENCE}`
}

/** Rows of numbers and texts as a table. */
function listedSql(rows: readonly (readonly (number | string)[])[], names: Readonly<Record<string, number>>): Sql {
  const columns = Object.entries(names).map(([name, index]) => sql`value ->> ${sql.lit(index)} AS ${sql.id(name)}`)
  return sql`SELECT ${sql.join(columns)} FROM json_each(${JSON.stringify(rows)})${FENCE}`
}

/** The numbers of those that hold, each after a comma. */
function numbersSql(asked: readonly Numbered[]): Sql {
  const parts = asked.map(({ number, holds }) => sql`CASE WHEN ${holds} THEN ${sql.lit(`,${number}`)} END`)
  const calls = Array.from({ length: Math.ceil(parts.length / MOST_PARTS) }, (_unused, index) => sql`concat(${sql.join(parts.slice(index * MOST_PARTS, (index + 1) * MOST_PARTS))})`)
  return calls.length === 0 ? sql`''` : sql.join(calls, sql` || `)
}

/** The moment's number and those given, as JSON. */
function listSql(...numbers: readonly Sql[]): Sql {
  return sql.join([sql.lit(`[${MOMENT}`), ...numbers, sql`']'`], sql` || `)
}
