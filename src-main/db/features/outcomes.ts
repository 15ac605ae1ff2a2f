import type { ScoredEntity } from '#shared/domain/catalog/types'

/** What a model predicts: the states of a closed record, and the words for them. */
export interface Outcome {
  readonly positive: string
  readonly negative: string
  readonly positiveLabel: string
  readonly negativeLabel: string
  /** "leads", "opportunities". */
  readonly records: string
  readonly record: string
  /** "qualify", "are won". */
  readonly happens: string
}

export const OUTCOMES: Record<ScoredEntity, Outcome> = {
  lead: { positive: 'qualified', negative: 'disqualified', positiveLabel: 'Qualified', negativeLabel: 'Disqualified', records: 'leads', record: 'lead', happens: 'qualify' },
  opportunity: { positive: 'won', negative: 'lost', positiveLabel: 'Won', negativeLabel: 'Lost', records: 'opportunities', record: 'opportunity', happens: 'are won' },
}

/** Closed records of either outcome that training needs. */
export const MINIMUM = 40
