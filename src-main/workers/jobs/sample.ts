import { z } from 'zod'
import { modelConfigSchema } from '#shared/contract/predictive'
import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import { sampleChunks, SAMPLE_COMPANY } from '#shared/domain/sample/generate'
import { SAMPLE_COLUMNS, type SampleRows, type SampleTable, type SampleValue } from '#shared/domain/sample/rows'
import { Problem } from '#main/db/errors'
import { hasEnough } from '#main/db/features/require-enough'
import type { ReadDb, WriteDb } from '#main/db/handles'
import { beginTraining, createModel } from '#main/db/queries/models-write'
import { queueRules } from '#main/db/queries/rule-queue'
import type { CallContext, JobHandler } from '../context.ts'

const inputSchema = z.object({ leads: z.number().int().min(1), seed: z.number().int().min(0) })

/**
 * Fills an empty workspace with the sample company in one transaction: it is there as a whole or not at all.
 * The result counts the rows of each table.
 */
const sample: JobHandler = async (job) => {
  const input = inputSchema.parse(job.input)
  const counts = await job.write((db) => {
    refuseFilled(db)
    const restoreIndexes = input.leads < manyLeads ? null : dropIndexes(db)
    const inserted = new Map<SampleTable, number>()
    for (const chunk of sampleChunks({ ...input, now: job.call.now })) {
      job.checkCancelled()
      for (const rows of chunk.tables) {
        insertRows(db, rows)
        inserted.set(rows.table, (inserted.get(rows.table) ?? 0) + rows.rows.length)
      }
      job.progress({
        stage: 'rows', label: `Making the sample company, ${chunk.leadsDone.toLocaleString('en-US')} of ${input.leads.toLocaleString('en-US')} leads`,
        done: chunk.leadsDone, total: input.leads, unit: 'leads', fraction: chunk.leadsDone / input.leads,
      })
    }
    restoreIndexes?.()
    db.prepare("INSERT INTO setting (key, value) VALUES ('name', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(JSON.stringify(SAMPLE_COMPANY))
    db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(job.call.now, job.call.userId, 'sample', 'workspace', JSON.stringify(input))
    for (const entity of SCORED_ENTITIES) trainFirst(db, entity, job.call)
    queueRules(db, 'Scoring the sample company with rule models', { all: true }, job.call)
    return Object.fromEntries(inserted)
  })
  for (const topic of ['workspace', 'catalog', 'records', 'models', 'jobs'] as const) job.changed(topic)
  return {
    leads: counts['lead'] ?? 0, opportunities: counts['opportunity'] ?? 0, accounts: counts['account'] ?? 0,
    contacts: counts['contact'] ?? 0, interactions: counts['interaction'] ?? 0, users: counts['user'] ?? 0,
  }
}
export default sample

/** Queues a first model with the defaults, published as soon as it is trained; a company too small to learn from goes without. */
function trainFirst(db: WriteDb, entity: ScoredEntity, call: CallContext): void {
  const config = modelConfigSchema.parse({})
  if (!hasEnough(db, entity, config, call)) return
  const { id } = createModel(db, { entity, config }, call)
  beginTraining(db, { modelId: id, publish: true }, call)
}

/** From here on, building the indexes afterwards is several times faster than keeping them up row by row. */
const manyLeads = 50_000

/** Drops the indexes of the tables that are filled, and returns how to build them again; both belong to the same transaction. */
function dropIndexes(db: WriteDb): () => void {
  const indexes = db
    .prepare<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(Object.keys(SAMPLE_COLUMNS)))
  for (const index of indexes) db.exec(`DROP INDEX "${index.name.replaceAll('"', '""')}"`)
  return () => {
    for (const index of indexes) db.exec(index.sql)
  }
}

const ownedTables = [['lead', 'leads'], ['opportunity', 'opportunities'], ['contact', 'contacts'], ['account', 'accounts'], ['process', 'processes']] as const

function refuseFilled(db: ReadDb): void {
  for (const [table, plural] of ownedTables) {
    const count = db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0
    if (count > 0) throw new Problem('CONFLICT', `This workspace already has ${count.toLocaleString('en-US')} ${plural}. Open a new workspace for the sample company; nothing was changed.`)
  }
  const users = db.prepare<{ n: number }>('SELECT count(*) AS n FROM user WHERE id > 1').get()?.n ?? 0
  if (users > 0) throw new Problem('CONFLICT', 'This workspace already has users of its own. Open a new workspace for the sample company; nothing was changed.')
}

/** SQLite spends most of an insert on the statement, so that many rows share one; the limit keeps its text small. */
const maxParameters = 600

function insertRows(db: WriteDb, { table, rows }: SampleRows): void {
  const columns: readonly string[] = SAMPLE_COLUMNS[table]
  const perStatement = Math.max(1, Math.floor(maxParameters / columns.length))
  for (let from = 0; from < rows.length; from += perStatement) {
    const part = rows.slice(from, from + perStatement)
    if (part.length === perStatement) {
      db.prepare(insertSql(table, columns, perStatement)).run(...part.flat())
    } else {
      const one = db.prepare<SampleValue>(insertSql(table, columns, 1))
      for (const row of part) one.run(...row)
    }
  }
}

const statements = new Map<string, string>()

/** The first unit and the first user exist in every workspace and are renamed; known options stay. */
function insertSql(table: SampleTable, columns: readonly string[], count: number): string {
  const key = `${table} ${count}`
  const known = statements.get(key)
  if (known !== undefined) return known
  const row = `(${columns.map(() => '?').join(',')})`
  const changed = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`)
  const conflict = table === 'user' || table === 'business_unit' ? ` ON CONFLICT (id) DO UPDATE SET ${changed.join(', ')}` : table === 'catalog_option' ? ' ON CONFLICT DO NOTHING' : ''
  const sql = `INSERT INTO ${table} (${columns.join(',')}) VALUES ${Array.from({ length: count }, () => row).join(',')}${conflict}`
  statements.set(key, sql)
  return sql
}
