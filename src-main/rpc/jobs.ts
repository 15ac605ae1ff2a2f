import { watchJob } from '#main/core/jobs/watch'
import type { Core } from '#main/core/create-core'
import type { Job } from '#shared/contract/jobs'
import { api } from './base.ts'

/** The stored job with the newest progress, which may be ahead of the store. */
async function current(core: Core, jobId: number): Promise<Job> {
  const job = await core.store.read('jobs.get', { jobId })
  return job.state === 'running' ? { ...job, progress: core.jobs.progressOf(jobId) ?? job.progress } : job
}

export const jobs = api.jobs.router({
  list: api.jobs.list.handler(async ({ context, input }) => {
    const page = await context.core.store.read('jobs.list', input)
    return { ...page, jobs: page.jobs.map((job) => ({ ...job, progress: context.core.jobs.progressOf(job.id) ?? job.progress })) }
  }),
  get: api.jobs.get.handler(({ context, input }) => current(context.core, input.jobId)),
  watch: api.jobs.watch.handler(async ({ context, input, signal }) => {
    // An unknown job is refused here, where a declared error still reaches the caller.
    await current(context.core, input.jobId)
    return watchJob({ read: () => current(context.core, input.jobId), subscribe: (listener) => context.core.jobs.subscribe(input.jobId, listener) }, signal)
  }),
  cancel: api.jobs.cancel.handler(async ({ context, input }) => {
    await current(context.core, input.jobId)
    await context.core.jobs.cancel(input.jobId)
    return current(context.core, input.jobId)
  }),
  retry: api.jobs.retry.handler(async ({ context, input }) => {
    await current(context.core, input.jobId)
    await context.core.jobs.retry(input.jobId)
    return current(context.core, input.jobId)
  }),
})
