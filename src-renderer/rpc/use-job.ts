import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import type { Job } from '#shared/contract/index'
import { api } from './client.ts'

/** Follows a job until its final state; leaving the page does not cancel it. */
export function useJob(jobId: number | null | undefined): Job | undefined {
  return useQuery(api.jobs.watch.experimental_liveOptions({ input: jobId === null || jobId === undefined ? skipToken : { jobId } })).data
}

/** Asks a job to stop. */
export function useCancelJob() {
  return useMutation(api.jobs.cancel.mutationOptions())
}

/** Whether a job is still to come or under way. */
export function isUnderWay(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running'
}
