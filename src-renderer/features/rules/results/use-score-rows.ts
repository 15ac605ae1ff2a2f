import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RuleScoreRow } from '#shared/contract/rule-scores'
import { api } from '#renderer/rpc/client.ts'
import { PAGE, rowIn, useNeededPages, useShownPages } from '#renderer/rpc/use-pages.ts'

interface Question {
  readonly modelId: number
  readonly search: string
  readonly grade: string | null
  readonly sort: { readonly column: 'name' | 'score' | 'grade' | 'scoredAt'; readonly direction: 'asc' | 'desc' }
}

interface Page {
  readonly rows: readonly RuleScoreRow[]
  readonly total: number
  readonly scored: number
}

/** The scored leads of a model, read page by page as they come into view; rows of the question before stay until the new ones are here. */
export function useScoreRows({ modelId, search, grade, sort }: Question) {
  const [settled] = useDebouncedValue(search, 120)
  const question = useMemo(() => ({ modelId, search: settled, grade, sort: { column: sort.column, direction: sort.direction } }), [modelId, settled, grade, sort.column, sort.direction])
  const { needed, onRange } = useNeededPages()
  const results = useQueries({ queries: needed.map((page) => api.ruleScores.page.queryOptions({ input: { ...question, offset: page * PAGE, limit: PAGE } })) })
  const { shown, some, stale } = useShownPages<Page>(needed, results)
  return {
    total: some?.total ?? 0,
    scored: some?.scored ?? 0,
    rowAt: (index: number): RuleScoreRow | undefined => rowIn(shown, index),
    onRange,
    stale,
    loading: some === undefined,
    error: results.find(({ isError }) => isError)?.error ?? null,
  }
}
