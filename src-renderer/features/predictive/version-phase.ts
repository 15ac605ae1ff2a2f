import type { Job, ModelSummary } from '#shared/contract/index'

type VersionState = NonNullable<ModelSummary['latest']>['state']

/**
 * Where training stands. The version tells the end, the job tells it first: between the two, a job that has ended
 * without a trained version has been cancelled or has failed.
 */
export function trainingPhase(version: VersionState | undefined, job: Job['state'] | undefined): 'none' | 'running' | 'cancelled' | 'failed' | 'trained' {
  switch (version) {
    case undefined:
      return 'none'
    case 'training':
      return job === 'cancelled' || job === 'failed' ? job : 'running'
    case 'cancelled':
      return 'cancelled'
    case 'failed':
      return 'failed'
    case 'trained':
    case 'published':
    case 'retired':
      return 'trained'
  }
}
