import { useMutation } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { toast } from '#renderer/ui/toast.tsx'
import type { Model } from './model-header.tsx'

/** Drops what was trained after the published version. */
export function useRevert(model: Pick<Model, 'id'>): { readonly start: () => void; readonly busy: boolean; readonly error: string | null } {
  const revert = useMutation(api.predictive.revert.mutationOptions({ onSuccess: (answer) => toast(`The model is as version ${answer.published?.version ?? ''} was published; the newer one is set aside`) }))
  return { start: () => revert.mutate({ modelId: model.id }), busy: revert.isPending, error: revert.error ? sentenceOf(revert.error) : null }
}
