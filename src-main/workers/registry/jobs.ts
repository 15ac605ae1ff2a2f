import type { JobKind } from '#shared/domain/jobs/types'
import type { JobHandler } from '../context.ts'

/** The handler of each kind, loaded when a job of the kind starts, so that a thread reads only the code it needs. */
export const jobHandlers: Partial<Record<JobKind, () => Promise<JobHandler>>> = {
  sample: async () => (await import('../jobs/sample.ts')).default,
  train: async () => (await import('../jobs/train.ts')).default,
  score: async () => (await import('../jobs/score.ts')).default,
  export: async () => (await import('../jobs/export.ts')).default,
}
