import { sql } from 'kysely'
import type { RuleSimulation } from '#shared/contract/rules'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import { ruleVersion, treeOf } from '../queries/rule-models.ts'
import { clockTimes } from './clock.ts'
import { currentCatalog } from './catalog-map.ts'
import { withSql } from './compiled-rules.ts'
import { evaluateRules } from './evaluate.ts'
import { tallyOf } from './node-tally.ts'
import { scoreSource, withSums } from './portions.ts'
import { gradeIndex, histogramOf, scoreOfRank, type ScoreCount } from './score-summary.ts'
import { gradeSql } from './scores-sql.ts'
import { runAll, statementOf } from './statement.ts'
import { eligibleSql } from './subjects.ts'
import type { RuleClock } from './types.ts'
import { unscoredCounts } from './unscored.ts'

/** Leads shown of each grade. */
const SAMPLES = 5

interface Row {
  /** Null for leads that the tree does not score. */
  readonly score: number | null
  /** Stored score of the live version, where there is one. */
  readonly other: number | null
  readonly leads: number
  /** The best of their grade among them, ids with commas between. */
  readonly best: string | null
}

/** What the tree would score now, over all leads; nothing is kept. What is broken in a draft counts nothing. */
export function simulateRules(db: ReadDb, input: { tree: RuleModel; modelId?: number | undefined }, context: RuleClock): RuleSimulation {
  const start = performance.now()
  const { tree } = input
  const live = input.modelId === undefined ? undefined : ruleVersion(db, input.modelId, 'live')
  const rows = scoreRows(db, tree, live === undefined ? null : (input.modelId ?? null), context)
  const counts = countScores(rows, ({ score }) => score)
  const scored = counts.reduce((sum, { leads }) => sum + leads, 0)
  const threshold = tree.settings.salesReadyScore
  const liveTree = live === undefined ? null : treeOf(live)
  const liveCounts = liveTree === null ? null : countScores(rows, ({ other }) => other)
  return {
    leads: db.prepare<{ n: number }>('SELECT count(*) AS n FROM lead').get()?.n ?? 0,
    scored,
    unscored: unscoredCounts(db, tree, context),
    ...tallyOf(db, tree, context),
    histogram: histogramOf(counts),
    lowest: counts[0]?.score ?? null,
    median: scored === 0 ? null : scoreOfRank(counts, Math.ceil(scored / 2)),
    highest: counts.at(-1)?.score ?? null,
    topTenth: scored === 0 ? null : scoreOfRank(counts, Math.max(1, Math.floor(scored / 10))),
    grades: tree.grades.map(({ name, from, to }, index) => ({
      name, from, to,
      leads: leadsWhere(counts, (score) => gradeIndex(tree.grades, score) === index),
      leadsLive: liveCounts === null || liveTree === null ? null : leadsWhere(liveCounts, (score) => liveTree.grades[gradeIndex(liveTree.grades, score)]?.name === name),
    })),
    salesReady: threshold === null ? 0 : leadsWhere(counts, (score) => score >= threshold),
    change: live === undefined || liveTree === null ? null : changeOf(rows, tree, liveTree, live.number),
    samples: samplesOf(db, tree, rows, context),
    milliseconds: Math.round(performance.now() - start),
  }
}

