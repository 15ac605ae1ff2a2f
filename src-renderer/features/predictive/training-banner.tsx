import { useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import type { Model } from './model-header.tsx'
import { trainingPhase } from './version-phase.ts'

/** What the newest version is doing, when it is not simply there. */
export function TrainingBanner({ model }: { readonly model: Model }) {
  const job = useJob(model.latest?.state === 'training' || model.latest?.state === 'failed' ? model.latest.jobId : null)
  const cancel = useCancelJob()
  if (model.latest === null) return null
  const phase = trainingPhase(model.latest.state, job?.state)
  if (phase === 'running') return <div className="tab-pad" style={{ maxWidth: 720 }}><ProgressBar title={`Training version ${model.latest.version}`} progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} /></div>
  if (phase === 'failed') return <div className="tab-pad"><Notice tone="bad" title={`Training of version ${model.latest.version} stopped.`}>{job?.error ?? 'The log has the details.'} {model.published ? 'The published version goes on scoring.' : 'Nothing was published.'}</Notice></div>
  return null
}
