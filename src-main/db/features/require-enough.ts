import { sql } from 'kysely'
import { WINDOWS, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { filterSize } from '#shared/domain/rules/record-filter'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { countRows, firstRow } from '../queries/filters-sql.ts'
import { monthsBefore } from './calendar.ts'
import { closingTimes } from './closing-times.ts'
import { MINIMUM, OUTCOMES } from './outcomes.ts'
import { populationOf, type Population } from './population.ts'
import { closedSql } from './training-samples.ts'

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
  if (hasEnough(db, entity, config, { now, timeZone })) return
  const timesUsable = closingTimes(db, population).usable
  const count = (windowMonths: number): Counts => countClosed(db, population, timesUsable ? { now, since: monthsBefore(now, windowMonths, timeZone) } : null)
  const { positives, negatives } = count(config.windowMonths)
  const lacking = [
    positives < MINIMUM ? `${MINIMUM - positives} more ${words.positive}` : '',
    negatives < MINIMUM ? `${MINIMUM - negatives} more ${words.negative}` : '',
  ].filter((part) => part !== '')
  const missing = Math.max(MINIMUM - positives, MINIMUM - negatives)
  const where = timesUsable ? ` created and closed in the last ${config.windowMonths} months` : ''
  const found = `A model needs ${MINIMUM} ${words.positive} and ${MINIMUM} ${words.negative} ${words.records}${where}; there are ${positives} and ${negatives}, so ${lacking.join(' and ')} ${plural(missing, 'is', 'are')} needed.`
  const larger = timesUsable ? WINDOWS.find((months) => months > config.windowMonths && enough(count(months))) : undefined
  const remedy = `${filterSize(config.filter) > 0 ? 'remove a condition of the filter, or ' : ''}close or import more records first.`
  const advice = larger !== undefined ? `A window of ${larger} months has enough.` : timesUsable ? `No longer window has enough either: ${remedy}` : `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`
  throw new Problem('NOT_ENOUGH_DATA', `${found} ${advice}`, 'windowMonths')
}

/** Whether there is enough of either outcome to learn from. Looks no further than the minimum where the window has it. */
export function hasEnough(db: ReadDb, entity: ScoredEntity, config: ModelConfig, { now, timeZone }: Caller): boolean {
  const population = populationOf(db, entity, config)
  const window = { now, since: monthsBefore(now, config.windowMonths, timeZone) }
  // Records of the window count whether or not all closing times turn out to be usable; only without enough of them must that be known.
  if (reaches(db, population, window)) return true
  return !closingTimes(db, population).usable && reaches(db, population, null)
}

interface Counts {
  readonly positives: number
  readonly negatives: number
}

type Window = Parameters<typeof closedSql>[1]

function countClosed(db: ReadDb, population: Population, window: Window): Counts {
  const row = firstRow<{ n: number; positives: number | null }>(db, sql`SELECT count(*) AS n, sum(c.outcome = 1) AS positives FROM ${closedSql(population, window)}`)
  const positives = row?.positives ?? 0
  return { positives, negatives: (row?.n ?? 0) - positives }
}

function reaches(db: ReadDb, population: Population, window: Window): boolean {
  return [1, 0].every((outcome) => countRows(db, sql`SELECT count(*) AS n FROM (SELECT 1 FROM ${closedSql(population, window)} AND c.outcome = ${outcome} LIMIT ${sql.lit(MINIMUM)})`) === MINIMUM)
}

function enough({ positives, negatives }: Counts): boolean {
  return positives >= MINIMUM && negatives >= MINIMUM
}
