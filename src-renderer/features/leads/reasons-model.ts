import type { Explanation } from '#shared/contract/index'

type Reason = Explanation['reasons'][number]

export interface ShownReason {
  readonly reason: Reason
  /** Whole points; all of them together with the baseline give the score that is shown. */
  readonly points: number
}

export interface ReasonSummary {
  readonly score: number
  readonly baseline: number
  /** Every reason, the largest first, whatever its direction. */
  readonly all: readonly ShownReason[]
  /** Up to five that raise, then up to five that lower. */
  readonly top: readonly ShownReason[]
  readonly topPoints: number
  readonly restCount: number
  readonly restPoints: number
}

/**
 * Rounds shares to whole points that add up to `target` exactly: each is rounded down, and what is missing goes
 * to those with the largest remainder (the largest-remainder method).
 */
export function apportion(shares: readonly number[], target: number): readonly number[] {
  const whole = shares.map(Math.floor)
  let missing = target - whole.reduce((sum, value) => sum + value, 0)
  const order = shares.map((share, index) => ({ index, rest: share - Math.floor(share) })).sort((one, other) => other.rest - one.rest || one.index - other.index)
  for (let turn = 0; missing > 0 && order.length > 0; turn += 1, missing -= 1) {
    const at = order[turn % order.length]?.index ?? 0
    whole[at] = (whole[at] ?? 0) + 1
  }
  for (let turn = order.length - 1; missing < 0 && order.length > 0; turn = turn === 0 ? order.length - 1 : turn - 1, missing += 1) {
    const at = order[turn]?.index ?? 0
    whole[at] = (whole[at] ?? 0) - 1
  }
  return whole
}

const EACH_SIDE = 5

/** The reasons as the widget shows them; null without a score. */
export function summarize(explanation: Explanation): ReasonSummary | null {
  if (explanation.score === null || explanation.baselineScore === null) return null
  const score = Math.round(explanation.score)
  const baseline = Math.round(explanation.baselineScore)
  const points = apportion(explanation.reasons.map((reason) => reason.points), score - baseline)
  const all = explanation.reasons
    .map((reason, index): ShownReason => ({ reason, points: points[index] ?? 0 }))
    .sort((one, other) => Math.abs(other.reason.points) - Math.abs(one.reason.points))
  const top = [...all.filter((item) => item.points > 0).slice(0, EACH_SIDE), ...all.filter((item) => item.points < 0).slice(0, EACH_SIDE)]
  const topPoints = top.reduce((sum, item) => sum + item.points, 0)
  return { score, baseline, all, top, topPoints, restCount: all.length - top.length, restPoints: score - baseline - topPoints }
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const

/** A small count in words, a large one in figures. */
export function inWords(count: number): string {
  return WORDS[count] ?? String(count)
}

export interface DayScore {
  readonly day: number
  readonly score: number
}

const DAY = 86_400_000

/** The score that held at the end of each of the last days, oldest first; days before the first score are left out. */
export function dailyScores(history: Explanation['history'], now: number, days = 14): readonly DayScore[] {
  const sorted = [...history].sort((one, other) => one.at - other.at)
  const out: DayScore[] = []
  for (let back = days - 1; back >= 0; back -= 1) {
    const end = now - back * DAY
    const held = sorted.findLast((entry) => entry.at <= end)
    if (held !== undefined) out.push({ day: end, score: held.score })
  }
  return out
}
