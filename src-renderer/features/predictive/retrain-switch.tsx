import { useMutation } from '@tanstack/react-query'
import type { ModelSummary } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { day } from '#renderer/ui/format/dates.ts'
import { Toggle } from '#renderer/ui/toggle.tsx'

/** Whether the model trains itself, and when it will. */
export function RetrainSwitch({ model }: { readonly model: Pick<ModelSummary, 'id' | 'autoRetrain' | 'nextRetrainAt' | 'published'> }) {
  const clock = useClock()
  const admin = useMay('admin')
  const set = useMutation(api.predictive.setRetraining.mutationOptions())
  return (
    <div>
      <Toggle label="Retrain automatically" checked={model.autoRetrain} disabled={!admin || set.isPending} onChange={(on) => set.mutate({ modelId: model.id, on })} />
      <p className="muted t1">
        {!model.autoRetrain && 'The published version stays as it is until someone trains again.'}
        {model.autoRetrain && (model.nextRetrainAt === null ? 'Every 15 days, once it is published.' : model.nextRetrainAt <= clock.now ? 'Every 15 days; due now.' : `Every 15 days, next on ${day(model.nextRetrainAt, clock)}.`)}
        {model.autoRetrain && ' A candidate is published when its AUC reaches 95\u00a0% of the active one’s on the same newest records, or when the active one is older than three months; otherwise it is kept beside it.'}
      </p>
      {set.error && <p className="field-error" role="alert">{sentenceOf(set.error)}</p>}
    </div>
  )
}
