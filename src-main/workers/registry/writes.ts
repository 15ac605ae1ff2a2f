import type { JobKind, JobProgress } from '#shared/domain/jobs/types'
import { saveColumn, type ColumnChange } from '#main/db/queries/catalog'
import { dueJobs, insertJob, markFinished, markStarted, queueDailyScoring, recoverJobs, requeue, saveProgress } from '#main/db/queries/jobs'
import { beginTraining, createModel, publishModel, removeModel, saveModelConfig } from '#main/db/queries/models-write'
import { answerLeak } from '#main/db/queries/attributes-answer'
import { importModel } from '#main/db/queries/models-transfer'
import { queueDueRetrainings } from '#main/db/queries/retrain-write'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { saveRecords } from '#main/db/queries/record-save-many'
import { saveViews } from '#main/db/queries/saved-views'
import { queueDailyRules, queueRules } from '#main/db/queries/rule-queue'
import { saveWorkspaceSettings } from '#main/db/queries/workspace'
import { readSettings } from '#main/db/queries/settings'
import { turnDay } from '#main/db/formulas/turn-day'
import type { WriteDb } from '#main/db/handles'
import type { Write } from '../context.ts'
import { saveOne as saveMapping } from '../import/reads.ts'
import { formulaWrites } from './formulas.ts'
import { modelWrites } from './model-writes.ts'
import { choiceWrites } from './model-choices.ts'
import { processWrites } from './process.ts'
import { ruleHistoryWrites } from './rule-history.ts'
import { ruleWrites } from './rule-writes.ts'

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

/** Opens the workspace, which the writer does before its first call, and lets it have the values of the day. */
const openWorkspace: Write<null, null> = (db, _input, context) => {
  const { timeZone, userId, frozenNow } = readSettings(db)
  // the core knows the settings only after this call
  turn(db, { ...context, timeZone, userId, now: frozenNow ?? context.now })
  return null
}

/** Lets calculated columns that read the clock have the values of the day, and says so where they are others. */
function turn(db: WriteDb, context: Parameters<Write<null, null>>[2]): void {
  const { changed, queued } = turnDay(db, context)
  if (changed) for (const topic of ['records', 'scores'] as const) context.changed(topic)
  if (queued) context.changed('jobs')
}

const queueDaily: Write<{ appVersion: string } | null, null> = (db, input, context) => {
  turn(db, context)
  const isQueued = [queueDailyScoring(db, context), queueDailyRules(db, context), queueDueRetrainings(db, context, input?.appVersion)]
  if (isQueued.includes(true)) for (const topic of ['jobs', 'models'] as const) context.changed(topic)
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

const predictiveBeginTraining: Write<Parameters<typeof beginTraining>[1], { jobId: number }> = (db, input, context) => {
  context.changed('models')
  context.changed('jobs')
  return beginTraining(db, input, context)
}

const predictivePublish: Write<Parameters<typeof publishModel>[1], ReturnType<typeof publishModel>> = (db, input, context) => {
  context.changed('models')
  context.changed('jobs')
  return publishModel(db, input, context)
}

const predictiveRemove: Write<{ modelId: number }, ReturnType<typeof removeModel>> = (db, input, context) => {
  for (const topic of ['models', 'scores', 'jobs'] as const) context.changed(topic)
  return removeModel(db, input, context)
}

const predictiveImportFile: Write<Parameters<typeof importModel>[1], ReturnType<typeof importModel>> = (db, input, context) => {
  context.changed('models')
  return importModel(db, input, context)
}

const predictiveAnswer: Write<Parameters<typeof answerLeak>[1], ReturnType<typeof answerLeak>> = (db, input, context) => {
  context.changed('catalog')
  return answerLeak(db, input, context)
}

const catalogSaveColumn: Write<ColumnChange, ReturnType<typeof saveColumn>> = (db, input, context) => {
  const saved = saveColumn(db, input, context)
  context.changed('catalog')
  return saved
}

const saveSettings: Write<Parameters<typeof saveWorkspaceSettings>[1], ReturnType<typeof saveWorkspaceSettings>> = (db, input, context) => {
  const saved = saveWorkspaceSettings(db, input, context)
  context.changed('workspace')
  const { timeZone, frozenNow } = readSettings(db)
  turn(db, { ...context, timeZone, now: frozenNow ?? context.now })
  // Days and moments mean something else to rules under another clock.
  if ((input.timeZone !== undefined || input.frozenNow !== undefined) && queueRules(db, 'Rescoring under another clock', { all: true }, context)) context.changed('jobs')
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
  'predictive.answer': predictiveAnswer,
  'predictive.importFile': predictiveImportFile,
  'workspace.saveSettings': saveSettings,
  'catalog.saveColumn': catalogSaveColumn,
  'dataset.create': createRecord,
  'dataset.save': saveRecord,
  'dataset.saveMany': saveRecords,
  'scores.saveViews': saveViews,
  ...formulaWrites,
  ...modelWrites,
  ...choiceWrites,
  ...processWrites,
  ...ruleWrites,
  ...ruleHistoryWrites,
} as const
