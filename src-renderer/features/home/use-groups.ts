import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { Filter, ScoredRow } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'
import type { IconName } from '#renderer/ui/icon-paths.ts'

export type Scope = 'mine' | 'everyone'

export interface Group {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  readonly says: string
  readonly entity: ScoredEntity
  readonly rows: readonly ScoredRow[]
  readonly total: number
}

interface Question {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  readonly says: string
  readonly entity: ScoredEntity
  readonly filters: readonly Filter[]
  readonly sort: { readonly column: string; readonly direction: 'asc' | 'desc' }
  readonly limit: number
}

const best = { column: 'score', direction: 'desc' } as const
const is = (column: string, value: string): Filter => ({ column, operator: 'eq', values: [value] })

/** The days that the groups go by. */
export interface Days {
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly inAWeek: string
  /** The beginning of the day a week ago, UTC milliseconds. */
  readonly aWeekAgo: number
}

/** What the page asks: who to work on first, who moved, who was left alone, what closes soon or should have. */
function questions({ today, inAWeek, aWeekAgo }: Days): readonly Question[] {
  return [
    { id: 'next', title: 'Work on next', icon: 'flag', says: 'grades A and B, highest score first', entity: 'lead', filters: [{ column: 'grade', operator: 'in', values: ['A', 'B'] }], sort: best, limit: 6 },
    { id: 'improving', title: 'Improving', icon: 'arrow-up', says: 'up by 2 points or more', entity: 'lead', filters: [is('trend', 'improving')], sort: best, limit: 4 },
    { id: 'declining', title: 'Declining', icon: 'arrow-down', says: 'down by 2 points or more', entity: 'lead', filters: [is('trend', 'declining')], sort: best, limit: 4 },
    { id: 'cold', title: 'Going cold', icon: 'snow', says: 'grades A and B, untouched for a week', entity: 'lead', filters: [{ column: 'grade', operator: 'in', values: ['A', 'B'] }, { column: 'last_touch', operator: 'lt', values: [aWeekAgo] }], sort: best, limit: 4 },
    { id: 'closing', title: 'Closing soon', icon: 'calendar', says: 'opportunities due within 7 days', entity: 'opportunity', filters: [{ column: 'estimated_close', operator: 'between', values: [today, inAWeek] }], sort: { column: 'estimated_close', direction: 'asc' }, limit: 4 },
    { id: 'overdue', title: 'Overdue', icon: 'warn', says: 'open opportunities past their close date, highest score first', entity: 'opportunity', filters: [{ column: 'estimated_close', operator: 'lt', values: [today] }], sort: best, limit: 4 },
  ]
}

/** As many rows as a group shows when it is opened up. */
export const MOST = 30

/** The groups that hold anything, those in `opened` with more rows, and whether the answers are still on their way. */
export function useGroups(scope: Scope, days: Days, opened: ReadonlySet<string>): { readonly groups: readonly Group[]; readonly pending: boolean; readonly error: unknown } {
  const asked = questions(days)
  const view = scope === 'mine' ? 'my_open' : 'all_open'
  const results = useQueries({
    queries: asked.map(({ id, entity, filters, sort, limit }) => api.scores.page.queryOptions({ input: { entity, view, filters: [...filters], sort, offset: 0, limit: opened.has(id) ? MOST : limit }, placeholderData: keepPreviousData })),
  })
  const groups = asked.flatMap((question, index): readonly Group[] => {
    const data = results[index]?.data
    return data === undefined || data.total === 0 ? [] : [{ ...question, rows: data.rows, total: data.total }]
  })
  return { groups, pending: results.some((result) => result.isPending), error: results.find((result) => result.isError)?.error ?? null }
}

/** The reason that raises, or lowers, each record shown the most, by id; at most as many as the page lists. */
export function useFirstReasons(entity: ScoredEntity, ids: readonly number[], sign: 1 | -1): ReadonlyMap<number, string> {
  const results = useQueries({ queries: ids.map((recordId) => api.scores.explain.queryOptions({ input: { entity, recordId } })) })
  const found = new Map<number, string>()
  for (const { data } of results) {
    const strongest = data?.reasons.reduce<(typeof data.reasons)[number] | undefined>((most, reason) => (sign * reason.points > sign * (most?.points ?? 0) ? reason : most), undefined)
    if (data !== undefined && strongest !== undefined) found.set(data.recordId, strongest.label)
  }
  return found
}
