import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Overlap } from '#shared/contract/index'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import type { ModelDraft } from './model-draft.ts'
import type { Model } from './model-header.tsx'

/** What decides which records a model scores. */
const SCORED_BY: ReadonlySet<string> = new Set(['business process', 'how it ended', 'filter', 'which records it scores'])

/** Keeps an edited configuration and trains a version with it, both or neither; where it would score other records than before and shares them with other models, someone confirms first. */
export function useDraftTraining(model: Model, draft: ModelDraft) {
  const queries = useQueryClient()
  const [overlap, setOverlap] = useState<Overlap | null>(null)
  const save = useMutation({
    mutationFn: async (isConfirmed: boolean) => {
      const { processId, filter, outcome, scores } = draft.config
      if (!isConfirmed && draft.changes.some((words) => SCORED_BY.has(words))) {
        const found = await client.predictive.overlap({ entity: model.entity, processId, filter, outcome, scores, exceptModelId: model.id })
        if (found.models.length > 0) {
          setOverlap(found)
          return
        }
      }
      await client.predictive.train({ modelId: model.id, config: draft.config })
      await queries.invalidateQueries({ queryKey: api.predictive.get.key() })
      draft.undo()
    },
  })
  const confirm = (): void => {
    setOverlap(null)
    save.mutate(true)
  }
  return { start: () => save.mutate(false), busy: save.isPending, error: save.error ? sentenceOf(save.error) : null, overlap, confirm, goBack: () => setOverlap(null) }
}
