import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import type { RuleSimulation } from '#shared/contract/rules'
import { api } from '#renderer/rpc/client.ts'
import { countable } from './model-pruned.ts'
import { useModel, useModelStore } from './model-store.ts'

const REST = 350

export interface Simulated {
  readonly data: RuleSimulation | null
  /** It is of an older draft and will be replaced. */
  readonly stale: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** Scores the draft over the real leads a moment after each change, and hands the counts to the tiles; the old ones stay until then. */
export function useSimulation(modelId: number): Simulated {
  const { acts } = useModelStore()
  const tree = useModel((state) => state.draft.tree)
  const problems = useModel((state) => state.problems)
  const wanted = useMemo(() => countable(tree, problems), [tree, problems])
  const [asked] = useDebouncedValue(wanted, REST)
  const answer = useQuery(api.rules.simulate.queryOptions({ input: asked === null ? skipToken : { tree: asked, modelId }, placeholderData: keepPreviousData, gcTime: 10_000 }))
  const data = answer.data ?? null
  useEffect(() => acts.simulated(data), [acts, data])
  return { data, stale: wanted !== asked || answer.isPlaceholderData, error: answer.error, retry: () => void answer.refetch() }
}
