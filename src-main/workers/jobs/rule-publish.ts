import { z } from 'zod'
import { insertJob } from '#main/db/queries/jobs'
import { problemsOf } from '#main/db/queries/rule-check'
import { goLive, refuseErrors, removeScores } from '#main/db/queries/rule-lifecycle'
import { scoredVersion, treeOf, type RuleVersionRow } from '#main/db/queries/rule-models'
import { applyStage, beginStage, importStamp, inStage, versionToPublish } from '#main/db/queries/rule-publish'
import { followScores, touchedWaiting } from '#main/db/queries/rule-rescore'
import { rulesSize, scoreRulesChunk } from '#main/db/rules/score-rules'
import type { RuleOutcome } from '#main/db/rules/types'
import type { WriteDb } from '#main/db/handles'
import type { JobContext, JobHandler } from '../context.ts'

const inputSchema = z.object({ modelId: z.number().int(), versionId: z.number().int() })

/** Leads that one transaction scores. */
const CHUNK = 20_000
/** Scores that one transaction takes back. */
const REMOVED = 5_000
/** Share of the job's time that scoring takes. */
const SCORING = 0.95

/**
 * Takes a draft live: scores all leads with it, unseen, then makes it live in one transaction together with its scores and
 * what follows from them. Killed or cancelled before that moment, everything is as before; run again it begins anew, or
 * only answers when that moment had come. The result has modelId, version and scored.
 */
const publish: JobHandler = async (job) => {
  const { modelId, versionId } = inputSchema.parse(job.input)
  // Scores that people look at stay as they are until the moment comes; where there are none, nobody looks yet.
  const isStaged = scoredVersion(job.db, modelId) !== undefined
  if (isStaged) beginStage(job.db)
  const version = versionToPublish(job.db, versionId, job.id)
  if (version.state === 'live') return resultOf(job, version)
  const tree = treeOf(version)
  refuseErrors(tree.name, problemsOf(job.db, tree))
  const imports = importStamp(job.db)
  try {
    await scoreAll(job, version, isStaged ? async (body) => inStage(job.db, () => body(job.db)) : job.write)
    job.progress({ stage: 'live', label: `Making ${tree.name} live`, done: 0, total: null, unit: 'leads', fraction: SCORING })
    await job.write((db) => {
      job.checkCancelled()
      if (isStaged) applyStage(db, modelId)
      goLive(db, version, job.call.now)
      followScores(db, { ...nothing, allLeads: true }, job.call)
      catchUp(db, job, { modelId, name: tree.name, isImported: importStamp(db) !== imports })
    })
  } catch (error) {
    if (!isStaged) await takeBack(job, modelId)
    throw error
  } finally {
    for (const topic of ['models', 'scores', 'records', 'jobs'] as const) job.changed(topic)
  }
  return resultOf(job, version)
}
export default publish

const nothing: RuleOutcome = { scored: 0, changed: 0, removed: 0, changedLeads: [], allLeads: false, becameReady: [], ceasedReady: [] }

async function scoreAll(job: JobContext, version: RuleVersionRow, run: (body: (db: WriteDb) => ReturnType<typeof scoreRulesChunk>) => Promise<ReturnType<typeof scoreRulesChunk>>): Promise<void> {
  const tree = treeOf(version)
  const model = { modelId: version.model_id, versionId: version.id, tree }
  const size = rulesSize(job.db, tree)
  let after: number | null = 0
  while (after !== null) {
    job.checkCancelled()
    const from: number = after
    const outcome = await run((db) => scoreRulesChunk(db, model, from, CHUNK, job.call))
    after = outcome.last
    const share = size === 0 || after === null ? 1 : Math.min(1, after / size)
    job.progress({ stage: 'score', label: `Scoring all leads with ${tree.name}`, done: Math.round(share * size), total: size, unit: 'leads', fraction: SCORING * share })
  }
}

/** Queues the rescoring of what changed while the leads were being scored. */
function catchUp(db: WriteDb, job: JobContext, { modelId, name, isImported }: { modelId: number; name: string; isImported: boolean }): void {
  if (isImported) insertJob(db, { kind: 'rules_score', title: `Rescoring with ${name} after the import`, input: { modelId, all: true } }, job.call)
  else if (touchedWaiting(db, 1) > 0) insertJob(db, { kind: 'rules_score', title: 'Rescoring what changed meanwhile', input: {} }, job.call)
}

/** Removes what was scored so far for a model that does not go live after all. */
async function takeBack(job: JobContext, modelId: number): Promise<void> {
  let isMore = true
  while (isMore) isMore = (await job.write((db) => removeScores(db, modelId, REMOVED))).isMore
}

function resultOf(job: JobContext, version: RuleVersionRow): Record<string, unknown> {
  const scored = job.db.prepare<{ n: number }>('SELECT count(*) AS n FROM main.rule_score WHERE model_id = ?').get(version.model_id)?.n ?? 0
  return { modelId: version.model_id, version: version.number, scored }
}
