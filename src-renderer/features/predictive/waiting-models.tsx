import type { ModelSummary } from '#shared/contract/index'
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
      {waiting.map((model) => (
        <Notice key={model.id} title={`${model.name} is trained and waits for publication.`} actions={<Button small href={`#/models/${model.id}`}>Review and publish</Button>}>
          Nothing is scored by it before it is published.
        </Notice>
      ))}
    </div>
  )
}
