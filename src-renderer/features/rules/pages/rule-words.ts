import type { RuleSummary } from '#shared/contract/rules'
import type { RuleState, RuleTarget, RuleUnscored } from '#shared/domain/rules/tree'
import { count } from '#renderer/ui/format/numbers.ts'
import type { Tone } from '#renderer/ui/tag.tsx'

export const TARGET_WORDS: Readonly<Record<RuleTarget, { readonly label: string; readonly scores: string }>> = {
  lead: { label: 'Leads', scores: 'Every lead, by its own columns and interactions' },
  contact: { label: 'Contacts', scores: 'Leads that have a parent contact, by what that contact is and does' },
  account: { label: 'Accounts', scores: 'Leads that have a parent account and no contact, by what all of its contacts do' },
}

export const STATE_TAGS: Readonly<Record<RuleState, { readonly word: string; readonly tone: Tone | undefined }>> = {
  draft: { word: 'Draft', tone: undefined },
  going_live: { word: 'Going live', tone: 'blue' },
  live: { word: 'Live', tone: 'good' },
  stopping: { word: 'Stopping', tone: 'care' },
  stopped: { word: 'Stopped', tone: undefined },
  error: { word: 'Error', tone: 'bad' },
}

const LEFT_OUT: Readonly<Record<RuleUnscored, string>> = {
  no_parent_contact: 'without a parent contact',
  no_parent_account: 'without a parent account',
  other_target: 'with a parent contact',
  outside_audience: 'outside the audience',
  consent: 'below the consent asked for',
  other_business_unit: 'of another business unit',
}

/** `3,652 outside the audience, 2,082 without a parent contact`; for sentences that say why nobody is scored. */
export const leftOut = (counts: readonly { readonly reason: RuleUnscored; readonly leads: number }[]): string => counts.map(({ reason, leads }) => `${count(leads)} ${LEFT_OUT[reason]}`).join(', ')

export type ModelSort = 'name' | 'state' | 'scored' | 'updated'

/** The models whose name holds the text, sorted; equal ones by name. */
export function arrange(models: readonly RuleSummary[], search: string, sort: { readonly column: ModelSort; readonly direction: 'asc' | 'desc' }): RuleSummary[] {
  const wanted = search.trim().toLowerCase()
  const sign = sort.direction === 'asc' ? 1 : -1
  const byName = (one: RuleSummary, other: RuleSummary): number => one.name.localeCompare(other.name, 'en', { sensitivity: 'base', numeric: true })
  const compare = (one: RuleSummary, other: RuleSummary): number => {
    switch (sort.column) {
      case 'name':
        return byName(one, other)
      case 'state':
        return STATE_TAGS[one.state].word.localeCompare(STATE_TAGS[other.state].word)
      case 'scored':
        return one.scored - other.scored
      case 'updated':
        return one.updatedAt - other.updatedAt
    }
  }
  return models.filter(({ name }) => name.toLowerCase().includes(wanted)).sort((one, other) => sign * compare(one, other) || byName(one, other))
}

/** `Engagement copy`, `Engagement copy 2`, …: the first that is free. */
export function copyName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((each) => each.toLowerCase()))
  const base = `${name} copy`
  if (!used.has(base.toLowerCase())) return base
  for (let number = 2; ; number += 1) if (!used.has(`${base} ${number}`.toLowerCase())) return `${base} ${number}`
}
