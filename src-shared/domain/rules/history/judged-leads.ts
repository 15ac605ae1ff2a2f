/** One group over the judged leads; arrays have one entry a lead. */
export interface JudgedGroup {
  readonly groupId: string
  readonly label: string
  /** Points of the group's action. */
  readonly given: number
  /** How often the group fired; 0 for not. */
  readonly counts: Float64Array
  /** What it added to the score, cap and fading included. */
  readonly points: Float64Array
}

/** Closed leads as a rule model would have scored them at a moment at which each was open; arrays have one entry a lead. */
export interface JudgedLeads {
  /** Record ids, ascending. */
  readonly ids: Float64Array
  /** 1 qualified, 0 disqualified. */
  readonly outcome: Uint8Array
  /** Score as people would have seen it, rounded. */
  readonly score: Float64Array
  /** Index of the grade, -1 for none. */
  readonly grade: Int32Array
  readonly groups: readonly JudgedGroup[]
}

/** A group counts as learned from when it fired, and did not, in at least so many leads. */
export const FEWEST_FIRED = 20

export function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let at = 0; at < values.length; at += 1) total += values[at]!
  return total
}

/** Root of the mean squared distance from the mean; 0 without values. */
export function spreadOf(values: Float64Array): number {
  if (values.length === 0) return 0
  const mean = sum(values) / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return Math.sqrt(squares / values.length)
}
