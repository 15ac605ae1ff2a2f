import type { RuleScoreRow } from '#shared/contract/rule-scores'
import { exactPoints } from '#renderer/ui/format/numbers.ts'

/** `+20 Engaged with pricing, −5 Gone quiet`, the largest first. */
export function firedWords(row: Pick<RuleScoreRow, 'contributions'>): string {
  return row.contributions
    .filter(({ points: given }) => given !== 0)
    .toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .map(({ label, points: given, count: times }) => `${exactPoints(given)} ${label === '' ? 'unnamed group' : label}${times > 1 ? ` (${times} times)` : ''}`)
    .join(', ')
}
