import { sql } from 'kysely'
import type { OutcomeColumn, Overlap, Precedence } from '#shared/contract/model-overlap'
import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { monthsBefore } from '../features/calendar.ts'
import { populationOf, type PopulationConfig } from '../features/population.ts'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { SCORED_MONTHS } from '../scoring/matching.ts'
import { readTable } from './catalog.ts'
import { allRows, countRows, firstRow, type Sql } from './filters-sql.ts'
import { insertJob } from './jobs.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

interface Known {
  readonly modelId: number
  readonly name: string
  readonly config: ModelConfig
  /** null where no version is published. */
  readonly version: number | null
}

interface Row {
  id: number
  name: string
  config: string
  number: number | null
}

/** Models of a kind in order of precedence, those without a published version last. */
function modelsOf(db: ReadDb, entity: ScoredEntity): Known[] {
  return db
    .prepare<Row>(
      `SELECT m.id, m.name, coalesce(v.config, m.config) AS config, v.number FROM model m LEFT JOIN model_version v ON v.model_id = m.id AND v.state = 'published'
       WHERE m.entity = ? ORDER BY v.id IS NULL, m.priority DESC, v.published_at DESC, m.id DESC`,
    )
    .all(entity)
    .map(({ id, name, config, number }) => ({ modelId: id, name, config: modelConfigSchema.parse(JSON.parse(config)), version: number }))
}

/** True for the records that a model of this configuration scores. */
function scoresSql(db: ReadDb, entity: ScoredEntity, config: PopulationConfig & Pick<ModelConfig, 'scores'>): Sql {
  const { isOpen, belongs } = populationOf(db, entity, config)
  return config.scores === 'all' ? sql`(${belongs})` : sql`(${isOpen} AND ${belongs})`
}

const recentSql = ({ now, timeZone }: Caller): Sql => sql`(r.created_at IS NULL OR r.created_at >= ${monthsBefore(now, SCORED_MONTHS, timeZone)})`

/** Counts, on the records as they are, which other models score records that this configuration would score too; most first. */
export function readOverlap(db: ReadDb, input: PopulationConfig & { entity: ScoredEntity; scores: ModelConfig['scores']; exceptModelId: number | null }, caller: Caller): Overlap {
  const { entity, exceptModelId } = input
  const others = modelsOf(db, entity).filter(({ modelId }) => modelId !== exceptModelId)
  const own = scoresSql(db, entity, input)
  const shared = others.map(({ config }, index) => sql`sum(${scoresSql(db, entity, config)}) AS ${sql.id(`m${index}`)}`)
  const row = firstRow<Readonly<Record<string, number | null>>>(db, sql`SELECT ${sql.join([sql`count(*) AS records`, ...shared])} FROM ${sql.id(entity)} r WHERE ${own} AND ${recentSql(caller)}`)
  return {
    records: row?.['records'] ?? 0,
    models: others
      .map(({ modelId, name, version }, index) => ({ modelId, name, published: version !== null, shared: row?.[`m${index}`] ?? 0 }))
      .filter((model) => model.shared > 0)
      .toSorted((one, other) => other.shared - one.shared),
  }
}

/** The published models, first served first, with the records that each scores and those that one above it takes. */
export function readPrecedence(db: ReadDb, { entity }: { entity: ScoredEntity }, caller: Caller): Precedence {
  const above: Sql[] = []
  return modelsOf(db, entity).flatMap(({ modelId, name, config, version }) => {
    if (version === null) return []
    const own = scoresSql(db, entity, config)
    const taken = above.length === 0 ? sql`0` : sql`(${sql.join(above, sql` OR `)})`
    const row = firstRow<{ scores: number | null; left: number | null }>(db, sql`SELECT sum(NOT ${taken}) AS scores, sum(${taken}) AS left FROM ${sql.id(entity)} r WHERE ${own} AND ${recentSql(caller)}`)
    above.push(own)
    return [{ modelId, name, version, scores: row?.scores ?? 0, leftToOthers: row?.left ?? 0 }]
  })
}

/** Sets the order of precedence and queues a scoring in which it holds. */
export function prioritize(db: WriteDb, { entity, modelIds }: { entity: ScoredEntity; modelIds: readonly number[] }, caller: Caller & { userId: number }): Precedence {
  const known = modelsOf(db, entity)
  const missing = modelIds.find((id) => !known.some(({ modelId }) => modelId === id))
  if (missing !== undefined) throw new Problem('NOT_FOUND', 'One of these models is no longer there. Read the list again, then set the order.')
  const order = [...new Set([...modelIds, ...known.map(({ modelId }) => modelId)])]
  order.forEach((modelId, index) => db.prepare('UPDATE model SET priority = ? WHERE id = ?').run(order.length - index, modelId))
  const names = order.flatMap((id) => known.find(({ modelId }) => modelId === id)?.name ?? [])
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(caller.now, caller.userId, 'model.prioritize', names.join(', '), JSON.stringify({ entity, modelIds: order }))
  if (known.filter(({ version }) => version !== null).length > 1) insertJob(db, { kind: 'score', title: 'Scoring in the new order of the models', input: { entity, all: true } }, caller)
  return readPrecedence(db, { entity }, caller)
}

/** Different values above which a column is no choice between endings. */
const MOST_VALUES = 40

/** Option and yes-no columns of the record with their values, most frequent first; its state and what Sextant keeps itself are left out. */
export function outcomeColumns(db: ReadDb, { entity }: { entity: ScoredEntity }): OutcomeColumn[] {
  const table = readTable(db, entity)
  return table.columns
    .filter(({ type, name }) => (type === 'option' || type === 'boolean') && name !== 'state')
    .flatMap(({ name, label, type, options }) => {
      if (countRows(db, sql`SELECT count(*) AS n FROM (SELECT DISTINCT ${sql.id(name)} FROM ${sql.id(entity)} LIMIT ${MOST_VALUES + 1})`) > MOST_VALUES) return []
      const found = allRows<{ value: string; n: number }>(db, sql`SELECT CAST(${sql.id(name)} AS TEXT) AS value, count(*) AS n FROM ${sql.id(entity)} WHERE ${sql.id(name)} IS NOT NULL AND ${sql.id(name)} <> '' GROUP BY 1 ORDER BY n DESC, 1`)
      const values = found.map(({ value, n }) => ({ value, label: type === 'boolean' ? (value === '1' ? 'Yes' : 'No') : value, count: n }))
      const further = type === 'option' ? options.filter((option) => !found.some(({ value }) => value === option)).map((value) => ({ value, label: value, count: 0 })) : []
      return values.length + further.length < 2 ? [] : [{ column: name, label, values: [...values, ...further] }]
    })
}
