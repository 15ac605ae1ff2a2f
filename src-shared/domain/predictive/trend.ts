import type { Trend } from '../scores/types.ts'

/** A score that was stored at some moment by some version of a model. */
export interface PastScore {
  /** UTC milliseconds. */
  readonly at: number
  /** Unrounded, in [0, 100]. */
  readonly score: number
  readonly versionId: number
}

/** Points within which a score counts as steady. */
export const STEADY_WITHIN = 2

/**
 * Direction of the current score against the last one of an earlier day by the same model version.
 * `dayStart` is the beginning, in UTC milliseconds, of the current score's day in the workspace's zone.
 */
export function trendOf(current: PastScore, history: readonly PastScore[], dayStart: number): Trend {
  let last: PastScore | null = null
  for (const past of history) {
    if (past.versionId !== current.versionId || past.at >= dayStart) continue
    if (last === null || past.at > last.at) last = past
  }
  if (last === null) return 'not_enough_info'
  const change = current.score - last.score
  if (Math.abs(change) <= STEADY_WITHIN) return 'steady'
  return change > 0 ? 'improving' : 'declining'
}
