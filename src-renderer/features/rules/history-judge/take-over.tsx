import { useMutation } from '@tanstack/react-query'
import type { RuleDetail } from '#shared/contract/rules'
import { takeOver } from '#shared/domain/rules/history/take-over'
import { client, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { toast, toastUndo } from '#renderer/ui/toast.tsx'
import type { Autosave } from '../autosave.ts'
import { useModelStore } from '../model-store.ts'

interface TakeOverProps {
  readonly detail: RuleDetail
  readonly autosave: Autosave
  /** Suggested points of the ticked groups. */
  readonly points: ReadonlyMap<string, number>
}

/** Puts the suggested points into the draft, as one step that can be undone; a live model gets a draft for it, as by *Edit*. */
export function TakeOver({ detail, autosave, points }: TakeOverProps) {
  const store = useModelStore()
  const may = useMay('market')
  const { summary, draft } = detail
  const words = `Points of ${plural(points.size, 'group')} taken over`
  const begin = useMutation({
    mutationFn: async () => {
      const begun = (await client.rules.edit({ modelId: summary.id })).draft
      if (begun === null) return
      await client.rules.saveDraft({ modelId: summary.id, tree: takeOver(begun.tree, points), layout: begun.layout, basedOn: begun.revision })
    },
    onSuccess: () => toast(`${words} into a new draft`),
  })
  const take = (): void => {
    if (draft === null) return begin.mutate()
    store.acts.settle()
    store.acts.changeTree(takeOver(store.getState().draft.tree, points))
    store.acts.say(words)
    void autosave.flush()
    toastUndo(words, store.acts.undo)
  }
  const reason = !may ? 'Needs a marketer or an administrator' : summary.jobId !== null ? 'It is on its way' : points.size === 0 ? 'Tick a group' : undefined
  return (
    <>
      {begin.error && <span className="field-error" role="alert">{sentenceOf(begin.error)}</span>}
      <Button variant="primary" busy={begin.isPending} reason={reason} title={draft === null ? 'Begins a draft with these points; the live version goes on scoring' : 'Changes the draft; it can be undone'} onClick={take}>{draft === null ? 'Take over into a draft' : 'Take over'}</Button>
    </>
  )
}
