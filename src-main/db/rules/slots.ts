import { sql } from 'kysely'
import type { DateRange } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import { fixedLength } from './clock.ts'
import { moment, NOW } from './statement.ts'

/** A count of interactions that asks for their type and time only. */
export interface PlainCount {
  /** null: of any type. */
  readonly type: string | null
  readonly range: DateRange
}

/** Counts of up to this many rows of a subject stand four in one whole number of 63 bits. */
const FIELD_BITS = 15
const FIELDS = 4
const MOST_ROWS = 2 ** FIELD_BITS - 1

/**
 * A numbering of rows by which a pass answers many plain counts at once. A type's ranges that end now lie within each other, so
 * that the shortest that a row is in, with its type, tells all counts that the row belongs to: the row's slot. A sum for each
 * four counts then takes the place of a comparison for each count, which halves the time of a pass over many types.
 */
export interface Slots {
  /** Slot of the row `h` by its type and time; NULL for rows that none of the counts has. */
  readonly slot: Sql
  /** Sums over the column `@slot` that hold the counts; NULL for a subject with more rows than they have room for. */
  readonly words: readonly { readonly name: string; readonly value: Sql }[]
  /** Whether the slot tells which rows belong to the count. */
  has(count: PlainCount): boolean
  /** Whether the row of this `@slot` belongs to the count. */
  holds(count: PlainCount): Sql
  /** The count out of the words; `exact` counts where they had no room. */
  unpacked(count: PlainCount, exact: Sql): Sql
}

interface Field {
  readonly type: string
  /** Milliseconds up to now; Infinity for a lifetime. */
  readonly length: number
  readonly edge: Sql | null
}

/** Slots for those of the counts that have a type and a range which ends now and never changes its length; null for none. */
export function slotsOf(counts: readonly PlainCount[]): Slots | null {
  const byKey = new Map<string, Field>()
  for (const count of counts) {
    const field = fieldOf(count)
    if (field !== null && !byKey.has(keyOf(field))) byKey.set(keyOf(field), field)
  }
  const byType = Map.groupBy([...byKey.values()], ({ type }) => type)
  const fields = [...byType.values()].flatMap((group) => group.toSorted((one, other) => one.length - other.length))
  if (fields.length === 0) return null
  const places = new Map(fields.map((field, index) => [keyOf(field), index]))
  const placeOf = (count: PlainCount): number => {
    const field = fieldOf(count)
    const place = field === null ? undefined : places.get(keyOf(field))
    if (place === undefined) throw new Error('A count without a slot')
    return place
  }
  /** First slot of the field's type. */
  const firstOf = (place: number): number => fields.findIndex(({ type }) => type === fields[place]?.type)
  return {
    slot: slotSql(fields),
    words: Array.from({ length: Math.ceil(fields.length / FIELDS) }, (_unused, word) => ({ name: wordName(word), value: wordSql(fields, word, firstOf) })),
    has: (count) => {
      const field = fieldOf(count)
      return field !== null && places.has(keyOf(field))
    },
    holds: (count) => {
      const place = placeOf(count)
      return betweenSql(firstOf(place), place)
    },
    unpacked: (count, exact) => {
      const place = placeOf(count)
      return sql`coalesce(${sql.id(wordName(Math.floor(place / FIELDS)))} >> ${digits((place % FIELDS) * FIELD_BITS)} & ${digits(MOST_ROWS)}, ${exact})`
    },
  }
}

/** Numbers stand in the text: SQLite sees two sums as the same one only where no parameter tells them apart. */
const digits = (value: number): Sql => sql.raw(String(value))

const wordName = (word: number): string => `@w${word}`
const keyOf = ({ type, length }: Field): string => `${length} ${type}`

function fieldOf({ type, range }: PlainCount): Field | null {
  if (type === null || range.kind === 'between') return null
  if (range.kind === 'lifetime') return { type, length: Number.POSITIVE_INFINITY, edge: null }
  const { count, unit } = range
  const length = fixedLength(count, unit)
  return length === null ? null : { type, length, edge: moment((clock) => clock.shifted(-count, unit)) }
}

/** Fields of a type stand together from the shortest range on; their places are the slots. */
function slotSql(fields: readonly Field[]): Sql {
  const types = [...Map.groupBy(fields.map((field, slot) => ({ ...field, slot })), ({ type }) => type)]
  const cases = types.map(([type, group]) => {
    const ranges = group.map(({ edge, slot }) => (edge === null ? sql`ELSE ${digits(slot)}` : sql`WHEN h.occurred_at >= ${edge} THEN ${digits(slot)}`))
    return sql`WHEN ${type} THEN CASE WHEN h.occurred_at > ${NOW} THEN NULL ${sql.join(ranges, sql` `)} END`
  })
  return sql`CASE h.type ${sql.join(cases, sql` `)} END`
}

/** A row of a slot adds one to its own count and to those of the longer ranges of its type. */
function wordSql(fields: readonly Field[], word: number, firstOf: (place: number) => number): Sql {
  const [from, to] = [word * FIELDS, Math.min(fields.length, (word + 1) * FIELDS) - 1]
  const first = firstOf(from)
  const cases: Sql[] = []
  for (let slot = first; slot <= to; slot += 1) {
    let added = 0n
    for (let place = Math.max(slot, from); place <= to; place += 1) {
      if (fields[place]?.type === fields[slot]?.type) added += 1n << BigInt((place - from) * FIELD_BITS)
    }
    cases.push(sql`WHEN ${digits(slot)} THEN ${sql.raw(String(added))}`)
  }
  return sql`CASE WHEN count(*) <= ${digits(MOST_ROWS)} THEN coalesce(sum(CASE "@slot" ${sql.join(cases, sql` `)} END) FILTER (WHERE ${betweenSql(first, to)}), 0) END`
}

function betweenSql(from: number, to: number): Sql {
  return from === to ? sql`"@slot" = ${digits(from)}` : sql`"@slot" BETWEEN ${digits(from)} AND ${digits(to)}`
}
