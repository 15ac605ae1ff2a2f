import type { Job } from '#shared/contract/index'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { KIND_ICONS } from './job-words.ts'

/** A job as it goes: stage, how far, how fast, how long still. */
export function RunningJob({ job: listed }: { readonly job: Job }) {
  const job = useJob(listed.id) ?? listed
  const cancel = useCancelJob()
  const may = useMay('sell')
  return (
    <div className="running-job">
      <Icon name={KIND_ICONS[job.kind]} />
      <div className="grow">
        <ProgressBar title={job.attempts > 1 ? `${job.title}, attempt ${job.attempts}` : job.title} progress={job.progress} cancelling={cancel.isPending} onCancel={job.canCancel && may ? () => cancel.mutate({ jobId: job.id }) : undefined} />
        {cancel.error && <p className="field-error" role="alert">{sentenceOf(cancel.error)}</p>}
      </div>
    </div>
  )
}
