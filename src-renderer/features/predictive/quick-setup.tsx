import { useMutation, useQueries } from '@tanstack/react-query'
import { create } from 'zustand'
import type { ModelSummary } from '#shared/contract/index'
import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { QuickOutcome } from './quick-outcome.tsx'

interface Started {
  readonly modelId: number
  readonly jobId: number
}

/** What quick setup has begun in this window, so that its outcome is told after leaving the page too. */
export const useQuickSetups = create<Readonly<Partial<Record<ScoredEntity, Started>>>>(() => ({}))

const DEFAULT_MONTHS = 24

/** For each kind of record without a model and with enough data: one button that makes a model with the defaults, trains and publishes it. */
export function QuickSetup({ models }: { readonly models: readonly ModelSummary[] }) {
  const started = useQuickSetups()
  const admin = useMay('admin')
  const lacking = SCORED_ENTITIES.filter((entity) => !models.some((model) => model.entity === entity))
  const found = useQueries({ queries: lacking.map((entity) => api.predictive.readiness.queryOptions({ input: { entity, processId: null } })) })
  const setup = useMutation(api.predictive.quickSetup.mutationOptions({ onSuccess: (begun, { entity }) => useQuickSetups.setState({ [entity]: begun }) }))
  const told = SCORED_ENTITIES.flatMap((entity) => {
    const begun = started[entity]
    const model = models.find(({ id }) => id === begun?.modelId)
    return begun === undefined || model === undefined ? [] : [{ entity, begun, model }]
  })
  const ready = lacking.flatMap((entity, index) => {
    const data = found[index]?.data
    const window = data?.windows.find(({ months }) => months === DEFAULT_MONTHS)
    return data !== undefined && window?.enough === true ? [{ entity, data, window }] : []
  })
  if (told.length === 0 && ready.length === 0) return null
  return (
    <section className="tab-pad" aria-label="Quick setup" style={{ display: 'grid', gap: 8, maxWidth: 860 }}>
      {told.map(({ entity, begun, model }) => <QuickOutcome key={entity} model={model} jobId={begun.jobId} />)}
      {ready.map(({ entity, data, window }) => (
        <Notice
          key={entity}
          icon="predictive"
          title={`Quick setup: ${ENTITY_WORDS[entity].outcome.toLowerCase()}`}
          actions={<Button small variant="primary" busy={setup.isPending && setup.variables.entity === entity} reason={admin ? undefined : 'Needs an administrator'} onClick={() => setup.mutate({ entity })}>Create and publish</Button>}
        >
          {count(window.positive)} {data.positiveLabel.toLowerCase()} and {count(window.negative)} {data.negativeLabel.toLowerCase()} {ENTITY_WORDS[entity].many}{data.timesUsable ? ` of the last ${DEFAULT_MONTHS} months` : ''} are enough. A model with the defaults is trained and published, unless it finds no usable signal; it retrains itself every 15 days.
          {setup.error && setup.variables.entity === entity && <span className="field-error" role="alert"> {sentenceOf(setup.error)}</span>}
        </Notice>
      ))}
    </section>
  )
}
