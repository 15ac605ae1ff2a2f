import type { OutcomeChoice } from '#shared/contract/index'
import type { CatalogColumn, ScoredEntity } from '#shared/domain/catalog/types'
import type { OutcomeWords } from './report-words.ts'

/** Qualified and disqualified where it is about leads, won and lost for opportunities. */
export const OUTCOMES: Readonly<Record<ScoredEntity, OutcomeWords>> = {
  lead: { win: 'qualified lead', wins: 'qualified', loss: 'disqualified one', losses: 'disqualified', records: 'leads' },
  opportunity: { win: 'won opportunity', wins: 'won', loss: 'lost one', losses: 'lost', records: 'opportunities' },
}

/** The same for a model that takes the outcome from a column: its two values, in quotes, since they are names. `column` is undefined while the catalog is not read. */
export function wordsOf(entity: ScoredEntity, outcome: OutcomeChoice | null, column: Pick<CatalogColumn, 'label' | 'type'> | undefined): OutcomeWords {
  const words = OUTCOMES[entity]
  if (outcome === null) return words
  const shown = (value: string): string => `“${column?.type === 'boolean' ? `${column.label}: ${value === '1' ? 'yes' : 'no'}` : value}”`
  const [wins, losses] = [shown(outcome.positive), shown(outcome.negative)]
  return { ...words, win: `${entity} that ends as ${wins}`, wins, loss: `one that ends as ${losses}`, losses }
}

/** A label of the counts in running text: of the state in small letters, of a column's value in quotes. */
export function endingWords(label: string, outcome: OutcomeChoice | null): string {
  return outcome === null ? label.toLowerCase() : `“${label}”`
}
