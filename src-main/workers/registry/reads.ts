import { listAttributes } from '#main/db/queries/attributes'
import { explainScore } from '#main/db/queries/explain'
import { getJob, listJobs } from '#main/db/queries/jobs'
import { getModel, listModels } from '#main/db/queries/models'
import { readReadiness } from '#main/db/queries/readiness'
import { readSettings, readUser } from '#main/db/queries/settings'
import type { Read } from '../context.ts'

const jobsList: Read<{ limit: number }, ReturnType<typeof listJobs>> = (db, input) => listJobs(db, input.limit)
const jobsGet: Read<{ jobId: number }, ReturnType<typeof getJob>> = (db, input) => getJob(db, input.jobId)

const liveSettings: Read<null, ReturnType<typeof readSettings>> = (db) => readSettings(db)
const actingUser: Read<null, ReturnType<typeof readUser>> = (db, _input, context) => readUser(db, context.userId)

const predictiveList: Read<null, ReturnType<typeof listModels>> = (db) => listModels(db)
const predictiveGet: Read<{ modelId: number }, ReturnType<typeof getModel>> = (db, input) => getModel(db, input.modelId)

/** Every named read; a reader thread runs it against its own connection. */
export const reads = {
  'settings.live': liveSettings,
  'settings.user': actingUser,
  'jobs.list': jobsList,
  'jobs.get': jobsGet,
  'predictive.readiness': readReadiness,
  'predictive.attributes': listAttributes,
  'predictive.list': predictiveList,
  'predictive.get': predictiveGet,
  'scores.explain': explainScore,
} as const
