import { useMutation } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import type { Model } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'

/** Asks before a model goes; one that retrains itself is first to be switched off. */
export function DeleteModel({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const [, navigate] = useLocation()
  const { many, models } = ENTITY_WORDS[model.entity]
  const remove = useMutation(api.predictive.remove.mutationOptions({ onSuccess: () => navigate(models.slice(1)) }))
  const set = useMutation(api.predictive.setRetraining.mutationOptions())
  if (model.published && model.autoRetrain) {
    return (
      <ConfirmDialog opened title={`${model.name} cannot be deleted yet`} action="Switch off retraining" busy={set.isPending} error={set.error ? sentenceOf(set.error) : null} onCancel={onClose} onConfirm={() => set.mutate({ modelId: model.id, on: false })}>
        <p>It retrains itself every 15 days. Switch off Retrain automatically first; then you are asked once more.</p>
      </ConfirmDialog>
    )
  }
  return (
    <ConfirmDialog
      opened
      title={`Delete ${model.name}?`}
      action="Delete the model"
      destructive
      busy={remove.isPending}
      error={remove.error ? sentenceOf(remove.error) : null}
      facts={[{ what: 'Versions removed', value: count(model.versions.length) }, { what: `${many.charAt(0).toUpperCase()}${many.slice(1)} that lose their score`, value: count(model.published?.scored ?? 0) }]}
      onCancel={onClose}
      onConfirm={() => remove.mutate({ modelId: model.id })}
    >
      <p>{model.latest?.state === 'training' && 'The training under way is cancelled. '}The {many} themselves stay. This cannot be undone, but the same data and seed train the same model.</p>
    </ConfirmDialog>
  )
}
