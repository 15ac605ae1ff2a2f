import type { Usage } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { count, plural } from '#renderer/ui/format/numbers.ts'

export type UsageKind = 'all' | ScoredEntity

const NOUNS: Readonly<Record<UsageKind, readonly [string, string]>> = { all: ['record', 'records'], lead: ['lead', 'leads'], opportunity: ['opportunity', 'opportunities'] }

/** `Nov` for `2026-11`; no month of a year occurs twice. */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })
}

/** Records of the kind in each month, oldest first. */
export function usageCounts({ months }: Usage, kind: UsageKind): readonly { readonly name: string; readonly value: number }[] {
  return months.map((month) => ({ name: monthName(month.month), value: kind === 'all' ? month.lead + month.opportunity : month[kind] }))
}

/** Months that an average is of. */
const AVERAGED = 6

/** This month's count, and the average of the full months before that had any. */
export function usageSentence(usage: Usage, kind: UsageKind): string {
  const counts = usageCounts(usage, kind)
  const [one, many] = NOUNS[kind]
  const now = counts.at(-1)?.value ?? 0
  const before = counts.slice(0, -1)
  const first = before.findIndex(({ value }) => value > 0)
  const full = (first === -1 ? [] : before.slice(first)).slice(-AVERAGED)
  const said = now === 0 ? `No ${one} was scored this month` : `${plural(now, one, many)} ${now === 1 ? 'was' : 'were'} scored this month`
  if (full.length === 0) return `${said}.`
  const average = full.reduce((sum, { value }) => sum + value, 0) / full.length
  return `${said}; ${count(Math.round(average))} a month on average over the ${full.length === 1 ? 'full month' : `${full.length} full months`} before.`
}
