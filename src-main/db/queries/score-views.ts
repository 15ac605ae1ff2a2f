import { sql } from 'kysely'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { SCORE_VIEWS, type ScoreView } from '#shared/domain/scores/types'
import { assertNever } from '#shared/lib/assert'
import type { ReadDb } from '../handles.ts'
import { andSql, type Sql } from './filters-sql.ts'
import { countKeptRows } from './score-views-kept.ts'

const week = 7 * 86_400_000

interface ViewContext {
  readonly now: number
  readonly userId: number
}

/** Conditions on the record `r` that a view consists of, apart from having no score. */
export function viewConditions(view: ScoreView, context: ViewContext): Sql[] {
  switch (view) {
    case 'my_open':
      return [sql`r.owner_id = ${context.userId}`, sql`r.state = 'open'`]
    case 'all_open':
    case 'not_scored':
      return [sql`r.state = 'open'`]
    case 'new_this_week':
      return [sql`r.state = 'open'`, sql`r.created_at > ${context.now - week}`]
    case 'all':
      return []
    default:
      return assertNever(view)
  }
}

/** The record has no score; SQLite searches the score's primary key for each. */
export function unscoredSql(entity: ScoredEntity): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM score x WHERE x.entity = ${entity} AND x.record_id = r.id)`
}

export function viewSql(entity: ScoredEntity, view: ScoreView, context: ViewContext): Sql {
  const conditions = viewConditions(view, context)
  return andSql(view === 'not_scored' ? [...conditions, unscoredSql(entity)] : conditions)
}

/** Records in a view, from the indexes on state, owner and creation. */
export function countView(db: ReadDb, entity: ScoredEntity, view: ScoreView, context: ViewContext): number {
  return countKeptRows(db, sql`SELECT count(*) AS n FROM ${sql.id(entity)} r WHERE ${viewSql(entity, view, context)}`)
}

/** How many records each view holds. */
export function viewCounts(db: ReadDb, entity: ScoredEntity, context: ViewContext): Record<ScoreView, number> {
  const counts: Record<ScoreView, number> = { my_open: 0, all_open: 0, new_this_week: 0, not_scored: 0, all: 0 }
  for (const view of SCORE_VIEWS) counts[view] = countView(db, entity, view, context)
  return counts
}
