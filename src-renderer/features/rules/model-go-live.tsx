import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleDetail } from '#shared/contract/rules'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import type { Autosave } from './autosave.ts'
import { EffectDialog } from './effect-dialog.tsx'
import { useModel, useModelStore } from './model-store.ts'

interface ModelGoLiveProps {
  readonly detail: RuleDetail
  readonly autosave: Autosave
}

/** Takes the draft live; where a version is live already, after its effect on the real leads has been seen. */
export function ModelGoLive({ detail, autosave }: ModelGoLiveProps) {
  const store = useModelStore()
  const may = useMay('market')
  const [asking, setAsking] = useState(false)
  const errors = useModel((state) => state.problems.filter((problem) => problem.severity === 'error').length)
  const empty = useModel((state) => state.draft.tree.groups.length === 0)
  const conflict = useModel((state) => state.save.kind === 'conflict')
  const change = useModel((state) => state.simulation?.change ?? null)
  const { id, jobId } = detail.summary
  const publish = useMutation({
    mutationFn: async () => {
      await autosave.flush()
      const { save } = store.getState()
      if (save.kind === 'failed' || save.kind === 'conflict') throw new Error(save.sentence)
      return publishDraft.mutateAsync({ modelId: id })
    },
    onSuccess: () => setAsking(false),
  })
  const publishDraft = useMutation(api.rules.publish.mutationOptions())
  const reason = !may ? 'Needs a marketer or an administrator' : jobId !== null ? 'It is on its way' : conflict ? 'Say first which draft to keep' : empty ? 'Add a condition and an action first' : errors > 0 ? `Fix ${plural(errors, 'problem')} first` : null
  return (
    <>
      <Button variant="primary" busy={publish.isPending} disabled={reason !== null} title={reason ?? 'Scores all leads, then replaces the live version'} onClick={() => (detail.live === null ? publish.mutate() : setAsking(true))}>Go live</Button>
      {reason !== null && <span className="visually-hidden">{`Go live is off: ${reason}`}</span>}
      {asking && <EffectDialog modelId={id} change={change} onClose={() => setAsking(false)} confirm={{ action: 'Go live', busy: publish.isPending, error: publish.error ? sentenceOf(publish.error) : null, run: () => publish.mutate() }} />}
      {!asking && publish.error && <div className="go-live-error"><Notice tone="bad" title="It did not go live.">{sentenceOf(publish.error)} The draft is kept.</Notice></div>}
    </>
  )
}

/** The bar of the job that takes a model live or stops it, under the header. */
export function ModelProgress({ detail }: { readonly detail: RuleDetail }) {
  const job = useJob(detail.summary.jobId)
  if (detail.summary.jobId === null || (job !== undefined && !isUnderWay(job))) return null
  const title = detail.summary.state === 'stopping' ? 'Stopping' : detail.live === null ? 'Going live' : `Replacing version ${detail.live.number}`
  return <div className="tab-pad model-progress"><ProgressBar title={title} progress={job?.progress ?? null} /></div>
}
