import { getJob, listJobs } from '#main/db/queries/jobs'
import type { Read } from '../context.ts'

const jobsList: Read<{ limit: number }, ReturnType<typeof listJobs>> = (db, input) => listJobs(db, input.limit)
const jobsGet: Read<{ jobId: number }, ReturnType<typeof getJob>> = (db, input) => getJob(db, input.jobId)

/** Every named read; a reader thread runs it against its own connection. */
export const reads = {
  'jobs.list': jobsList,
  'jobs.get': jobsGet,
} as const
