import { dayOf } from './words.ts'
import type { Verdict } from './report.ts'

/** Which rule decided on a candidate. */
export const RETRAIN_RULES = ['good_enough', 'active_old', 'active_lost', 'worse', 'no_signal', 'active_changed'] as const
export type RetrainRule = (typeof RETRAIN_RULES)[number]

/** Share of the active configuration's AUC that a candidate must reach. */
export const ENOUGH_OF_ACTIVE = 0.95
/** Calendar months after which an active version counts as old. */
export const OLD_MONTHS = 3
/** Days between two retrainings by themselves. */
export const RETRAIN_DAYS = 15

interface Candidate {
  readonly number: number
  readonly verdict: Verdict
  /** On the records that neither configuration learned from. */
  readonly auc: number
}

interface Active {
  readonly number: number
  /** On the same records; null where its configuration cannot be trained any more. */
  readonly auc: number | null
  /** UTC milliseconds. */
  readonly trainedAt: number
}

export interface RetrainDecision {
  readonly publish: boolean
  readonly rule: RetrainRule
  readonly sentence: string
}

/**
 * Whether a candidate takes the place of the active version: never without a signal; else when its AUC is at least 95 %
 * of the active configuration's, or the active version was trained before `oldBefore` (UTC milliseconds).
 */
export function decideRetrain(candidate: Candidate, active: Active, oldBefore: number): RetrainDecision {
  const kept = `Version ${candidate.number} is kept beside version ${active.number}`
  if (candidate.verdict === 'no_signal') return { publish: false, rule: 'no_signal', sentence: `${kept}: it found no usable signal, so that one goes on scoring.` }
  if (active.auc === null) {
    return { publish: true, rule: 'active_lost', sentence: `Version ${candidate.number} is published: the data no longer has what version ${active.number} learned from, so it could not be measured.` }
  }
  const pair = `AUC ${candidate.auc.toFixed(3)} against ${active.auc.toFixed(3)} on the same records`
  if (candidate.auc >= ENOUGH_OF_ACTIVE * active.auc) return { publish: true, rule: 'good_enough', sentence: `Version ${candidate.number} is published instead of version ${active.number}: ${pair}, at least 95\u00a0% of it.` }
  if (active.trainedAt < oldBefore) {
    return { publish: true, rule: 'active_old', sentence: `Version ${candidate.number} is published although it ranks less well (${pair}): version ${active.number} is of ${dayOf(active.trainedAt)}, more than three months old.` }
  }
  return { publish: false, rule: 'worse', sentence: `${kept}: ${pair}, less than 95\u00a0% of it.` }
}

/** What is said where another version was published while the candidate was trained. */
export function overtaken(candidate: number, active: number): RetrainDecision {
  return { publish: false, rule: 'active_changed', sentence: `Version ${candidate} is kept: while it was trained, another version than ${active} was published.` }
}
