import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { RuleScoreRow } from '#shared/contract/rule-scores'
import { api } from '#renderer/rpc/client.ts'

const PAGE = 100
const AHEAD = 12

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
  const [span, setSpan] = useState({ first: 0, last: 0 })
  const first = Math.floor(span.first / PAGE)
  const needed = Array.from({ length: Math.floor(span.last / PAGE) - first + 1 }, (_, index) => first + index)
  const results = useQueries({ queries: needed.map((page) => api.ruleScores.page.queryOptions({ input: { ...question, offset: page * PAGE, limit: PAGE } })) })
  const pages = new Map<number, Page>()
  needed.forEach((page, index) => {
    const data = results[index]?.data
    if (data !== undefined) pages.set(page, data)
  })
  /* oxlint-disable react/refs -- rows of the question before stand, dimmed, until the first of the new ones have come */
  const kept = useRef(pages)
  const stale = pages.size === 0 && kept.current.size > 0
  if (!stale) kept.current = pages
  const shown = stale ? kept.current : pages
  /* oxlint-enable react/refs */
  const some = shown.values().next().value
  const onRange = useCallback((from: number, to: number) => setSpan({ first: Math.max(0, from - AHEAD), last: to + AHEAD }), [])
  return {
    total: some?.total ?? 0,
    scored: some?.scored ?? 0,
    rowAt: (index: number): RuleScoreRow | undefined => shown.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    onRange,
    stale,
    loading: some === undefined,
    error: results.find(({ isError }) => isError)?.error ?? null,
  }
}
