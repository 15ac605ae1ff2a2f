import { sql } from 'kysely'
import type { RuleGrade } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import { audienceNext, type CompiledRules } from './compile.ts'
import { earliest } from './next-change.ts'

/** Arguments of one call of concat; SQLite takes at most a thousand. */
const MOST_PARTS = 400

/**
 * The scores of a compiled model, a row for each lead that it scores: `lead_id`, `score`, `total`, `grade`, `next_change_at`
 * and `contributions`, as the select that follows the definitions.
 */
export function scoresSql(compiled: CompiledRules): { readonly ctes: readonly Sql[]; readonly select: Sql } {
  const { tree } = compiled
  const r = sql`r AS (SELECT "@sid" AS sid, "@next" AS next, "@total" AS total, ${contributionsSql(compiled)} AS contributions FROM e LIMIT -1 OFFSET 0)`
  const audience = audienceNext(compiled.catalog, tree)
  const lead = audience.length === 0 ? sql`` : sql` CROSS JOIN lead l ON l.id = m.lead_id`
  const score = sql`CAST(round(r.total) AS INTEGER)`
  const select = sql`SELECT m.lead_id AS lead_id, ${score} AS score, r.total AS total, ${gradeSql(score, tree.grades)} AS grade, ${earliest([sql`r.next`, ...audience])} AS next_change_at, r.contributions AS contributions
    FROM r CROSS JOIN l m ON m.sid = r.sid${lead}`
  return { ctes: [...compiled.ctes, r], select }
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

/** The groups' counts and points as JSON. */
export function contributionsSql({ groups }: CompiledRules): Sql {
  if (groups.length === 0) return sql`'[]'`
  const parts = groups.flatMap(({ count, points }, index) => [index === 0 ? sql`'[['` : sql`'],['`, sql.id(count), sql`','`, sql.id(points)])
  parts.push(sql`']]'`)
  const calls = Array.from({ length: Math.ceil(parts.length / MOST_PARTS) }, (_unused, index) => sql`concat(${sql.join(parts.slice(index * MOST_PARTS, (index + 1) * MOST_PARTS))})`)
  return sql.join(calls, sql` || `)
}
