import { z } from 'zod'
import { removeScores, markStopped, retireLive } from '#main/db/queries/rule-lifecycle'
import { requireRuleModel } from '#main/db/queries/rule-models'
import { readRuleOptions } from '#main/db/queries/rule-options'
import type { JobHandler } from '../context.ts'

const inputSchema = z.object({ modelId: z.number().int() })

/** Scores that one transaction removes; about a tenth of a second. */
const CHUNK = 5_000

/**
 * Stops a rule model: from the first moment on it scores nobody, then its scores go chunk by chunk where the options say so;
 * the result has removed. Run again it removes what is left. Cancelled half way it is stopped all the same.
 */
const stop: JobHandler = async (job) => {
  const { modelId } = inputSchema.parse(job.input)
  const { name } = requireRuleModel(job.db, modelId)
  const total = job.db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_score WHERE model_id = ?').get(modelId)?.n ?? 0
  await job.write((db) => retireLive(db, modelId))
  for (const topic of ['models', 'scores'] as const) job.changed(topic)
  let removed = 0
  let isMore = readRuleOptions(job.db).cleanUpOnStop
  while (isMore && !job.isCancelled()) {
    const gone = await job.write((db) => removeScores(db, modelId, CHUNK))
    isMore = gone.isMore
    removed += gone.removed
    job.progress({ stage: 'clean', label: `Removing the scores of ${name}`, done: removed, total, unit: 'scores', fraction: total === 0 ? 1 : Math.min(1, removed / total) })
  }
  await job.write((db) => markStopped(db, modelId, job.call.now))
  job.checkCancelled()
  for (const topic of ['models', 'scores'] as const) job.changed(topic)
  return { modelId, removed }
}
export default stop
