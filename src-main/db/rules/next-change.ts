import { sql } from 'kysely'
import type { DateRange, Decay, Expression, TimeUnit } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import { fixedLength, monthSpan, NEVER, STEPS, type EdgeSteps } from './clock.ts'
import { expressionSql, reachedColumn, relativeSpan, type Place } from './expression-sql.ts'
import { moment, NOW, whole } from './statement.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Local midnight lies at most 14 hours before and 12 hours after that of UTC. */
const EAST = 14 * HOUR
/** Arguments of one minimum; SQLite takes at most a thousand. */
const MOST_MOMENTS = 400

/** The earliest of the moments, NULL for none; each may be NULL. */
export function earliest(moments: readonly Sql[]): Sql {
  const [first, ...rest] = moments
  if (first === undefined) return sql`NULL`
  if (rest.length === 0) return first
  if (moments.length > MOST_MOMENTS) return earliest(Array.from({ length: Math.ceil(moments.length / MOST_MOMENTS) }, (_unused, index) => earliest(moments.slice(index * MOST_MOMENTS, (index + 1) * MOST_MOMENTS))))
  const never = whole(NEVER)
  return sql`nullif(min(${sql.join(moments.map((entry) => sql`coalesce(${entry}, ${never})`))}), ${never})`
}

const edgeOf = (count: number, unit: TimeUnit, of: (steps: EdgeSteps) => number): Sql => moment((clock) => of(clock.edgeSteps(count, unit)))

/** The latest of the known points ahead until which the edge has not passed the value, or at once. */
function stepsAhead(value: Sql, count: number, unit: TimeUnit, has: (value: Sql, furthest: Sql) => Sql): Sql {
  const cases = Array.from({ length: STEPS }, (_unused, index) => STEPS - 1 - index).map((index) => {
    const furthest = edgeOf(count, unit, ({ steps }) => steps[index]?.furthest ?? NEVER)
    const at = edgeOf(count, unit, ({ steps }) => steps[index]?.at ?? 0)
    return sql`WHEN ${has(value, furthest)} THEN ${at}`
  })
  return sql`CASE ${sql.join(cases, sql` `)} ELSE ${NOW} + 1 END`
}

/** When a moment that lies after the start of the last so many units will be before it; never later than that. */
function leavesLast(value: Sql, count: number, unit: TimeUnit): Sql {
  const length = fixedLength(count, unit)
  if (length !== null) return sql`${value} + ${whole(length + 1)}`
  const ahead = stepsAhead(value, -count, unit, (at, furthest) => sql`${at} >= ${furthest}`)
  return sql`max(${value} + ${whole(monthSpan(count, unit).least)}, ${ahead})`
}

/** When a moment that lies after the end of the next so many units will be within them; never later than that. */
function entersNext(value: Sql, count: number, unit: TimeUnit): Sql {
  const length = fixedLength(count, unit)
  if (length !== null) return sql`${value} - ${whole(length)}`
  const ahead = stepsAhead(value, count, unit, (at, furthest) => sql`${at} > ${furthest}`)
  return sql`max(${value} - ${whole(monthSpan(count, unit).most)}, ${ahead})`
}

/** The cases of a moment against the start of the last so many units, where that may be passed or fall back. */
function lastCases(value: Sql, count: number, unit: TimeUnit): Sql {
  const within = sql`WHEN ${value} >= ${moment((clock) => clock.shifted(-count, unit))} THEN ${leavesLast(value, count, unit)}`
  if (fixedLength(count, unit) !== null) return within
  return sql`${within} WHEN ${value} >= ${edgeOf(-count, unit, ({ lowest }) => lowest)} THEN ${edgeOf(-count, unit, ({ backAt }) => backAt)}`
}

/** When a row of this time will enter or leave the range, or become visible; NULL for never. */
export function rangeNext(time: Sql, ranges: readonly DateRange[]): Sql[] {
  const last = ranges.flatMap((range) => (range.kind === 'last' ? [range] : []))
  const fixed = last
    .map(({ count, unit }) => ({ count, unit, length: fixedLength(count, unit) }))
    .flatMap(({ length, ...range }) => (length === null ? [] : [{ ...range, length }]))
    .sort((one, other) => one.length - other.length)
  const months = last.filter(({ count, unit }) => fixedLength(count, unit) === null)
  // Of nested ranges a row leaves the shortest that it is in first, so that one pass of comparisons finds it.
  const cases = fixed.map(({ count, unit }) => lastCases(time, count, unit))
  return [
    sql`CASE WHEN ${time} > ${NOW} THEN ${time} ${sql.join(cases, sql` `)} END`,
    ...months.map(({ count, unit }) => sql`CASE WHEN ${time} > ${NOW} THEN NULL ${lastCases(time, count, unit)} END`),
  ]
}

