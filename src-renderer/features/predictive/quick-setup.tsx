import { useMutation } from '@tanstack/react-query'
import { create } from 'zustand'
import type { ModelSummary } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTakeFocus } from '#renderer/ui/take-focus.ts'
import { QuickOutcome } from './quick-outcome.tsx'

interface Started {
  readonly modelId: number
  readonly jobId: number
}

/** What quick setup has begun in this window, so that its outcome is told after leaving the page too. */
export const useQuickSetups = create<Readonly<Partial<Record<ScoredEntity, Started>>>>(() => ({}))

/** How the quick setup of a kind of record goes or went; nothing where none was begun in this window. */
export function QuickSetupTold({ entity, models }: { readonly entity: ScoredEntity; readonly models: readonly ModelSummary[] }) {
  const begun = useQuickSetups((started) => started[entity])
  const model = models.find(({ id }) => id === begun?.modelId)
  if (begun === undefined || model === undefined) return null
  return <Told model={model} jobId={begun.jobId} />
}

/** Takes the place of the page with the button. */
function Told({ model, jobId }: { readonly model: ModelSummary; readonly jobId: number }) {
  const ref = useTakeFocus<HTMLElement>()
  return <section ref={ref} tabIndex={-1} className="tab-pad takes-focus" aria-label="Quick setup" style={{ maxWidth: 860 }}><QuickOutcome model={model} jobId={jobId} /></section>
}

/** One button that makes a model with the defaults, trains and publishes it; `off` says why it cannot be pressed. */
export function QuickSetupButton({ entity, off }: { readonly entity: ScoredEntity; readonly off: string | undefined }) {
  const admin = useMay('admin')
  const setup = useMutation(api.predictive.quickSetup.mutationOptions({ onSuccess: (begun) => useQuickSetups.setState({ [entity]: begun }) }))
  return (
    <div>
      <Button busy={setup.isPending} disabled={off !== undefined} title={off} reason={admin ? undefined : 'Needs an administrator'} onClick={() => setup.mutate({ entity })}>Create and publish</Button>
      {setup.error && <p className="field-error" role="alert">{sentenceOf(setup.error)}</p>}
    </div>
  )
}
