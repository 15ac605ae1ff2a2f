/** Closed records; all arrays have one entry a record. */
interface Drawn {
  /** From creation to closing, in milliseconds. */
  readonly lives: Float64Array
  /** 1 or 0. */
  readonly outcome: Uint8Array
  /** The chance that it was still open at an age drawn without regard to it, in [0, 1]. */
  readonly chances: Float64Array
}

/**
 * How far the rate of positive records that are seen at an age lies from that of all that were open at it, as a mean over
 * the given ages in milliseconds; in [0, 1], 0 without ages. A record is kept with its chance over `bid`, at most 1, and is
 * then seen at an age under its life: so it counts at each such age in inverse proportion to the greater of its chance and `bid`.
 */
export function rateBias({ lives, outcome, chances }: Drawn, ages: Float64Array): (bid: number) => number {
  const longestFirst = Int32Array.from(lives, (_life, row) => row).sort((one, other) => lives[other]! - lives[one]!)
  const oldestFirst = ages.toReversed()
  const ratesWith = (weightOf: (row: number) => number): Float64Array => {
    let at = 0
    let positive = 0
    let all = 0
    return oldestFirst.map((age) => {
      for (; at < longestFirst.length && lives[longestFirst[at]!]! > age; at += 1) {
        const row = longestFirst[at]!
        const weight = weightOf(row)
        all += weight
        positive += weight * outcome[row]!
      }
      return positive / all
    })
  }
  const fair = ratesWith(() => 1)
  const known = fair.reduce((count, rate) => count + (Number.isNaN(rate) ? 0 : 1), 0)
  return (bid) => {
    const seen = ratesWith((row) => 1 / Math.max(bid, chances[row]!))
    return known === 0 ? 0 : seen.reduce((sum, rate, at) => sum + (Number.isNaN(rate) ? 0 : Math.abs(rate - fair[at]!)), 0) / known
  }
}
