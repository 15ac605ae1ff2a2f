import type { ModelSummary } from '#shared/contract/index'
import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { fixed } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { ENTITY_WORDS } from './model-words.ts'

/** How a quick setup goes, and how it ended: published, or why not. */
export function QuickOutcome({ model, jobId }: { readonly model: ModelSummary; readonly jobId: number }) {
  const job = useJob(jobId)
  const cancel = useCancelJob()
  const { many, path } = ENTITY_WORDS[model.entity]
  const details = <Button small href={`#/models/${model.id}`}>View details</Button>
  if (job === undefined) return null
  if (isUnderWay(job)) return <ProgressBar title={`Training ${model.name}`} progress={job.progress} cancelling={cancel.isPending} onCancel={job.canCancel ? () => cancel.mutate({ jobId }) : undefined} />
  if (job.state === 'failed') return <Notice tone="bad" title={`${model.name} was not trained.`} actions={details}>{job.error ?? 'The job stopped.'}</Notice>
  if (job.state === 'cancelled') return <Notice title={`The training of ${model.name} was cancelled.`} actions={details}>The model is there and can be trained again.</Notice>
  const sentence = job.result?.['verdictSentence']
  if (job.result?.['verdict'] === 'no_signal') return <Notice tone="care" title={`${model.name} was not published.`} actions={details}>{typeof sentence === 'string' ? sentence : ''} Scores without a signal would rank by luck, so no {many} are scored.</Notice>
  return <Notice tone="good" title={`${model.name} is published.`} actions={<>{details}<Button small href={path}>{`Show the ${many}`}</Button></>}>{typeof sentence === 'string' ? sentence : model.published?.auc ? `AUC ${fixed(model.published.auc)}.` : ''}</Notice>
}
