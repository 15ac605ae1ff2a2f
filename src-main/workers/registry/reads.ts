import { getJob, listJobs } from '#main/db/queries/jobs'
import { readSettings, readUser } from '#main/db/queries/settings'
import type { Read } from '../context.ts'

const jobsList: Read<{ limit: number }, ReturnType<typeof listJobs>> = (db, input) => listJobs(db, input.limit)
const jobsGet: Read<{ jobId: number }, ReturnType<typeof getJob>> = (db, input) => getJob(db, input.jobId)

const liveSettings: Read<null, ReturnType<typeof readSettings>> = (db) => readSettings(db)
const actingUser: Read<null, ReturnType<typeof readUser>> = (db, _input, context) => readUser(db, context.userId)

/** Every named read; a reader thread runs it against its own connection. */
export const reads = {
  'settings.live': liveSettings,
  'settings.user': actingUser,
  'jobs.list': jobsList,
  'jobs.get': jobsGet,
} as const
