import { NORMAL_95 } from '#shared/domain/predictive/metrics'
import type { JudgedGroup, JudgedLeads } from './judged-leads.ts'

/** How leads for which a group fired ended, beside the others. */
export interface GroupRates {
  readonly fired: number
  readonly firedPositives: number
  readonly others: number
  readonly othersPositives: number
  /** Qualification rate where it fired ÷ that of all judged leads, with its 95 % interval; null where it never fired. */
  readonly lift: { readonly value: number; readonly low: number; readonly high: number } | null
}

/** Counts of one group; the interval of the lift is Wilson's of the rate where it fired, the rate of all leads taken as known. */
export function groupRates({ outcome }: Pick<JudgedLeads, 'outcome'>, { counts }: Pick<JudgedGroup, 'counts'>): GroupRates {
  let [fired, firedPositives, othersPositives] = [0, 0, 0]
  for (let row = 0; row < outcome.length; row += 1) {
    if (counts[row]! > 0) {
      fired += 1
      firedPositives += outcome[row]!
    } else othersPositives += outcome[row]!
  }
  const rate = (firedPositives + othersPositives) / outcome.length
  const interval = wilson(firedPositives, fired)
  const lift = fired === 0 || rate === 0 ? null : { value: firedPositives / fired / rate, low: interval.low / rate, high: interval.high / rate }
  return { fired, firedPositives, others: outcome.length - fired, othersPositives, lift }
}

/** 95 % interval of a share (Wilson 1927); the whole of [0, 1] without trials. */
export function wilson(successes: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials === 0) return { low: 0, high: 1 }
  const z2 = NORMAL_95 ** 2
  const share = successes / trials
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
  const half = (NORMAL_95 / (1 + z2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