/** Leads by score and stored score with the best of each grade. What is computed stands once in the statement, which SQLite would copy otherwise. */
function scoreRows(db: ReadDb, tree: RuleModel, modelId: number | null, context: RuleClock): Row[] {
  const catalog = currentCatalog(db)
  const { ctes } = scoreSource(catalog, tree, 'range')
  const z = sql`SELECT m.lead_id AS lead_id, CAST(round(e."@total") AS INTEGER) AS score FROM e CROSS JOIN l m ON m.sid = e."@sid" LIMIT -1 OFFSET 0`
  const gone = sql`SELECT o.lead_id, NULL, o.score FROM rule_score o WHERE o.model_id = ${modelId} AND o.lead_id NOT IN (SELECT lead_id FROM (${eligibleSql(catalog, tree, 'range')}))`
  const both = modelId === null ? sql`SELECT z.lead_id, z.score, NULL AS other FROM (${z}) z` : sql`SELECT z.lead_id, z.score, o.score AS other FROM (${z}) z LEFT JOIN rule_score o ON o.model_id = ${modelId} AND o.lead_id = z.lead_id UNION ALL ${gone}`
  const grade = gradeSql(sql`score`, tree.grades.map((entry, index) => ({ ...entry, name: String(index) })))
  const ranked = sql`SELECT *, row_number() OVER (PARTITION BY ${grade} ORDER BY score DESC NULLS LAST, lead_id) AS place FROM (${both})`
  const best = sql`group_concat(CASE WHEN place <= ${BigInt(SAMPLES)} AND score IS NOT NULL THEN lead_id END)`
  const statement = statementOf(withSql(ctes, sql`SELECT score, other, count(*) AS leads, ${best} AS best FROM (${ranked}) GROUP BY score, other`))
  return runAll<Row>(db, statement, withSums(db, catalog, tree, 'range', { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' }))
}

/** Leads by score, ascending. */
function countScores(rows: readonly Row[], of: (row: Row) => number | null): ScoreCount[] {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const score = of(row)
    if (score !== null) counts.set(score, (counts.get(score) ?? 0) + row.leads)
  }
  return [...counts].map(([score, leads]) => ({ score, leads })).sort((one, other) => one.score - other.score)
}

function leadsWhere(counts: readonly ScoreCount[], holds: (score: number) => boolean): number {
  return counts.reduce((sum, { score, leads }) => sum + (holds(score) ? leads : 0), 0)
}

/** Leads whose grade rises or falls, and whose sales-readiness changes, against the stored scores of the live version. */
function changeOf(rows: readonly Row[], tree: RuleModel, live: RuleModel, version: number): NonNullable<RuleSimulation['change']> {
  const change = { version, up: 0, down: 0, becomeReady: 0, ceaseReady: 0, newlyScored: 0, noLongerScored: 0 }
  const isReady = ({ settings }: RuleModel, score: number | null): boolean => score !== null && settings.salesReadyScore !== null && score >= settings.salesReadyScore
  for (const { score, other, leads: n } of rows) {
    const [before, after] = [isReady(live, other), isReady(tree, score)]
    if (after && !before) change.becomeReady += n
    if (before && !after) change.ceaseReady += n
    if (score === null) change.noLongerScored += n
    else if (other === null) change.newlyScored += n
    else {
      const [was, is] = [gradeIndex(live.grades, other), gradeIndex(tree.grades, score)]
      if (live.grades[was]?.name === tree.grades[is]?.name) continue
      if (is > was || (is === was && score > other)) change.up += n
      else change.down += n
    }
  }
  return change
}

function samplesOf(db: ReadDb, tree: RuleModel, rows: readonly Row[], context: RuleClock): RuleSimulation['samples'] {
  const chosen = rows
    .flatMap(({ score, best }) => (score === null || best === null ? [] : best.split(',').map((id) => ({ id: Number(id), score, grade: gradeIndex(tree.grades, score) }))))
    .sort((one, other) => other.score - one.score || one.id - other.id)
  const ids = chosen.map(({ id }) => id)
  const scores = new Map(evaluateRules(db, tree, context, ids).map((score) => [score.leadId, score]))
  const leads = new Map(
    db.prepare<{ id: number; name: string | null; company: string | null }>('SELECT l.id, l.name, l.company FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value').all(JSON.stringify(ids)).map((lead) => [lead.id, lead]),
  )
  const byGrade = Map.groupBy(chosen, ({ grade }) => grade)
  return [...byGrade].map(([index, found]) => ({
    grade: tree.grades[index]?.name ?? null,
    leads: found.map(({ id, score }) => ({
      id,
      name: leads.get(id)?.name ?? `No name (${id})`,
      company: leads.get(id)?.company ?? null,
      score,
      grade: tree.grades[index]?.name ?? null,
      contributions: tree.groups.map((group, place) => {
        const [count, points] = scores.get(id)?.contributions[place] ?? [0, 0]
        return { groupId: group.id, label: group.condition.label, count, points }
      }),
    })),
  }))
}
