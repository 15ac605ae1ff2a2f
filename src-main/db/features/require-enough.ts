import { WINDOWS, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { MINIMUM, OUTCOMES } from './outcomes.ts'
import { populationOf } from './population.ts'
import { trainingSamples } from './training-samples.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/** Throws `NOT_ENOUGH_DATA`, with how many records are lacking and which window has enough, below the minimum of either outcome. */
export function requireEnough(db: ReadDb, entity: ScoredEntity, config: ModelConfig, { now, timeZone }: Caller): void {
  const { records } = OUTCOMES[entity]
  const population = populationOf(db, entity, config)
  const words = config.outcome === null ? { ...OUTCOMES[entity], records } : { records, positive: `“${population.positiveLabel}”`, negative: `“${population.negativeLabel}”` }
  const count = (windowMonths: number): { positives: number; negatives: number; timesUsable: boolean } =>
    trainingSamples(db, entity, { ...config, now, timeZone, windowMonths })
  const { positives, negatives, timesUsable } = count(config.windowMonths)
  if (positives >= MINIMUM && negatives >= MINIMUM) return
  const lacking = [
    positives < MINIMUM ? `${MINIMUM - positives} more ${words.positive}` : '',
    negatives < MINIMUM ? `${MINIMUM - negatives} more ${words.negative}` : '',
  ].filter((part) => part !== '')
  const missing = Math.max(MINIMUM - positives, MINIMUM - negatives)
  const where = timesUsable ? ` created and closed in the last ${config.windowMonths} months` : ''
  const found = `A model needs ${MINIMUM} ${words.positive} and ${MINIMUM} ${words.negative} ${words.records}${where}; there are ${positives} and ${negatives}, so ${lacking.join(' and ')} ${plural(missing, 'is', 'are')} needed.`
  const larger = timesUsable ? WINDOWS.find((months) => months > config.windowMonths && enough(count(months))) : undefined
  const remedy = `${config.filter.length > 0 ? 'remove a condition of the filter, or ' : ''}close or import more records first.`
  const advice = larger !== undefined ? `A window of ${larger} months has enough.` : timesUsable ? `No longer window has enough either: ${remedy}` : `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`
  throw new Problem('NOT_ENOUGH_DATA', `${found} ${advice}`, 'windowMonths')
}

/** Whether there is enough of either outcome to learn from. */
export function hasEnough(db: ReadDb, entity: ScoredEntity, config: ModelConfig, { now, timeZone }: Caller): boolean {
  return enough(trainingSamples(db, entity, { ...config, now, timeZone }))
}

function enough({ positives, negatives }: { positives: number; negatives: number }): boolean {
  return positives >= MINIMUM && negatives >= MINIMUM
}
