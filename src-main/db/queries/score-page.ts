import { sql } from 'kysely'
import type { ScoredRow } from '#shared/contract/scores'
import type { Filter } from '#shared/contract/dataset'
import type { CatalogTable, ScoredEntity } from '#shared/domain/catalog/types'
import type { ScoreView } from '#shared/domain/scores/types'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { columnOf, readTable } from './catalog.ts'
import { filterSql } from './filters.ts'
import { allRows, andSql, columnSql, likeSql, type Sql } from './filters-sql.ts'
import { readScoredBy, readScoredRows, type ScoredBy } from './score-page-rows.ts'
import { sortSql, type Sort } from './score-page-sort.ts'
import { countKeptRows } from './score-views-kept.ts'
import { countView, unscoredSql, viewConditions, viewSql } from './score-views.ts'

export interface PageInput {
  readonly entity: ScoredEntity
  readonly view: ScoreView
  readonly filters: readonly Filter[]
  readonly search: string
  readonly sort: Sort
  readonly columns: readonly string[]
  readonly offset: number
  readonly limit: number
}

export interface PageContext {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

export interface ScorePage {
  readonly rows: ScoredRow[]
  readonly total: number
  readonly open: number
  readonly scoredBy: ScoredBy | null
}

/** A view of at most this many records is sorted as a whole; a larger one is walked along the index of scores. */
const sortedWhole = 20_000

/** One page of scored records with the numbers that stand above it. */
export function readScorePage(db: ReadDb, input: PageInput, context: PageContext): ScorePage {
  const table = readTable(db, input.entity)
  const extra = input.columns.map((name) => columnOf(table, name))
  const narrowed = input.filters.length > 0 || input.search.trim() !== ''
  const where = whereSql(table, input, context)
  const total = narrowed ? countKeptRows(db, countSql(table, input, where)) : countView(db, input.entity, input.view, context)
  const ids = pageIds(db, { table, input, context, where, total, narrowed })
  const rows = readScoredRows(db, input.entity, ids, extra, context)
  const open = input.view === 'all_open' && !narrowed ? total : countView(db, input.entity, 'all_open', context)
  return { rows: rows.map(({ row }) => row), total, open, scoredBy: readScoredBy(db, input.entity, rows) }
}

/** The ids of all records of the list, in its order. */
export function listIds(db: ReadDb, input: Omit<PageInput, 'offset' | 'limit'>, context: PageContext): number[] {
  const table = readTable(db, input.entity)
  const whole = { ...input, offset: 0, limit: Number.MAX_SAFE_INTEGER }
  const sort = sortSql(table, input.sort, context.now)
  return ids(db, sql`SELECT r.id AS id FROM ${sql.id(table.name)} r ${scoreJoin(input.entity)} ${sort.joins} WHERE ${whereSql(table, whole, context)} ORDER BY ${sort.order}`)
}

/** The score of each record, or none. */
function scoreJoin(entity: ScoredEntity): Sql {
  return sql`LEFT JOIN score s ON s.entity = ${entity} AND s.record_id = r.id`
}

function whereSql(table: CatalogTable, input: PageInput, context: PageContext): Sql {
  const search = input.search.trim()
  return andSql([viewSql(input.entity, input.view, context), ...input.filters.map((filter) => filterSql(table, filter, context.now)), ...(search === '' ? [] : [searchSql(input.entity, search)])])
}

/** The text stands in the name, company, topic or e-mail of the record. */
function searchSql(entity: ScoredEntity, text: string): Sql {
  if (text.length > 200) throw new Problem('BAD_INPUT', `The search text has ${text.length} characters; 200 is the most.`, 'search')
  const own = (entity === 'lead' ? ['name', 'company', 'topic', 'email'] : ['name']).map((name) => likeSql(columnSql('r', name), text, 'anywhere'))
  // Looked up for each record, the firm would cost a million searches; the list of matching firms is made once.
  const firm = sql`r.account_id IN (SELECT id FROM account WHERE ${likeSql(sql`name`, text, 'anywhere')})`
  return sql`(${sql.join(entity === 'lead' ? own : [...own, firm], sql` OR `)})`
}

function countSql(table: CatalogTable, input: PageInput, where: Sql): Sql {
  return sql`SELECT count(*) AS n FROM ${sql.id(table.name)} r ${scoreJoin(input.entity)} WHERE ${where}`
}

interface Plan {
  readonly table: CatalogTable
  readonly input: PageInput
  readonly context: PageContext
  readonly where: Sql
  readonly total: number
  readonly narrowed: boolean
}

function pageIds(db: ReadDb, plan: Plan): number[] {
  const { input, table, total } = plan
  if (input.offset >= total) return []
  if (input.view === 'not_scored' && input.sort.column === 'score' && !plan.narrowed) return ids(db, unscoredPageSql(plan, input.limit, input.offset))
  if (input.sort.column !== 'score' || plan.narrowed || total <= sortedWhole) {
    const sort = sortSql(table, input.sort, plan.context.now)
    return ids(db, sql`SELECT r.id AS id FROM ${sql.id(table.name)} r ${scoreJoin(input.entity)} ${sort.joins} WHERE ${plan.where} ORDER BY ${sort.order} LIMIT ${input.limit} OFFSET ${input.offset}`)
  }
  const scored = ids(db, scoredPageSql(plan.input, plan.context))
  if (scored.length === input.limit) return scored
  // Past the last scored record: those without a score follow, newest first.
  const before = countKeptRows(db, sql`SELECT count(*) AS n FROM ${scoredFrom(input)} WHERE ${scoredWhere(input, plan.context)}`)
  return [...scored, ...ids(db, unscoredPageSql(plan, input.limit - scored.length, Math.max(0, input.offset - before)))]
}

const scoredFrom = (input: PageInput): Sql => sql`score s CROSS JOIN ${sql.id(input.entity)} r`
const scoredWhere = (input: PageInput, context: PageContext): Sql => andSql([sql`s.entity = ${input.entity}`, sql`r.id = s.record_id`, ...viewConditions(input.view, context)])

/** Walks the index of scores and looks up each record; CROSS JOIN keeps SQLite from turning the order round. */
export function scoredPageSql(input: PageInput, context: PageContext): Sql {
  const direction = input.sort.direction === 'asc' ? sql`ASC` : sql`DESC`
  return sql`SELECT s.record_id AS id FROM ${scoredFrom(input)} WHERE ${scoredWhere(input, context)} ORDER BY s.score ${direction}, s.record_id ${direction} LIMIT ${input.limit} OFFSET ${input.offset}`
}

function unscoredPageSql({ input, context }: Plan, limit: number, offset: number): Sql {
  const direction = input.sort.direction === 'asc' ? sql`ASC` : sql`DESC`
  return sql`SELECT r.id AS id FROM ${sql.id(input.entity)} r WHERE ${andSql([...viewConditions(input.view, context), unscoredSql(input.entity)])} ORDER BY r.id ${direction} LIMIT ${limit} OFFSET ${offset}`
}

function ids(db: ReadDb, query: Sql): number[] {
  return allRows<{ id: number }>(db, query).map((row) => row.id)
}
