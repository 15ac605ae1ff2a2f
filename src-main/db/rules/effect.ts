import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { requireRuleModel, ruleVersion, treeOf } from '../queries/rule-models.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog } from './catalog-map.ts'
import { withSql } from './compiled-rules.ts'
import { scoreSource, withSums } from './portions.ts'
import { gradeSql } from './scores-sql.ts'
import { runAll, statementOf } from './statement.ts'
import { eligibleSql } from './subjects.ts'
import type { RuleClock } from './types.ts'

export interface RuleEffect {
  readonly total: number
  readonly rows: { id: number; name: string; company: string | null; scoreLive: number | null; gradeLive: string | null; score: number | null; grade: string | null; readyLive: boolean; ready: boolean }[]
}

interface Row {
  readonly id: number
  readonly name: string | null
  readonly company: string | null
  readonly score: number | null
  readonly grade: string | null
  readonly score_live: number | null
  readonly grade_live: string | null
  readonly ready: number
  readonly ready_live: number
  readonly total: number
}

/** Leads whose grade or sales-readiness the tree would change against the stored scores of the live version, largest changes first. */
export function effectOf(db: ReadDb, input: { tree: RuleModel; modelId: number; limit: number }, context: RuleClock): RuleEffect {
  requireRuleModel(db, input.modelId)
  const live = ruleVersion(db, input.modelId, 'live')
  const catalog = currentCatalog(db)
  const { ctes } = scoreSource(catalog, input.tree, 'range')
  const ready = (score: Sql, threshold: number | null): Sql => (threshold === null ? sql`0` : sql`coalesce(${score} >= ${threshold}, 0)`)
  const liveThreshold = live === undefined ? null : treeOf(live).settings.salesReadyScore
  const scores = sql`z AS (SELECT lead_id, score, ${gradeSql(sql`score`, input.tree.grades)} AS grade FROM (SELECT m.lead_id AS lead_id, CAST(round(e."@total") AS INTEGER) AS score FROM e CROSS JOIN l m ON m.sid = e."@sid" LIMIT -1 OFFSET 0))`
  // A model that is not live has no stored scores that count; no model has the id 0.
  const stored = sql`o.model_id = ${live === undefined ? 0 : input.modelId}`
  const gone = sql`SELECT o.lead_id, NULL, NULL, o.score, o.grade FROM rule_score o WHERE ${stored} AND o.lead_id NOT IN (SELECT lead_id FROM (${eligibleSql(catalog, input.tree, 'range')}))`
  const both = sql`SELECT z.lead_id AS id, z.score, z.grade, o.score AS score_live, o.grade AS grade_live FROM z LEFT JOIN rule_score o ON ${stored} AND o.lead_id = z.lead_id UNION ALL ${gone}`
  const judged = sql`SELECT *, ${ready(sql`score`, input.tree.settings.salesReadyScore)} AS ready, ${ready(sql`score_live`, liveThreshold)} AS ready_live FROM (${both})`
  const chosen = sql`SELECT *, count(*) OVER () AS total FROM (${judged}) WHERE grade IS NOT grade_live OR ready <> ready_live ORDER BY abs(coalesce(score, 0) - coalesce(score_live, 0)) DESC, id LIMIT ${BigInt(input.limit)}`
  const statement = statementOf(withSql([...ctes, scores], sql`SELECT c.*, l.name, l.company FROM (${chosen}) c CROSS JOIN lead l ON l.id = c.id ORDER BY abs(coalesce(c.score, 0) - coalesce(c.score_live, 0)) DESC, c.id`))
  const rows = runAll<Row>(db, statement, withSums(db, catalog, input.tree, 'range', { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' }))
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      id: row.id, name: row.name ?? `No name (${row.id})`, company: row.company,
      scoreLive: row.score_live, gradeLive: row.grade_live, score: row.score, grade: row.grade, readyLive: row.ready_live === 1, ready: row.ready === 1,
    })),
  }
}
