import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ScoredRow } from '#shared/contract/index'
import type { CatalogColumn, ScoredEntity } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'
import { PAGE, rowIn, useNeededPages, useShownPages } from '#renderer/rpc/use-pages.ts'
import { isStandard } from './cells.tsx'
import type { ListState } from './list-state.ts'

interface PageData {
  readonly rows: readonly ScoredRow[]
  readonly total: number
  readonly open: number
  readonly scoredBy: { readonly modelId: number; readonly modelName: string; readonly version: number; readonly scoredAt: number | null } | null
}

export interface Rows {
  readonly total: number
  /** Open records of the entity, the denominator. */
  readonly open: number
  readonly scoredBy: PageData['scoredBy']
  readonly rowAt: (index: number) => ScoredRow | undefined
  /** Index among the pages that are here, or -1. */
  readonly indexOf: (id: number) => number
  readonly onRange: (first: number, last: number) => void
  /** Nothing has come yet. */
  readonly loading: boolean
  /** What is shown answers the question before. */
  readonly stale: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** The rows of a list, read page by page as they come into view. */
export function useRows(entity: ScoredEntity, list: ListState, columns: readonly string[]): Rows {
  const question = useMemo(() => ({ entity, view: list.view, filters: [...list.filters], search: list.search, sort: list.sort, columns: [...columns] }), [entity, list, columns])
  const { needed, onRange } = useNeededPages()
  const results = useQueries({ queries: needed.map((page) => api.scores.page.queryOptions({ input: { ...question, offset: page * PAGE, limit: PAGE } })) })
  const { shown, some, stale } = useShownPages<PageData>(needed, results)
  const failed = results.find((result) => result.isError)
  return {
    total: some?.total ?? 0,
    open: some?.open ?? 0,
    scoredBy: some?.scoredBy ?? null,
    rowAt: (index) => rowIn(shown, index),
    indexOf: (id) => {
      for (const [page, data] of shown) {
        const at = data.rows.findIndex((row) => row.id === id)
        if (at !== -1) return page * PAGE + at
      }
      return -1
    },
    onRange,
    loading: some === undefined && failed === undefined,
    stale,
    error: failed?.error ?? null,
    retry: () => { for (const result of results) void result.refetch() },
  }
}

const PAUSE = 120

/** The list's question once nobody has changed it for a moment, so that typing asks once. */
export function useSettled(list: ListState): ListState {
  return useDebouncedValue(list, PAUSE)[0]
}

/** Chosen columns that the list has to ask for by name. */
export function useExtraColumns(chosen: readonly string[], columns: readonly CatalogColumn[]): readonly string[] {
  return useMemo(() => chosen.filter((id) => !isStandard(id) && columns.some((column) => column.name === id)), [chosen, columns])
}
