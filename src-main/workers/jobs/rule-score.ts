import { z } from 'zod'
import { followScores, isGoingLive, rescoreWaitingDirty, rescoreWaitingDue } from '#main/db/queries/rule-rescore'
import { settleReady } from '#main/db/queries/rule-ready'
import { liveRules } from '#main/db/rules/live-rules'
import { rulesSize, scoreRules, scoreRulesChunk } from '#main/db/rules/score-rules'
import type { RuleOutcome, StoredRules } from '#main/db/rules/types'
import type { WriteDb } from '#main/db/handles'
import type { JobContext, JobHandler } from '../context.ts'
import { CheckThreads } from '../rules/check-threads.ts'

const inputSchema = z.object({
  /** Only this model, where all leads are rescored. */
  modelId: z.number().int().optional(),
  /** Every lead, not only those that wait. */
  all: z.boolean().default(false),
  /** Draws the consequences for all leads anew, because the options have changed. */
  settle: z.boolean().default(false),
})

/** Contacts, accounts or leads whose scores a thread compares at once. */
const CHUNK = 20_000
/** So many leads of a chunk that differ are scored one by one; with more, the whole chunk is. */
const FEW = 2_000
/** Leads that wait and are rescored in one transaction with all models. */
const WAITING = 2_000

/** Rescores leads with the live rule models, chunk by chunk, with all that follows; the result has scored. Run again it repeats what is not yet stored and changes nothing else. */
const score: JobHandler = async (job) => {
  const { modelId, all, settle } = inputSchema.parse(job.input)
  let scored = 0
  if (all) scored += await scoreAll(job, liveRules(job.db).filter((model) => modelId === undefined || model.modelId === modelId))
  // What was touched while a model goes live waits for it, since its scores are not there yet.
  if (!isGoingLive(job.db)) scored += await scoreWaiting(job, 'Rescoring what changed', rescoreWaitingDirty)
  scored += await scoreWaiting(job, 'Rescoring what is due', rescoreWaitingDue)
  if (settle) await job.write((db) => settleReady(db, null, job.call))
  for (const topic of ['scores', 'records', 'models'] as const) job.changed(topic)
  return { scored }
}
export default score

async function scoreAll(job: JobContext, models: readonly StoredRules[]): Promise<number> {
  const threads = new CheckThreads({ url: job.workers.reader, workspaceFile: job.workspaceFile, threads: job.cores })
  try {
    let scored = 0
    for (const model of models) scored += await scoreModel(job, threads, model)
    return scored
  } finally {
    await threads.close()
  }
}

/** Compares the scores of all leads with what is stored, and takes a turn among the writers only for what differs. */
async function scoreModel(job: JobContext, threads: CheckThreads, model: StoredRules): Promise<number> {
  const { versionId, tree } = model
  const size = rulesSize(job.db, tree)
  let scored = 0
  const write = (body: (db: WriteDb) => RuleOutcome): Promise<void> =>
    job.write((db) => {
      // A model that was stopped or replaced meanwhile is another job's.
      if (liveRules(db).some((live) => live.versionId === versionId)) followScores(db, body(db), job.call)
    })
  for await (const { after, last, scored: some, differing } of threads.ranges(job.db, model, CHUNK, job.call)) {
    job.checkCancelled()
    if (differing.length > FEW) await write((db) => scoreRulesChunk(db, model, after, CHUNK, job.call))
    else if (differing.length > 0) await write((db) => scoreRules(db, model, differing, job.call))
    scored += some
    job.progress({ stage: 'score', label: `Scoring all leads with ${tree.name}`, done: last, total: size, unit: 'leads', fraction: Math.min(1, last / size) })
  }
  const left = await threads.withoutSubject(job.db, model, CHUNK, job.call)
  if (left.length > 0) await write((db) => scoreRules(db, model, left, job.call))
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
