import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { OutcomeWords } from './report-words.ts'

/** Qualified and disqualified where it is about leads, won and lost for opportunities. */
export const OUTCOMES: Readonly<Record<ScoredEntity, OutcomeWords>> = {
  lead: { win: 'qualified lead', wins: 'qualified', loss: 'disqualified one', losses: 'disqualified', records: 'leads' },
  opportunity: { win: 'won opportunity', wins: 'won', loss: 'lost one', losses: 'lost', records: 'opportunities' },
}
