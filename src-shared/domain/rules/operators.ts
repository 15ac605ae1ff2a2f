import { assertNever } from '#shared/lib/assert'
import type { ColumnType } from '../catalog/types.ts'
import type { RuleOperator } from './tree.ts'

const WORDS: readonly RuleOperator[] = ['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'begins', 'ends', 'empty', 'filled']
const NUMBERS: readonly RuleOperator[] = ['equals', 'not_equals', 'in', 'not_in', 'gt', 'ge', 'lt', 'le', 'between', 'empty', 'filled']
const YES_NO: readonly RuleOperator[] = ['equals', 'not_equals', 'empty', 'filled']
const DATES: readonly RuleOperator[] = ['on', 'before', 'after', 'between', 'in_last', 'in_next', 'older_than', 'empty', 'filled']
const LOOKUPS: readonly RuleOperator[] = ['empty', 'filled']

/** The operators that fit a column of the type, the commonest first. */
export function operatorsOf(type: ColumnType): readonly RuleOperator[] {
  switch (type) {
    case 'text':
    case 'option':
      return WORDS
    case 'integer':
    case 'decimal':
    case 'number':
      return NUMBERS
    case 'boolean':
      return YES_NO
    case 'date':
    case 'datetime':
      return DATES
    case 'lookup':
      return LOOKUPS
    default:
      return assertNever(type)
  }
}

const LABELS: Readonly<Record<RuleOperator, string>> = {
  equals: 'equals', not_equals: 'does not equal', in: 'is one of', not_in: 'is none of', contains: 'contains', not_contains: 'does not contain',
  begins: 'begins with', ends: 'ends with', gt: 'is more than', ge: 'is at least', lt: 'is less than', le: 'is at most', between: 'is between',
  empty: 'is empty', filled: 'is filled', on: 'is on', before: 'is before', after: 'is after', in_last: 'is in the last', in_next: 'is in the next', older_than: 'is older than',
}

/** How an operator reads between a column and its value; the text form uses the same words. */
export function operatorLabel(operator: RuleOperator): string {
  return LABELS[operator]
}

/** How many values an operator takes. */
export function valuesOf(operator: RuleOperator): 'none' | 'one' | 'two' | 'many' {
  switch (operator) {
    case 'empty':
    case 'filled':
      return 'none'
    case 'between':
      return 'two'
    case 'in':
    case 'not_in':
      return 'many'
    case 'equals':
    case 'not_equals':
    case 'contains':
    case 'not_contains':
    case 'begins':
    case 'ends':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    case 'on':
    case 'before':
    case 'after':
    case 'in_last':
    case 'in_next':
    case 'older_than':
      return 'one'
    default:
      return assertNever(operator)
  }
}

/** Whether the operator's value is a whole number of some unit of time. */
export function takesUnit(operator: RuleOperator): boolean {
  return operator === 'in_last' || operator === 'in_next' || operator === 'older_than'
}
