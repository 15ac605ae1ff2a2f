import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { JOB_KINDS, JOB_STATES } from '../domain/jobs/types.ts'
import { instant, procedure } from './base.ts'

export const progressSchema = z.object({
  stage: z.string(),
  label: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  fraction: z.number().nullable(),
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})

export const jobSchema = z.object({
  id: z.number().int(),
  kind: z.enum(JOB_KINDS),
  title: z.string(),
  state: z.enum(JOB_STATES),
  progress: progressSchema.nullable(),
  /** What the job produced, by kind; see the job's own documentation. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** A sentence for the user, when it failed. */
  error: z.string().nullable(),
  attempts: z.number().int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  dueAt: instant,
  canCancel: z.boolean(),
  canRetry: z.boolean(),
})
export type Job = z.infer<typeof jobSchema>

const jobId = z.object({ jobId: z.number().int() })

export const jobs = {
  list: procedure('read')
    .input(z.object({ limit: z.number().int().min(1).max(500).default(100) }))
    .output(z.object({ jobs: z.array(jobSchema), running: z.number().int() })),
  get: procedure('read').input(jobId).output(jobSchema),
  /** The current state first, then changes at most ten times a second, ending after a final state. */
  watch: procedure('read').input(jobId).output(eventIterator(jobSchema)),
  cancel: procedure('sell').input(jobId).output(jobSchema),
  retry: procedure('sell').input(jobId).output(jobSchema),
}
