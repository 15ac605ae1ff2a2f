import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { useTakeFocus } from '#renderer/ui/take-focus.ts'

interface PublishStateProps {
  readonly jobId: number | null
  readonly many: string
  readonly scored: number
}

/** The scoring that follows a publication. */
export function PublishState(props: PublishStateProps) {
  const ref = useTakeFocus<HTMLDivElement>()
  return <div ref={ref} tabIndex={-1} className="takes-focus"><Scoring {...props} /></div>
}

function Scoring({ jobId, many, scored }: PublishStateProps) {
  const job = useJob(jobId)
  const cancel = useCancelJob()
  if (job && isUnderWay(job)) return <ProgressBar title={`Published; scoring the ${many}`} progress={job.progress} cancelling={cancel.isPending} onCancel={job.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
  if (job?.state === 'failed') return <Notice tone="bad" title={`Published, but the ${many} were not scored.`}>{job.error ?? 'The job stopped.'} Jobs can run it again.</Notice>
  if (job?.state === 'cancelled') return <Notice tone="care" title="Published, and scoring was cancelled.">The scores there are stay until the next scoring.</Notice>
  return <Notice tone="good" title="Published.">{scored > 0 ? `${count(scored)} ${many} have a score and its reasons.` : `The ${many} get their scores now.`}</Notice>
}
