import { z } from 'zod'
import { followScores, isGoingLive, rescoreWaitingDirty, rescoreWaitingDue } from '#main/db/queries/rule-rescore'
import { settleReady } from '#main/db/queries/rule-ready'
import { liveRules } from '#main/db/rules/live-rules'
import { rulesSize, scoreRulesChunk } from '#main/db/rules/score-rules'
import type { StoredRules } from '#main/db/rules/types'
import type { WriteDb } from '#main/db/handles'
import type { JobContext, JobHandler } from '../context.ts'

const inputSchema = z.object({
  /** Only this model, where all leads are rescored. */
  modelId: z.number().int().optional(),
  /** Every lead, not only those that wait. */
  all: z.boolean().default(false),
  /** Draws the consequences for all leads anew, because the options have changed. */
  settle: z.boolean().default(false),
})

/** Leads that one transaction scores with one model. */
const CHUNK = 20_000
/** Leads that wait and are rescored in one transaction with all models. */
const WAITING = 2_000

/** Rescores leads with the live rule models, chunk by chunk, with all that follows; the result has scored. Run again it repeats what is not yet stored and changes nothing else. */
const score: JobHandler = async (job) => {
  const { modelId, all, settle } = inputSchema.parse(job.input)
  let scored = 0
  if (all) for (const model of liveRules(job.db)) if (modelId === undefined || model.modelId === modelId) scored += await scoreModel(job, model)
  // What was touched while a model goes live waits for it, since its scores are not there yet.
  if (!isGoingLive(job.db)) scored += await scoreWaiting(job, 'Rescoring what changed', rescoreWaitingDirty)
  scored += await scoreWaiting(job, 'Rescoring what is due', rescoreWaitingDue)
  if (settle) await job.write((db) => settleReady(db, null, job.call))
  for (const topic of ['scores', 'records', 'models'] as const) job.changed(topic)
  return { scored }
}
export default score

async function scoreModel(job: JobContext, model: StoredRules): Promise<number> {
  const size = rulesSize(job.db, model.tree)
  let scored = 0
  let after: number | null = 0
  while (after !== null) {
    job.checkCancelled()
    const from: number = after
    const outcome = await job.write((db) => {
      // A model that was stopped or replaced meanwhile is another job's.
      if (!liveRules(db).some(({ versionId }) => versionId === model.versionId)) return { scored: 0, last: null }
      const chunk = scoreRulesChunk(db, model, from, CHUNK, job.call)
      followScores(db, chunk, job.call)
      return chunk
    })
    scored += outcome.scored
    after = outcome.last
    const share = size === 0 || after === null ? 1 : Math.min(1, after / size)
    job.progress({ stage: 'score', label: `Scoring all leads with ${model.tree.name}`, done: Math.round(share * size), total: size, unit: 'leads', fraction: share })
  }
  return scored
}

async function scoreWaiting(job: JobContext, label: string, rescore: (db: WriteDb, context: JobContext['call'], limit: number) => { scored: number; left: number }): Promise<number> {
  let scored = 0
  for (;;) {
    job.checkCancelled()
    const chunk = await job.write((db) => rescore(db, job.call, WAITING))
    scored += chunk.scored
    job.progress({ stage: 'waiting', label, done: scored, total: scored + chunk.left, unit: 'leads', fraction: chunk.left === 0 ? 1 : scored / (scored + chunk.left) })
    if (chunk.left === 0) return scored
  }
}
