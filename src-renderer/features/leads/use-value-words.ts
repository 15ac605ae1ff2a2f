import { skipToken, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Cell, Filter } from '#shared/contract/index'
import { TRENDS, type Trend } from '#shared/domain/scores/types'
import { api } from '#renderer/rpc/client.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { TREND_WORDS } from '#renderer/ui/trend-cell.tsx'
import { cellText } from '#renderer/ui/format/cell.ts'
import type { FilterColumn } from '#renderer/conditions/filter-model.ts'

/** How a filter's values are shown: lookups by name, trends and times in words. */
export function useValueWords(column: FilterColumn | undefined, filter: Filter): (value: Cell) => string {
  const clock = useClock()
  const table = column?.lookupTable ?? null
  const names = useQuery(api.dataset.lookup.queryOptions({ input: table === null || filter.values.length === 0 ? skipToken : { table, text: '', limit: 100 } })).data
  return useCallback(
    (value) => {
      if (table !== null) return names?.find((item) => item.id === value)?.name ?? (value === null ? '' : `no. ${value}`)
      if (column?.name === 'trend' && isTrend(value)) return TREND_WORDS[value]
      return cellText(value, { type: column?.type ?? 'text', scale: 2 }, clock)
    },
    [clock, column, names, table],
  )
}

const isTrend = (value: Cell): value is Trend => TRENDS.some((trend) => trend === value)
