import type { RuleGroup } from './tree.ts'
import { counts } from './words.ts'

/** The lowest and the highest total that a model can give, infinite where points have no limit; always includes 0, as no group need fire. */
export interface Reach {
  readonly lowest: number
  readonly highest: number
  /** Every total that is possible, where these are few; else null. */
  readonly totals: ReadonlySet<number> | null
}

const MOST_TOTALS = 20_000

/** What the groups can add up to, each taken for itself. Groups that cannot fire and those without points are to be left out. */
export function reachOf(groups: readonly RuleGroup[]): Reach {
  let lowest = 0
  let highest = 0
  let totals: Set<number> | null = new Set([0])
  for (const group of groups) {
    const { low, high, values } = contribution(group)
    lowest += low
    highest += high
    totals = totals === null || values === null ? null : sums(totals, values)
  }
  return { lowest, highest, totals }
}

function contribution({ condition, action }: RuleGroup): { readonly low: number; readonly high: number; readonly values: readonly number[] | null } {
  if (action === null) return { low: 0, high: 0, values: [0] }
  const { points, cap } = action
  const many = counts(condition)
  const size = many ? (cap ?? Infinity) : Math.min(Math.abs(points), cap ?? Infinity)
  const values = many ? null : [0, Math.sign(points) * size]
  return points < 0 ? { low: -size, high: 0, values } : { low: 0, high: size, values }
}

function sums(totals: ReadonlySet<number>, values: readonly number[]): Set<number> | null {
  const next = new Set<number>()
  for (const total of totals) for (const value of values) next.add(total + value)
  return next.size > MOST_TOTALS ? null : next
}

/** Whether a whole score from `from` to `to` can come about. */
export function canReach(reach: Reach, from: number | null, to: number | null): boolean {
  const low = from ?? -Infinity
  const high = to ?? Infinity
  if (reach.totals === null) return high >= reach.lowest && low <= reach.highest
  return [...reach.totals].some((total) => total >= low && total <= high)
}
