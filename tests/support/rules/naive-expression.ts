import type { Expression, RuleOperator, RuleValue } from '#shared/domain/rules/tree'
import { dayStart, localDay, nextDay, shiftTime } from './local-time.ts'
import { columnOf, rowsOf, type Row, type World } from './world.ts'

export interface Moment {
  /** UTC milliseconds. */
  readonly now: number
  readonly zone: string
}

const fold = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Whether the expression holds for the row, one value at a time. */
export function expressionHolds(world: World, table: string, row: Row, expression: Expression, moment: Moment): boolean {
  let at: Row | undefined = row
  let place = table
  for (const lookup of expression.lookups) {
    const column = columnOf(world, place, lookup)
    const target: string = column.lookupTable ?? ''
    const id: string | number | null | undefined = at?.[lookup]
    at = rowsOf(world, target).find((entry) => entry.id === id)
    place = target
  }
  const column = columnOf(world, place, expression.column)
  const stored = at?.[expression.column] ?? null
  const value = stored === '' && (column.type === 'text' || column.type === 'option') ? null : stored
  const { operator, values } = expression
  if (operator === 'empty') return value === null
  if (operator === 'filled') return value !== null
  if (value === null) return operator === 'not_equals' || operator === 'not_in' || operator === 'not_contains'
  switch (column.type) {
    case 'text':
    case 'option':
      return holds(TEXT, operator, fold(String(value)), values.map((entry) => fold(String(entry))), '')
    case 'boolean':
      return operator === 'equals' ? (value === 1) === values[0] : (value === 1) !== values[0]
    case 'integer':
    case 'number':
    case 'decimal':
      return holds(NUMBER, operator, Number(value), values.map((entry) => scaled(entry, column.type === 'decimal' ? column.scale : 0)), Number.NaN)
    case 'date':
      return dayHolds(String(value), expression, moment)
    case 'datetime':
      return timeHolds(Number(value), expression, moment)
    case 'lookup':
      throw new Error(`${operator} does not fit a lookup`)
  }
}

type Test<Value> = Readonly<Partial<Record<RuleOperator, (value: Value, first: Value, second: Value, all: readonly Value[]) => boolean>>>

function holds<Value>(tests: Test<Value>, operator: RuleOperator, value: Value, values: readonly Value[], fallback: Value): boolean {
  const test = tests[operator]
  if (test === undefined) throw new Error(`${operator} does not fit this column`)
  return test(value, values[0] ?? fallback, values[1] ?? fallback, values)
}

const TEXT: Test<string> = {
  equals: (value, first) => value === first,
  not_equals: (value, first) => value !== first,
  in: (value, _first, _second, all) => all.includes(value),
  not_in: (value, _first, _second, all) => !all.includes(value),
  contains: (value, first) => value.includes(first),
  not_contains: (value, first) => !value.includes(first),
  begins: (value, first) => value.startsWith(first),
  ends: (value, first) => value.endsWith(first),
}

const NUMBER: Test<number> = {
  equals: (value, first) => value === first,
  not_equals: (value, first) => value !== first,
  in: (value, _first, _second, all) => all.includes(value),
  not_in: (value, _first, _second, all) => !all.includes(value),
  gt: (value, first) => value > first,
  ge: (value, first) => value >= first,
  lt: (value, first) => value < first,
  le: (value, first) => value <= first,
  between: (value, first, second) => value >= first && value <= second,
}

/** The comparisons of times and days, each against the same edges; a day compares as text. */
interface Edges<Value> {
  readonly dayOf: (value: Value) => string
  /** Before, and after, the whole of a day. */
  readonly before: (value: Value, day: string) => boolean
  readonly after: (value: Value, day: string) => boolean
  /** `count` units away from now, earlier where negative. */
  readonly away: (count: number) => Value
  readonly now: Value
}

function calendarHolds<Value>(value: Value, { operator, values }: Expression, edges: Edges<Value>): boolean {
  const [first = '', second = ''] = values.map(String)
  const count = Number(first)
  const tests: Partial<Record<RuleOperator, () => boolean>> = {
    on: () => edges.dayOf(value) === first,
    before: () => edges.before(value, first),
    after: () => edges.after(value, first),
    between: () => !edges.before(value, first) && !edges.after(value, second),
    in_last: () => value >= edges.away(-count) && value <= edges.now,
    in_next: () => value >= edges.now && value <= edges.away(count),
    older_than: () => value < edges.away(-count),
  }
  const test = tests[operator]
  if (test === undefined) throw new Error(`${operator} does not fit a date`)
  return test()
}

function timeHolds(time: number, expression: Expression, { now, zone }: Moment): boolean {
  return calendarHolds(time, expression, {
    dayOf: (value) => localDay(value, zone),
    before: (value, day) => value < dayStart(day, zone),
    after: (value, day) => value >= dayStart(nextDay(day), zone),
    away: (count) => shiftTime(now, count, expression.unit ?? 'day', zone),
    now,
  })
}

function dayHolds(date: string, expression: Expression, { now, zone }: Moment): boolean {
  return calendarHolds(date, expression, {
    dayOf: (value) => value,
    before: (value, day) => value < day,
    after: (value, day) => value > day,
    away: (count) => localDay(shiftTime(now, count, expression.unit ?? 'day', zone), zone),
    now: localDay(now, zone),
  })
}

function scaled(value: RuleValue, scale: number): number {
  const times = Number(value) * 10 ** scale
  return Math.abs(times - Math.round(times)) < 1e-6 ? Math.round(times) : times
}
