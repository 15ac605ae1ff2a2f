import { useQuery } from '@tanstack/react-query'
import type { ModelReport, ModelSummary } from '#shared/contract/index'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useQuickSetups } from './quick-setup.tsx'

/** Names the models that are trained and were never published. */
export function WaitingModels({ models }: { readonly models: readonly ModelSummary[] }) {
  const quick = useQuickSetups()
  const told = new Set(Object.values(quick).map(({ modelId }) => modelId))
  const waiting = models.filter((model) => model.published === null && model.latest?.state === 'trained' && !told.has(model.id))
  if (waiting.length === 0) return null
  return (
    <div className="tab-pad" style={{ display: 'grid', gap: 8, maxWidth: 860 }}>
      {waiting.map((model) => <Waiting key={model.id} model={model} />)}
    </div>
  )
}

const MOST_NAMED = 5

/** The attributes that move its scores most, as a sentence. */
function influential({ importance }: Pick<ModelReport, 'importance'>): string {
  const labels = importance.slice(0, MOST_NAMED).map(({ label }) => label)
  return labels.length === 0 ? '' : `Most influential: ${labels.join(', ')}.`
}

function Waiting({ model }: { readonly model: ModelSummary }) {
  const versions = useQuery(api.predictive.get.queryOptions({ input: { modelId: model.id } })).data?.versions
  const report = versions?.find(({ id }) => id === model.latest?.id)?.report
  if (report === undefined || report === null) return null
  if (report.verdict === 'no_signal') return <Notice tone="care" title={`${model.name} found no usable signal.`} actions={<Button small href={`#/models/${model.id}`}>View details</Button>}>{report.verdictSentence} It is not published, since its scores would rank by luck.</Notice>
  return (
    <Notice title={`${model.name} is trained and waits for publication.`} actions={<Button small href={`#/models/${model.id}`}>Review and publish</Button>}>
      {report.verdictSentence} {influential(report)} Nothing is scored by it before it is published.
    </Notice>
  )
}
