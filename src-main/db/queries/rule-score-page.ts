import { sql } from 'kysely'
import type { RuleScoreRow } from '#shared/contract/rule-scores'
import type { RuleModel } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { allRows, andSql, likeSql, type Sql } from './filters-sql.ts'
import { requireRuleModel, scoredVersion, treeOf } from './rule-models.ts'
import { countKeptRows } from './score-views-kept.ts'

export interface RuleScorePageInput {
  readonly modelId: number
  readonly search: string
  readonly grade: string | null
  readonly sort: { readonly column: 'name' | 'score' | 'grade' | 'scoredAt'; readonly direction: 'asc' | 'desc' }
  readonly offset: number
  readonly limit: number
}

export interface RuleScorePage {
  readonly rows: RuleScoreRow[]
  readonly total: number
  readonly scored: number
}

export interface StoredScore {
  readonly lead_id: number
  readonly name: string | null
  readonly company: string | null
  readonly owner_name: string | null
  readonly score: number
  readonly grade: string | null
  readonly scored_at: number
  readonly contributions: string
}

/** One page of the leads that the model has scored. */
export function readRuleScorePage(db: ReadDb, input: RuleScorePageInput): RuleScorePage {
  requireRuleModel(db, input.modelId)
  const version = scoredVersion(db, input.modelId)
  if (version === undefined) return { rows: [], total: 0, scored: 0 }
  const tree = treeOf(version)
  const scored = countKeptRows(db, sql`SELECT count(*) AS n FROM rule_score WHERE model_id = ${input.modelId}`)
  const narrowed = input.search.trim() !== '' || input.grade !== null
  const where = whereSql(input)
  const total = narrowed ? countKeptRows(db, sql`SELECT count(*) AS n FROM ${fromSql(input)} WHERE ${where}`) : scored
  if (input.offset >= total) return { rows: [], total, scored }
  const ids = allRows<{ id: number }>(db, sql`SELECT s.lead_id AS id FROM ${fromSql(input)} WHERE ${where} ORDER BY ${orderSql(input, tree)} LIMIT ${input.limit} OFFSET ${input.offset}`).map(({ id }) => id)
  return { rows: readRows(db, input.modelId, ids, tree), total, scored }
}

/** The lead is joined only where the search or the order needs it; the index of scores alone answers the rest. */
function fromSql(input: RuleScorePageInput): Sql {
  const needsLead = input.search.trim() !== '' || input.sort.column === 'name'
  return needsLead ? sql`rule_score s CROSS JOIN lead r ON r.id = s.lead_id` : sql`rule_score s`
}

function whereSql(input: RuleScorePageInput): Sql {
  const search = input.search.trim()
  if (search.length > 200) throw new Problem('BAD_INPUT', `The search text has ${search.length} characters; 200 is the most.`, 'search')
  const conditions: Sql[] = [sql`s.model_id = ${input.modelId}`]
  if (input.grade !== null) conditions.push(sql`s.grade = ${input.grade}`)
  if (search !== '') {
    const columns = ['name', 'company', 'email'].map((name) => likeSql(sql`r.${sql.id(name)}`, search, 'anywhere'))
    conditions.push(sql`(${sql.join(columns, sql` OR `)})`)
  }
  return andSql(conditions)
}

function orderSql({ sort }: RuleScorePageInput, tree: RuleModel): Sql {
  const direction = sort.direction === 'asc' ? sql`ASC` : sql`DESC`
  switch (sort.column) {
    case 'score':
      return sql`s.score ${direction}, s.lead_id ${direction}`
    case 'name':
      return sql`r.name COLLATE NOCASE ${direction} NULLS LAST, s.lead_id ${direction}`
    case 'scoredAt':
      return sql`s.scored_at ${direction}, s.lead_id ${direction}`
    case 'grade': {
      // From the lowest grade to the highest, as the model lists them, not by the alphabet.
      const ranks = JSON.stringify(Object.fromEntries(tree.grades.map((grade, index) => [grade.name, index])))
      return sql`(SELECT j.value FROM json_each(${ranks}) j WHERE j.key = s.grade) ${direction} NULLS LAST, s.score ${direction}, s.lead_id ${direction}`
    }
  }
}

/** The rows of these leads in their order. */
function readRows(db: ReadDb, modelId: number, ids: readonly number[], tree: RuleModel): RuleScoreRow[] {
  const stored = new Map(
    db
      .prepare<StoredScore>(
        `SELECT s.lead_id, l.name, l.company, u.name AS owner_name, s.score, s.grade, s.scored_at, s.contributions
         FROM json_each(?) i CROSS JOIN rule_score s ON s.model_id = ? AND s.lead_id = i.value CROSS JOIN lead l ON l.id = s.lead_id LEFT JOIN user u ON u.id = l.owner_id`,
      )
      .all(JSON.stringify(ids), modelId)
      .map((row) => [row.lead_id, row]),
  )
  return ids.flatMap((id) => {
    const row = stored.get(id)
    return row === undefined ? [] : [toScoreRow(row, tree)]
  })
}

export function toScoreRow(row: StoredScore, tree: RuleModel): RuleScoreRow {
  return {
    leadId: row.lead_id,
    name: row.name ?? `No name (${row.lead_id})`,
    company: row.company,
    ownerName: row.owner_name,
    score: row.score,
    grade: row.grade,
    salesReady: isReady(row.score, tree),
    scoredAt: row.scored_at,
    contributions: contributionsOf(row.contributions, tree),
  }
}

export function isReady(score: number, tree: RuleModel): boolean {
  const threshold = tree.settings.salesReadyScore
  return threshold !== null && score >= threshold
}

/** Stored as pairs of count and points in the order of the groups. */
function contributionsOf(stored: string, tree: RuleModel): RuleScoreRow['contributions'] {
  const pairs = JSON.parse(stored) as readonly (readonly [number, number])[]
  return tree.groups.map((group, index) => ({ groupId: group.id, label: group.condition.label, count: pairs[index]?.[0] ?? 0, points: pairs[index]?.[1] ?? 0 }))
}
