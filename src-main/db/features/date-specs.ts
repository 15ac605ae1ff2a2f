import type { ScoredEntity } from '#shared/domain/catalog/types'
import { CALENDAR_PARTS } from '#shared/domain/predictive/calendar-parts'
import { betweenLabel, partLabel } from '#shared/domain/predictive/calendar-words'
import type { ReadDb, SqlValue } from '../handles.ts'
import type { AttributeSource, AttributeSpec, DateColumn } from './attribute-spec.ts'
import { catalogColumns, type ColumnFacts } from './catalog-columns.ts'
import { daysBetween } from './date-values.ts'
import { SNAPSHOT_WARNING } from './judge-column.ts'
import { readColumns } from './read-columns.ts'

/** Pairs of dates that one kind of record can have attributes of, those that are filled together most often. */
const MOST_PAIRS = 20
/** Records, and share of those looked at, that must hold both dates. */
const FEWEST_BOTH = 20
const LEAST_BOTH = 0.1
/** Dates that are the same day in so many of the records that hold both are one date written twice. */
const SAME_DAY = 0.95

interface Held {
  readonly facts: ColumnFacts
  readonly date: DateColumn
  /** Present values of the records looked at. */
  readonly values: readonly SqlValue[]
}

/**
 * Attributes that are worked out of the record's own dates: weekday and month of each, and the days between two that are often
 * filled together. None of them is chosen yet; `judgeDates` decides. `ids` are the records looked at.
 */
export function dateSpecs(db: ReadDb, entity: ScoredEntity, ids: Float64Array, timeZone: string): AttributeSpec[] {
  const dates = heldDates(db, entity, ids, timeZone)
  const parts = dates.flatMap(({ facts, date }) =>
    CALENDAR_PARTS.map((part) => spec([facts], `${entity}.${facts.name}.${part}`, partLabel(facts.label, part), 'category', { type: 'date_part', table: entity, timeZone, part, ...date })),
  )
  return [...parts, ...pairsOf(dates, ids.length, timeZone).map(({ columns, source, name }) => spec(columns, name, betweenLabel(columns[0].label, columns[1].label), 'numeric', source))]
}

function spec(columns: readonly ColumnFacts[], name: string, label: string, kind: AttributeSpec['kind'], source: AttributeSpec['source']): AttributeSpec {
  const known = (['snapshot', 'history'] as const).find((when) => columns.some(({ knownWhen }) => knownWhen === when)) ?? 'creation'
  return {
    name, label, origin: 'intelligent', kind, knownWhen: known, vouched: columns.every(({ builtIn }) => builtIn), needsTime: false,
    usable: true, chosen: false, reason: known === 'snapshot' ? SNAPSHOT_WARNING : '', source,
  }
}

/** The record's dates that a model may learn from, with some of their values; of dates that are written twice the earlier column, creation first. */
function heldDates(db: ReadDb, entity: ScoredEntity, ids: Float64Array, timeZone: string): Held[] {
  const columns = catalogColumns(db, entity).filter(({ type, knownWhen, personal }) => (type === 'date' || type === 'datetime') && knownWhen !== 'after_outcome' && !personal)
  const values = readColumns(db, entity, columns.map(({ name }) => ({ name, historied: false })), ids, ids)
  const held = columns.flatMap((facts, index): Held[] => {
    const own = values[index] ?? []
    const date = { column: facts.name, reading: facts.type === 'date' ? 'date' : 'datetime', historied: facts.knownWhen === 'history' } as const
    return own.some((value) => value !== null) ? [{ facts, date, values: own }] : []
  })
  const isCreation = ({ facts }: Held): boolean => facts.builtIn && facts.name === 'created_at'
  const kept: Held[] = []
  for (const date of [...held.filter(isCreation), ...held.filter((other) => !isCreation(other))]) if (!kept.some((before) => isSame(before, date, timeZone))) kept.push(date)
  return kept
}

function between(one: Held, other: Held, timeZone: string): { readonly days: number[]; readonly source: Extract<AttributeSource, { type: 'days_between' }> } {
  const source = { type: 'days_between', table: one.facts.table, timeZone, from: one.date, to: other.date } as const
  return { source, days: one.values.map((value, row) => daysBetween(value, other.values[row], source)).filter((length) => !Number.isNaN(length)) }
}

function isSame(one: Held, other: Held, timeZone: string): boolean {
  const { days } = between(one, other, timeZone)
  return days.length >= FEWEST_BOTH && days.filter((length) => Math.abs(length) < 1).length >= SAME_DAY * days.length
}

interface Pair {
  readonly columns: readonly [ColumnFacts, ColumnFacts]
  readonly source: Extract<AttributeSource, { type: 'days_between' }>
  /** By the columns' order here, so that it stays whichever date comes first in the records. */
  readonly name: string
  readonly both: number
}

function pairsOf(dates: readonly Held[], records: number, timeZone: string): Pair[] {
  const pairs = dates.flatMap((one, at) => dates.slice(at + 1).flatMap((other) => pairOf(one, other, records, timeZone)))
  return pairs.toSorted((one, other) => other.both - one.both || (one.name < other.name ? -1 : 1)).slice(0, MOST_PAIRS)
}

/** The pair in the direction in which most of its days count upwards; none where too few records hold both. */
function pairOf(one: Held, other: Held, records: number, timeZone: string): Pair[] {
  const { days, source } = between(one, other, timeZone)
  if (days.length < FEWEST_BOTH || days.length < LEAST_BOTH * records) return []
  const common = { name: `${one.facts.table}.${one.facts.name}.days_to.${other.facts.name}`, both: days.length }
  const isForward = 2 * days.filter((length) => length >= 0).length >= days.length
  return [isForward ? { ...common, columns: [one.facts, other.facts], source } : { ...common, columns: [other.facts, one.facts], source: { ...source, from: other.date, to: one.date } }]
}
