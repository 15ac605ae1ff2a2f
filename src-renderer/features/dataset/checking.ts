import type { Job } from '#shared/contract/index'
import { isUnderWay } from '#renderer/rpc/use-job.ts'
import type { CheckResult } from './check-result.ts'

/** The check of the file: its job, what it found, and whether the mapping is still the one that was checked. */
export interface Checking {
  readonly job: Job | undefined
  readonly result: CheckResult | null
  readonly fresh: boolean
}

/** Where a check stands for the mapping on the page. */
export function checkPhase({ job, result, fresh }: Checking): 'none' | 'running' | 'stale' | 'failed' | 'done' {
  if (job === undefined) return 'none'
  if (isUnderWay(job)) return fresh ? 'running' : 'stale'
  if (!fresh) return 'stale'
  if (job.state === 'cancelled') return 'none'
  return result === null ? 'failed' : 'done'
}
