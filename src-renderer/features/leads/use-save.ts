import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Cell } from '#shared/contract/index'
import { api, client } from '#renderer/rpc/client.ts'
import { toastUndo } from '#renderer/ui/toast.tsx'

export interface Change {
  readonly values: Readonly<Record<string, Cell>>
  /** What stood there before, for Undo. */
  readonly before: Readonly<Record<string, Cell>>
  /** What is said when it is done. */
  readonly words: string
}

/** Saves changed columns of a record: shown at once, taken back when refused, with Undo; the answer comes after the rescoring. */
export function useSave(table: string, id: number) {
  const queries = useQueryClient()
  const recordKey = api.dataset.record.queryKey({ input: { table, id } })
  const refresh = async (): Promise<void> => {
    await Promise.all([queries.invalidateQueries({ queryKey: api.scores.key({ type: 'query' }) }), queries.invalidateQueries({ queryKey: recordKey })])
  }
  return useMutation({
    mutationFn: ({ values }: Change) => client.dataset.save({ table, id, values: { ...values } }),
    onMutate: ({ values }) => {
      const before = queries.getQueryData(recordKey)
      if (before !== undefined) queries.setQueryData(recordKey, { ...before, values: { ...before.values, ...values } })
      return { before }
    },
    onError: (_error, _change, context) => {
      if (context?.before !== undefined) queries.setQueryData(recordKey, context.before)
    },
    onSuccess: async (record, { words, before }) => {
      queries.setQueryData(recordKey, record)
      toastUndo(words, () => {
        void client.dataset.save({ table, id, values: { ...before } }).then(refresh)
      })
      await refresh()
    },
  })
}
