import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { LEAD_WORDS, OPPORTUNITY_WORDS, type OutcomeWords } from '#shared/domain/predictive/words'
import { populationOf } from '../features/population.ts'
import type { ReadDb } from '../handles.ts'

/** How a model's sentences name what it predicts: by the state of the record, or by the values of the column that it takes the outcome from. */
export function outcomeWords(db: ReadDb, entity: ScoredEntity, config: Partial<Pick<ModelConfig, 'outcome'>>): OutcomeWords {
  const words = entity === 'lead' ? LEAD_WORDS : OPPORTUNITY_WORDS
  if ((config.outcome ?? null) === null) return words
  const { positiveLabel, negativeLabel } = populationOf(db, entity, config)
  return { ...words, verb: `end as “${positiveLabel}”`, positive: `“${positiveLabel}”`, negative: `“${negativeLabel}”` }
}