/** Length of a decay's step in milliseconds. */
export function decayStep({ days }: Decay): number {
  return Math.max(1, Math.round(days * DAY))
}

/** When the points for a row of this time fade next. */
export function decayNext(time: Sql, decay: Decay): Sql {
  const step = whole(decayStep(decay))
  return sql`${time} + ((${NOW} - ${time}) / ${step} + 1) * ${step}`
}

export function isRelative({ operator }: Expression): boolean {
  return operator === 'in_last' || operator === 'in_next' || operator === 'older_than'
}

/** When the expression may hold otherwise for the row although nothing in it changed; NULL for never, and null for expressions that never do. */
export function expressionNext(place: Place, expression: Expression): Sql | null {
  if (!isRelative(expression)) return null
  // Throws where the expression is broken.
  expressionSql(place, expression)
  const { value, column } = reachedColumn(place, expression)
  const { count, unit } = relativeSpan(expression)
  return column.type === 'date' ? dayNext(value, expression.operator, count, unit) : momentNext(value, expression.operator, count, unit)
}

function momentNext(value: Sql, operator: Expression['operator'], count: number, unit: TimeUnit): Sql {
  if (operator === 'in_last') return sql`CASE WHEN ${value} > ${NOW} THEN ${value} ${lastCases(value, count, unit)} END`
  if (operator === 'older_than') return sql`CASE ${lastCases(value, count, unit)} END`
  const end = moment((clock) => clock.shifted(count, unit))
  const leaves = sql`${value} + 1`
  // The end of the next months falls back too where several days of a month's end meet on one.
  const within = fixedLength(count, unit) !== null ? leaves : sql`CASE WHEN ${value} >= ${edgeOf(count, unit, ({ lowest }) => lowest)} THEN min(${leaves}, ${edgeOf(count, unit, ({ backAt }) => backAt)}) ELSE ${leaves} END`
  return sql`CASE WHEN ${value} < ${NOW} THEN NULL WHEN ${value} <= ${end} THEN ${within} ELSE ${entersNext(value, count, unit)} END`
}

/** A day changes sides at a local midnight, which the clock knows, and not before the earliest midnight of any zone. */
function dayNext(value: Sql, operator: Expression['operator'], count: number, unit: TimeUnit): Sql {
  const sign = operator === 'in_next' ? 1 : -1
  const today = moment((clock) => clock.dayTurn(0, 'day'))
  const turn = moment((clock) => clock.dayTurn(sign * count, unit))
  const day = moment((clock) => Date.parse(`${clock.shiftedDay(0, 'day')}T00:00:00Z`))
  const edge = moment((clock) => Date.parse(`${clock.shiftedDay(sign * count, unit)}T00:00:00Z`))
  const midnight = sql`unixepoch(${value}) * 1000`
  const { least, most } = spanOf(count, unit)
  const leavesEdge = sql`max(${turn}, ${midnight} + ${whole(DAY - EAST + least)})`
  if (operator === 'in_last') return sql`CASE WHEN ${midnight} > ${day} THEN max(${today}, ${midnight} - ${whole(EAST)}) WHEN ${midnight} >= ${edge} THEN ${leavesEdge} END`
  if (operator === 'older_than') return sql`CASE WHEN ${midnight} >= ${edge} THEN ${leavesEdge} END`
  return sql`CASE WHEN ${midnight} < ${day} THEN NULL WHEN ${midnight} <= ${edge} THEN max(${today}, ${midnight} + ${whole(DAY - EAST)}) ELSE max(${turn}, ${midnight} - ${whole(EAST + most)}) END`
}

function spanOf(count: number, unit: TimeUnit): { readonly least: number; readonly most: number } {
  const length = fixedLength(count, unit)
  return length === null ? monthSpan(count, unit) : { least: length, most: length }
}
