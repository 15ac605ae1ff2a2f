import type { ColumnType } from '../catalog/types.ts'
import { atMostAsLong } from './spans.ts'
import type { Expression, RuleOperator, RuleValue } from './tree.ts'

/** Comparisons ignore the case of ASCII letters only. */
const lower = (value: RuleValue | undefined): string => String(value ?? '').replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase())

/**
 * Whether some value of one column passes all the comparisons. It errs on the side of yes: what it refuses is truly impossible.
 * The comparisons must be valid for the column's type.
 */
export function satisfiable(type: ColumnType, expressions: readonly Expression[]): boolean {
  const by = (...operators: RuleOperator[]): readonly Expression[] => expressions.filter((expression) => operators.includes(expression.operator))
  const demanding = expressions.filter(({ operator }) => operator !== 'empty' && operator !== 'not_equals' && operator !== 'not_in' && operator !== 'not_contains')
  if (by('empty').length > 0) return demanding.length === 0
  if (demanding.length === 0) return true
  if (type === 'boolean' && [true, false].every((value) => by('not_equals').some((expression) => expression.values[0] === value))) return false
  const sets = by('equals', 'in').map((expression) => expression.values)
  const first = sets[0]
  if (first !== undefined) return first.some((value) => expressions.every((expression) => passes(value, expression)))
  return interval(type, expressions) && spans(expressions) && pieces(expressions)
}

/** Whether a definite value passes a comparison that needs no clock. */
function passes(value: RuleValue, { operator, values }: Expression): boolean {
  const [one, two] = values
  const text = lower(value)
  switch (operator) {
    case 'equals':
    case 'in': return values.some((known) => lower(known) === text)
    case 'not_equals':
    case 'not_in': return !values.some((known) => lower(known) === text)
    case 'contains': return text.includes(lower(one))
    case 'not_contains': return !text.includes(lower(one))
    case 'begins': return text.startsWith(lower(one))
    case 'ends': return text.endsWith(lower(one))
    case 'gt': return value > (one ?? value)
    case 'ge': return value >= (one ?? value)
    case 'lt': return value < (one ?? value)
    case 'le': return value <= (one ?? value)
    case 'between': return value >= (one ?? value) && value <= (two ?? value)
    case 'empty': return false
    case 'filled':
    case 'on':
    case 'before':
    case 'after':
    case 'in_last':
    case 'in_next':
    case 'older_than': return true
  }
}

interface Bound {
  readonly value: RuleValue
  readonly open: boolean
}

/** Numbers and days: whether the bounds leave room. */
function interval(type: ColumnType, expressions: readonly Expression[]): boolean {
  let least: Bound | null = null
  let most: Bound | null = null
  const whole = type === 'integer'
  const atLeast = (value: RuleValue | undefined, open: boolean): void => {
    if (value === undefined) return
    const bound = whole && open && typeof value === 'number' ? { value: Math.floor(value) + 1, open: false } : { value, open }
    if (least === null || bound.value > least.value || (bound.value === least.value && open)) least = bound
  }
  const atMost = (value: RuleValue | undefined, open: boolean): void => {
    if (value === undefined) return
    const bound = whole && open && typeof value === 'number' ? { value: Math.ceil(value) - 1, open: false } : { value, open }
    if (most === null || bound.value < most.value || (bound.value === most.value && open)) most = bound
  }
  for (const { operator, values } of expressions) {
    const [one, two] = values
    if (operator === 'gt' || operator === 'after') atLeast(one, true)
    if (operator === 'ge' || operator === 'between' || operator === 'on') atLeast(one, false)
    if (operator === 'lt' || operator === 'before') atMost(one, true)
    if (operator === 'le' || operator === 'on') atMost(one, false)
    if (operator === 'between') atMost(two, false)
  }
  return roomBetween(least, most)
}

function roomBetween(least: Bound | null, most: Bound | null): boolean {
  if (least === null || most === null) return true
  if (least.value === most.value) return !least.open && !most.open
  if (typeof least.value === 'string' && typeof most.value === 'string' && least.open && most.open) return daysBetween(least.value, most.value) > 1
  return least.value < most.value
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

/** Times relative to now: within the last n and yet older than that, or still to come and yet past. */
function spans(expressions: readonly Expression[]): boolean {
  const older = expressions.filter((expression) => expression.operator === 'older_than')
  return older.every(({ values: [least], unit }) =>
    expressions.every((other) => {
      if (other.operator === 'in_next') return false
      const [most] = other.values
      if (other.operator !== 'in_last' || typeof least !== 'number' || typeof most !== 'number' || unit === null || other.unit === null) return true
      return !atMostAsLong(most, other.unit, least, unit)
    }),
  )
}

/** Beginnings and ends that exclude each other, and parts that are both asked for and excluded. */
function pieces(expressions: readonly Expression[]): boolean {
  const texts = (...operators: RuleOperator[]): readonly string[] => expressions.filter((expression) => operators.includes(expression.operator)).map((expression) => lower(expression.values[0]))
  const begins = texts('begins')
  const ends = texts('ends')
  const required = texts('begins', 'ends', 'contains')
  return (
    begins.every((one) => begins.every((other) => one.startsWith(other) || other.startsWith(one))) &&
    ends.every((one) => ends.every((other) => one.endsWith(other) || other.endsWith(one))) &&
    texts('not_contains').every((excluded) => required.every((part) => !part.includes(excluded)))
  )
}
