import './history.css'
import '../pages/rules-pages.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { RuleDetail } from '#shared/contract/rules'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import type { Autosave } from '../autosave.ts'
import { useModel } from '../model-store.ts'
import { HistoryFigures } from './history-figures.tsx'
import { HistoryGroups } from './history-groups.tsx'
import { SuggestedFrom } from './suggested-from.tsx'

interface HistoryTabProps {
  readonly detail: RuleDetail
  readonly autosave: Autosave
}

const EXPLAINED = 'Every lead that closed in the last two years is scored as of a moment at which it was still open, with what was known then, and the scores are compared with how it ended: how well they sort, what each group is really worth, and which points would fit your data.'

/** What closed leads say of the model: how well it sorts, what each group is worth, and points that would fit better. */
export function HistoryTab({ detail, autosave }: HistoryTabProps) {
  const modelId = detail.summary.id
  const may = useMay('market')
  const found = useQuery(api.ruleHistory.report.queryOptions({ input: { modelId } }))
  const start = useMutation(api.ruleHistory.backtest.mutationOptions())
  const cancel = useCancelJob()
  const save = useModel((state) => state.save.kind)
  const data = found.data
  const job = useJob(data?.jobId)
  const run = useMutation({
    mutationFn: async () => {
      await autosave.flush()
      return start.mutateAsync({ modelId })
    },
    onSuccess: () => found.refetch(),
  })
  if (found.error) return <div className="history-notes"><Notice tone="bad" title="What history says could not be read.">{sentenceOf(found.error)}</Notice></div>
  if (data === undefined) return <SkeletonRows rows={8} />
  const running = data.jobId !== null && (job === undefined || isUnderWay(job))
  const failed = run.error ? sentenceOf(run.error) : running ? null : data.error
  const action = (label: string, variant: 'primary' | 'default') => <Button variant={variant} busy={run.isPending} reason={may ? undefined : 'Needs a marketer or an administrator'} disabled={save === 'conflict' || save === 'failed'} onClick={() => run.mutate()}>{label}</Button>
  const { report, suggestion } = data
  const shown = detail.draft ?? detail.live
  const isOld = report !== null && shown !== null && (report.version !== shown.number || report.revision !== shown.revision || save === 'waiting' || save === 'saving')
  return (
    <div className="scroll">
      {suggestion !== null && report === null && <SuggestedFrom suggestion={suggestion} />}
      {running && <div className="history-notes history-running"><ProgressBar title="Judging by history" progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={data.jobId === null ? undefined : () => cancel.mutate({ jobId: data.jobId ?? 0 })} /></div>}
      {failed !== null && <div className="history-notes"><Notice tone="care" title="It could not be judged." actions={report === null ? action('Try again', 'default') : undefined}>{failed}</Notice></div>}
      {report === null && !running && failed === null && <EmptyState why="Nobody has compared this model with history yet." fill={EXPLAINED} action={action('Judge by history', 'primary')} />}
      {report !== null && (
        <>
          <HistoryFigures report={report} action={running ? null : action('Judge again', isOld ? 'primary' : 'default')} isOld={isOld} />
          <HistoryGroups key={`${report.judgedAt}:${report.revision}`} detail={detail} report={report} autosave={autosave} />
          {suggestion !== null && <SuggestedFrom suggestion={suggestion} />}
        </>
      )}
    </div>
  )
}
