import type { UnscoredReason } from '#shared/domain/scores/types'

/** What decides whether a record gets a score. */
export interface Candidate {
  readonly id: number
  readonly state: string
  /** UTC milliseconds, null when unknown. */
  readonly createdAt: number | null
  readonly closedAt: number | null
  /** The model's process or filter leaves it out. */
  readonly leftOut?: 'abandoned' | 'filtered_out' | null
}

/** Months back from now in which a scored record was created. */
export const SCORED_MONTHS = 24

interface Matcher {
  readonly config: { readonly scores: 'open' | 'all' }
}

/** Why the model gives the record no score; null when it does. A record without a creation date counts as recent. */
export function mismatch(model: Matcher, record: Candidate, createdSince: number): Exclude<UnscoredReason, 'no_model' | 'not_yet'> | null {
  if (record.state !== 'open' && model.config.scores === 'open') return 'closed'
  if (record.createdAt !== null && record.createdAt < createdSince) return 'too_old'
  return record.leftOut ?? null
}

/** The moment a record is seen from: now, or its closing when it is closed already. */
export function seenFrom(record: Candidate, now: number): number {
  return record.state === 'open' || record.closedAt === null ? now : Math.min(now, record.closedAt)
}
