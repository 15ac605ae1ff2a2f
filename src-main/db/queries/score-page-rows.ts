import { sql } from 'kysely'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { ScoredRow } from '#shared/contract/scores'
import type { CatalogColumn, ScoredEntity } from '#shared/domain/catalog/types'
import { TRENDS, type UnscoredReason } from '#shared/domain/scores/types'
import { monthsBefore } from '../features/calendar.ts'
import type { ReadDb, SqlValue } from '../handles.ts'
import { SCORED_MONTHS } from '../scoring/matching.ts'
import { unscoredReasons } from '../scoring/unscored.ts'
import { allRows, columnSql, type Sql } from './filters-sql.ts'
import { toCell } from './records-cells.ts'
import { readSparks } from './score-page-sparks.ts'

export interface ScoredBy {
  readonly modelId: number
  readonly modelName: string
  readonly version: number
  readonly scoredAt: number | null
}

interface Stored {
  [column: string]: SqlValue
  id: number
  name: string | null
  company: string | null
  topic: string | null
  owner_id: number | null
  owner_name: string | null
  state: string
  status: string | null
  created_at: number | null
  closed_at: number | null
  estimated_close: string | null
  estimated_revenue: number | null
  model_id: number | null
  scored_at: number | null
  score: number | null
  probability: number | null
  grade: string | null
  trend: string | null
}

/** A row of the page with what the page's heading needs to know of it. */
export interface PageRow {
  readonly row: ScoredRow
  readonly modelId: number | null
  readonly scoredAt: number | null
}

const standard: Readonly<Record<ScoredEntity, Sql>> = {
  lead: sql`r.company, r.topic, NULL AS estimated_close, NULL AS estimated_revenue`,
  opportunity: sql`a.name AS company, r.topic, r.estimated_close, r.estimated_revenue / 100.0 AS estimated_revenue`,
}

/** The records of one page in the order of their ids, each set of facts read by one statement. */
export function readScoredRows(db: ReadDb, entity: ScoredEntity, ids: readonly number[], extra: readonly CatalogColumn[], context: { now: number; timeZone: string }): PageRow[] {
  const list = JSON.stringify(ids)
  // Names that users chose are numbered, so that none can hide a column of the page.
  const further = extra.map((column, index) => sql`, ${columnSql('r', column.name)} AS ${sql.id(`extra_${index}`)}`)
  const firm = entity === 'opportunity' ? sql`LEFT JOIN account a ON a.id = r.account_id` : sql``
  const stored = new Map(
    allRows<Stored>(
      db,
      sql`SELECT r.id, r.name, r.owner_id, u.name AS owner_name, r.state, r.status, r.created_at, r.closed_at, ${standard[entity]},
        s.model_id, s.scored_at, s.score, s.probability, s.grade, s.trend ${sql.join(further, sql` `)}
        FROM json_each(${list}) i CROSS JOIN ${sql.id(entity)} r LEFT JOIN user u ON u.id = r.owner_id ${firm}
        LEFT JOIN score s ON s.entity = ${entity} AND s.record_id = r.id WHERE r.id = i.value`,
    ).map((row) => [row.id, row]),
  )
  const touches = readTouches(db, entity, list, context.now)
  const sparks = readSparks(db, entity, list, context)
  const reasons = reasonsOf(db, entity, [...stored.values()], context)
  return ids.flatMap((id) => {
    const record = stored.get(id)
    return record === undefined ? [] : [toPageRow(record, { touch: touches.get(id) ?? null, spark: sparks.get(id) ?? [], reason: reasons.get(id) ?? 'not_yet', extra })]
  })
}

interface Facts {
  readonly touch: number | null
  readonly spark: readonly number[]
  readonly reason: UnscoredReason
  readonly extra: readonly CatalogColumn[]
}

function toPageRow(record: Stored, facts: Facts): PageRow {
  const row: ScoredRow = {
    id: record.id, name: record.name ?? `No name (${record.id})`, company: record.company, topic: record.topic, ownerId: record.owner_id, ownerName: record.owner_name,
    state: record.state, status: record.status, createdAt: record.created_at, lastTouch: facts.touch, estimatedClose: record.estimated_close, estimatedRevenue: record.estimated_revenue,
    score: record.score, probability: record.probability, grade: record.grade, trend: TRENDS.find((trend) => trend === record.trend) ?? null,
    spark: [...facts.spark], unscored: record.score === null ? facts.reason : null,
    values: Object.fromEntries(facts.extra.map((column, index) => [column.name, toCell(column, record[`extra_${index}`])])),
  }
  return { row, modelId: record.model_id, scoredAt: record.scored_at }
}

/** The latest interaction of each record, up to now. */
function readTouches(db: ReadDb, entity: ScoredEntity, list: string, now: number): Map<number, number> {
  const parent = sql.id(`${entity}_id`)
  const rows = allRows<{ id: number; at: number }>(
    db,
    sql`SELECT n.${parent} AS id, max(n.occurred_at) AS at FROM json_each(${list}) i CROSS JOIN interaction n WHERE n.${parent} = i.value AND n.occurred_at <= ${now} GROUP BY 1`,
  )
  return new Map(rows.map((row) => [row.id, row.at]))
}

/** Why the records without a score have none. */
function reasonsOf(db: ReadDb, entity: ScoredEntity, records: readonly Stored[], context: { now: number; timeZone: string }): Map<number, UnscoredReason> {
  const unscored = records.filter(({ score }) => score === null).map((record) => ({ id: record.id, state: record.state, createdAt: record.created_at, closedAt: record.closed_at }))
  if (unscored.length === 0) return new Map()
  const configs = db
    .prepare<{ config: string }>("SELECT v.config FROM model m JOIN model_version v ON v.model_id = m.id AND v.state = 'published' WHERE m.entity = ? ORDER BY m.priority DESC, v.published_at DESC, m.id DESC")
    .all(entity)
    .map(({ config }) => modelConfigSchema.parse(JSON.parse(config)))
  return unscoredReasons(db, entity, configs, unscored, monthsBefore(context.now, SCORED_MONTHS, context.timeZone))
}

/** The published model that scored most of the page; where none of it is scored, the one published last. */
export function readScoredBy(db: ReadDb, entity: ScoredEntity, rows: readonly PageRow[]): ScoredBy | null {
  const published = db
    .prepare<{ id: number; name: string; number: number }>(
      `SELECT m.id, m.name, v.number FROM model m JOIN model_version v ON v.model_id = m.id AND v.state = 'published'
       WHERE m.entity = ? ORDER BY v.published_at DESC, v.id DESC`,
    )
    .all(entity)
  const rowsOf = Map.groupBy(rows, (row) => row.modelId)
  const shown = (id: number): readonly PageRow[] => rowsOf.get(id) ?? []
  const [best] = [...published].sort((one, other) => shown(other.id).length - shown(one.id).length)
  if (best === undefined) return null
  const times = shown(best.id).flatMap((row) => (row.scoredAt === null ? [] : [row.scoredAt]))
  return { modelId: best.id, modelName: best.name, version: best.number, scoredAt: times.length === 0 ? null : Math.max(...times) }
}
