import { sql } from 'kysely'
import type { RuleGrade, RuleModel } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { audienceNext, type CompiledGroup, type CompiledRules } from './compile.ts'
import { earliest } from './next-change.ts'
import { subjectId } from './subjects.ts'

/** Arguments of one call of concat; SQLite takes at most a thousand. */
const MOST_PARTS = 400

/** What scores are made of: definitions (after WITH) of `l` and of `e` with `@sid`, `@next` and `@total`, and the contributions as JSON out of `e`. */
export interface ScoreSource {
  readonly tree: RuleModel
  readonly catalog: CatalogMap
  readonly ctes: readonly Sql[]
  readonly contributions: Sql
}

/**
 * The scores of a model, a row for each lead that it scores: `lead_id`, `score`, `total`, `grade`, `next_change_at`
 * and `contributions`, as the select that follows the definitions. With `leads` it is known that every lead is scored, which
 * an index then finds by their subjects.
 */
export function scoresSql(source: ScoreSource, leads: 'some' | 'all' = 'some'): { readonly ctes: readonly Sql[]; readonly select: Sql } {
  const { tree, catalog, ctes, contributions } = source
  const r = sql`r AS (SELECT "@sid" AS sid, "@next" AS next, "@total" AS total, CAST(round("@total") AS INTEGER) AS score, ${contributions} AS contributions FROM e LIMIT -1 OFFSET 0)`
  const audience = audienceNext(catalog, tree)
  const lead = leads === 'all' ? sql`CROSS JOIN lead l ON ${subjectId(tree.target)} = r.sid` : sql`CROSS JOIN l m ON m.sid = r.sid${audience.length === 0 ? sql`` : sql` CROSS JOIN lead l ON l.id = m.lead_id`}`
  const id = leads === 'all' ? sql`l.id` : sql`m.lead_id`
  // A fence keeps the search for moments of the audience from being repeated wherever they are used.
  const fence = audience.length === 0 ? sql`` : sql` LIMIT -1 OFFSET 0`
  const select = sql`SELECT ${id} AS lead_id, r.score AS score, r.total AS total, ${gradeSql(sql`r.score`, tree.grades)} AS grade, ${earliest([sql`r.next`, ...audience])} AS next_change_at, r.contributions AS contributions
    FROM r ${lead}${fence}`
  return { ctes: [...ctes, r], select }
}

/** The first grade whose range has the score. */
export function gradeSql(score: Sql, grades: readonly RuleGrade[]): Sql {
  if (grades.length === 0) return sql`NULL`
  const cases = grades.map(({ name, from, to }) => {
    const ends = [...(from === null ? [] : [sql`${score} >= ${from}`]), ...(to === null ? [] : [sql`${score} <= ${to}`])]
    return sql`WHEN ${ends.length === 0 ? sql`1` : sql.join(ends, sql` AND `)} THEN ${name}`
  })
  return sql`CASE ${sql.join(cases, sql` `)} END`
}

/** Counts up to this one have their text ready; most groups of most leads have none or one, and to write a number takes long. */
const MOST_READY = 3
/** Groups that are asked together whether any of them fired. */
const RUN = 4

/** The groups' counts and points as JSON. */
export function contributionsSql({ groups }: Pick<CompiledRules, 'groups'>): Sql {
  if (groups.length === 0) return sql`'[]'`
  const pairs = groups.map((entry, index) => pairOf(entry, index === 0 ? '[[' : '],['))
  const parts = Array.from({ length: Math.ceil(pairs.length / RUN) }, (_unused, index) => runSql(pairs.slice(index * RUN, (index + 1) * RUN)))
  parts.push(sql`']]'`)
  const calls = Array.from({ length: Math.ceil(parts.length / MOST_PARTS) }, (_unused, index) => sql`concat(${sql.join(parts.slice(index * MOST_PARTS, (index + 1) * MOST_PARTS))})`)
  return sql.join(calls, sql` || `)
}

interface Pair {
  readonly count: Sql
  readonly written: Sql
  /** The text where the group did not fire, if that is known beforehand. */
  readonly none: string | null
}

/** Most leads fire few of the groups, so that a whole run is often written by one comparison. */
function runSql(pairs: readonly Pair[]): Sql {
  const none = pairs.flatMap((pair) => pair.none ?? [])
  const written = pairs.length === 1 ? pairs[0]!.written : sql`concat(${sql.join(pairs.map((pair) => pair.written))})`
  if (pairs.length === 1 || none.length < pairs.length) return written
  return sql`CASE WHEN ${sql.join(pairs.map(({ count }) => count), sql` + `)} = 0 THEN ${sql.lit(none.join(''))} ELSE ${written} END`
}

/** Count and points of one group after the given text; the ready texts are those that the numbers would make. */
function pairOf({ group, fires, count, points }: CompiledGroup, before: string): Pair {
  const { action } = group
  const at = sql.id(count)
  const written = sql`concat(${sql.lit(before)}, ${at}, ',', ${sql.id(points)})`
  if (action === null || fires === null) return { count: at, written, none: `${before}0,0` }
  const isWhole = Number.isSafeInteger(action.points * MOST_READY) && (action.cap === null || (Number.isSafeInteger(action.cap) && action.cap !== 0))
  if (!isWhole) return { count: at, written, none: null }
  if (action.decay !== null) {
    // Points that fade are a floating number also when there are none.
    const none = `${before}${fires ? '0,0.0' : '0,0'}`
    return { count: at, written: sql`CASE ${at} WHEN 0 THEN ${sql.lit(none)} ELSE ${written} END`, none }
  }
  const [each, most] = [action.points, Math.abs(action.cap ?? Number.POSITIVE_INFINITY)]
  const ready = Array.from({ length: MOST_READY + 1 }, (_unused, times) => sql`WHEN ${sql.raw(String(times))} THEN ${sql.lit(`${before}${times},${Math.max(-most, Math.min(most, times * each))}`)}`)
  return { count: at, written: sql`CASE ${at} ${sql.join(ready, sql` `)} ELSE ${written} END`, none: `${before}0,0` }
}
