import { z } from 'zod'
import { entitySchema } from '#shared/contract/base'
import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '#main/db/handles'
import { requireModel } from '#main/db/queries/models'
import { replayable, replayDay, replayMoments } from '#main/db/scoring/replay-scores'
import { scoreRecords, type ScoringScope } from '#main/db/scoring/score-records'
import { gradesOf, settleGrades } from '#main/db/scoring/settle-grades'
import { publishedModels } from '#main/db/scoring/stored-model'
import type { JobContext, JobHandler } from '../context.ts'

const inputSchema = z.object({ entity: entitySchema.optional(), modelId: z.number().int().optional(), all: z.boolean().default(false) })

/** Records that one transaction scores; about a tenth of a second. */
const CHUNK = 2000
/** Scores older than this are made anew, because time itself changes attributes. */
const REFRESH = 20 * 3_600_000

/**
 * Scores the records that published models match and removes the scores of those that no longer match, chunk by chunk;
 * the result has scored, changed and removed. Run again, it repeats what is not yet stored and changes nothing else.
 */
const score: JobHandler = async (job) => {
  const input = inputSchema.parse(job.input)
  const entities = input.modelId !== undefined ? [requireModel(job.db, input.modelId).entity] : input.entity !== undefined ? [input.entity] : SCORED_ENTITIES
  const started = performance.now()
  const total = { scored: 0, changed: 0, removed: 0 }
  for (const entity of entities) {
    await settleAll(job, entity)
    await replayAll(job, entity)
    await scoreEntity(job, entity, { modelId: input.modelId ?? null, dueBefore: input.all ? null : dueBefore(job.db, job.call.now) }, total, started)
  }
  job.changed('scores')
  job.changed('models')
  return total
}
export default score

/** The moment before which scores are due: 20 hours ago, or the end of the last import. */
function dueBefore(db: ReadDb, now: number): number {
  const last = db.prepare<{ at: number | null }>('SELECT max(finished_at) AS at FROM import').get()?.at ?? 0
  return Math.max(now - REFRESH, last)
}

/** Freezes the grades of versions that have none yet. */
async function settleAll(job: JobContext, entity: ScoredEntity): Promise<void> {
  for (const model of publishedModels(job.db, entity)) {
    if (model.graded) continue
    job.progress({ stage: 'grades', label: `Settling the grades of ${model.modelName}`, done: 0, total: null, unit: 'records', fraction: 0 })
    const grades = gradesOf(job.db, entity, model, job.call, () => job.checkCancelled())
    await job.write((db) => settleGrades(db, model.versionId, grades))
  }
}

/** Gives a version that has never scored the history that it would have, so that trends mean something from the first day; all of it or none. */
async function replayAll(job: JobContext, entity: ScoredEntity): Promise<void> {
  for (const model of publishedModels(job.db, entity)) {
    const records = replayable(job.db, entity, model)
    if (records.length === 0) continue
    const moments = replayMoments(job.call.now)
    await job.write((db) => {
      moments.forEach((at, index) => {
        job.checkCancelled()
        replayDay(db, entity, model, records, at)
        job.progress({ stage: 'replay', label: `Replaying the last ${moments.length} days for ${model.modelName}`, done: index + 1, total: moments.length, unit: 'days', fraction: null })
      })
    })
  }
}

const candidatesSql = {
  lead: { open: "SELECT id FROM lead NOT INDEXED WHERE id > ? AND state = 'open' ORDER BY id LIMIT ?", all: 'SELECT id FROM lead WHERE id > ? ORDER BY id LIMIT ?' },
  opportunity: { open: "SELECT id FROM opportunity NOT INDEXED WHERE id > ? AND state = 'open' ORDER BY id LIMIT ?", all: 'SELECT id FROM opportunity WHERE id > ? ORDER BY id LIMIT ?' },
} as const
const countSql = {
  lead: { open: "SELECT count(*) AS n FROM lead WHERE state = 'open'", all: 'SELECT count(*) AS n FROM lead' },
  opportunity: { open: "SELECT count(*) AS n FROM opportunity WHERE state = 'open'", all: 'SELECT count(*) AS n FROM opportunity' },
} as const
/** Scores of records between two ids that are no candidates any more. */
const staleSql = 'DELETE FROM score WHERE entity = ? AND record_id > ? AND record_id <= ? AND record_id NOT IN (SELECT value FROM json_each(?)) AND (? IS NULL OR model_id = ?)'

async function scoreEntity(job: JobContext, entity: ScoredEntity, only: Pick<ScoringScope, 'modelId' | 'dueBefore'>, total: { scored: number; changed: number; removed: number }, started: number): Promise<void> {
  const models = publishedModels(job.db, entity)
  const reach = models.some(({ config }) => config.scores === 'all' || config.outcome !== null) ? 'all' : 'open'
  const records = models.length === 0 ? 0 : (job.db.prepare<{ n: number }>(countSql[entity][reach]).get()?.n ?? 0)
  const noun = entity === 'lead' ? 'leads' : 'opportunities'
  let after = 0
  let done = 0
  for (;;) {
    job.checkCancelled()
    const ids = await job.write((db) => {
      const found = models.length === 0 ? [] : db.prepare(candidatesSql[entity][reach]).values(after, CHUNK).map(([id]) => id as number)
      const last = found.length < CHUNK ? Number.MAX_SAFE_INTEGER : (found.at(-1) ?? 0)
      total.removed += db.prepare(staleSql).run(entity, after, last, JSON.stringify(found), only.modelId, only.modelId).changes
      // Whoever saves a record while this job runs scores it themselves; that newer score stays.
      const newerUntil = job.call.now + (performance.now() - started) + 60_000
      const count = scoreRecords(db, entity, found, { ...only, now: job.call.now, timeZone: job.call.timeZone, newerUntil })
      total.scored += count.scored
      total.changed += count.changed
      return found
    })
    done += ids.length
    after = ids.at(-1) ?? after
    job.progress({ stage: 'score', label: `Scoring ${noun}`, done, total: records, unit: noun, fraction: records === 0 ? 1 : Math.min(1, done / records) })
    if (ids.length < CHUNK) return
    job.changed('scores')
  }
}
