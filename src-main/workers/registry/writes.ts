import type { JobKind, JobProgress } from '#shared/domain/jobs/types'
import { saveColumn, type ColumnChange } from '#main/db/queries/catalog'
import { dueJobs, insertJob, markFinished, markStarted, queueDailyScoring, recoverJobs, requeue, saveProgress } from '#main/db/queries/jobs'
import { beginTraining, createModel, publishModel, removeModel, saveModelConfig } from '#main/db/queries/models-write'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { saveWorkspaceSettings } from '#main/db/queries/workspace'
import type { Write } from '../context.ts'
import { saveOne as saveMapping } from '../import/reads.ts'

const add: Write<{ kind: JobKind; title: string; input: Record<string, unknown>; dueAt?: number }, { jobId: number }> = (db, input, context) => {
  context.changed('jobs')
  return { jobId: insertJob(db, input, context) }
}

const recover: Write<null, { requeued: number }> = (db, _input, context) => {
  const requeued = recoverJobs(db, context.now)
  if (requeued > 0) context.changed('jobs')
  return { requeued }
}

/** Marks up to `limit` due jobs as started and hands them out; `busy` kinds wait. */
const claim: Write<{ limit: number; busy: readonly JobKind[] }, ReturnType<typeof dueJobs>> = (db, input, context) => {
  const taken: ReturnType<typeof dueJobs> = []
  const busy = new Set(input.busy)
  for (const entry of dueJobs(db, context.now)) {
    if (taken.length === input.limit) break
    if (busy.has(entry.job.kind)) continue
    busy.add(entry.job.kind)
    markStarted(db, entry.job.id, context.now)
    taken.push(entry)
  }
  if (taken.length > 0) context.changed('jobs')
  return taken
}

const progress: Write<{ jobId: number; progress: JobProgress }, null> = (db, input) => {
  saveProgress(db, input.jobId, input.progress)
  return null
}

const finish: Write<{ jobId: number; end: Parameters<typeof markFinished>[2] }, null> = (db, input, context) => {
  markFinished(db, input.jobId, input.end, context.now)
  context.changed('jobs')
  return null
}

const retry: Write<{ jobId: number }, null> = (db, input, context) => {
  requeue(db, input.jobId, context.now)
  context.changed('jobs')
  return null
}

/** Does nothing but open the workspace, which the writer does before its first call. */
const openWorkspace: Write<null, null> = () => null

const queueDaily: Write<null, null> = (db, _input, context) => {
  if (queueDailyScoring(db, context)) context.changed('jobs')
  return null
}

const predictiveCreate: Write<Parameters<typeof createModel>[1], ReturnType<typeof createModel>> = (db, input, context) => {
  context.changed('models')
  return createModel(db, input, context)
}

const predictiveSaveConfig: Write<Parameters<typeof saveModelConfig>[1], ReturnType<typeof saveModelConfig>> = (db, input, context) => {
  context.changed('models')
  return saveModelConfig(db, input)
}

const predictiveBeginTraining: Write<{ modelId: number }, { jobId: number }> = (db, input, context) => {
  context.changed('models')
  context.changed('jobs')
  return beginTraining(db, input, context)
}

const predictivePublish: Write<Parameters<typeof publishModel>[1], ReturnType<typeof publishModel>> = (db, input, context) => {
  context.changed('models')
  context.changed('jobs')
  return publishModel(db, input, context)
}

const predictiveRemove: Write<{ modelId: number }, { removed: boolean }> = (db, input, context) => {
  for (const topic of ['models', 'scores', 'jobs'] as const) context.changed(topic)
  return removeModel(db, input, context)
}

const catalogSaveColumn: Write<ColumnChange, ReturnType<typeof saveColumn>> = (db, input, context) => {
  const saved = saveColumn(db, input, context)
  context.changed('catalog')
  return saved
}

const saveSettings: Write<Parameters<typeof saveWorkspaceSettings>[1], ReturnType<typeof saveWorkspaceSettings>> = (db, input, context) => {
  const saved = saveWorkspaceSettings(db, input, context)
  context.changed('workspace')
  return saved
}

/** Every named write; the writer thread runs it inside one immediate transaction. */
export const writes = {
  'workspace.open': openWorkspace,
  'jobs.queueDaily': queueDaily,
  'jobs.add': add,
  'jobs.recover': recover,
  'jobs.claim': claim,
  'jobs.progress': progress,
  'jobs.finish': finish,
  'jobs.retry': retry,
  'dataset.saveMapping': saveMapping,
  'predictive.create': predictiveCreate,
  'predictive.saveConfig': predictiveSaveConfig,
  'predictive.beginTraining': predictiveBeginTraining,
  'predictive.publish': predictivePublish,
  'predictive.remove': predictiveRemove,
  'workspace.saveSettings': saveSettings,
  'catalog.saveColumn': catalogSaveColumn,
  'dataset.create': createRecord,
  'dataset.save': saveRecord,
} as const
