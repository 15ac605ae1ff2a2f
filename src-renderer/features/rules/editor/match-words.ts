import type { ConditionNode } from '#shared/domain/rules/tree'
import { count, plural } from '#renderer/ui/format/numbers.ts'

/** “154 of 388 leads, 239 EmailClicked; the most active 7 times.” */
export function matchSentence(node: ConditionNode, leads: number, scored: number | null, occurrences: number, most: number): string {
  const of = scored === null ? plural(leads, 'lead') : `${count(leads)} of ${plural(scored, 'scored lead')}`
  if (leads === 0) return scored === null ? 'No lead.' : `No lead of ${count(scored)}.`
  if (node.kind !== 'occurrence' || node.frequency.kind === 'none' || occurrences === 0) return `${of}.`
  const noun = node.interactionType ?? 'rows'
  const average = occurrences / leads
  const spread = most <= 1 ? 'one each' : `${average < 1.05 ? 'mostly one each' : `${average.toFixed(1)} each on average`}, the most active ${count(most)} times`
  return `${of}, ${count(occurrences)} ${noun}; ${spread}.`
}
