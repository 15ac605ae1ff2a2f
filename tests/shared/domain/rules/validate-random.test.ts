import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { satisfiable } from '#shared/domain/rules/satisfiable'
import type { Expression, RuleOperator, RuleValue } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { catalogs, models } from './made-models.ts'

/** Codes that a model can earn although every part of it fits the catalog. */
const OF_MEANING = new Set([
  'impossible', 'never_fires', 'no_groups', 'no_conditions', 'no_action', 'empty_branch', 'always_true', 'repeated_condition', 'missing_value', 'repeated_value', 'unknown_option', 'too_fine', 'cap_below_points', 'cap_without_each', 'decay_without_each',
  'grade_gap', 'grade_overlap', 'grade_order', 'grade_reversed', 'missing_name', 'repeated_name', 'unreachable_grade', 'no_grade', 'unreachable_ready', 'always_ready', 'unknown_unit', 'no_effect', 'repeated_id',
])

test('random models that fit the catalog are faulted for their meaning only, never for their parts', () => {
  fc.assert(
    fc.property(catalogs.chain((known) => fc.record({ known: fc.constant(known), model: models(known) })), ({ known, model }) => {
      for (const problem of validateRules(model, known)) {
        expect(OF_MEANING.has(problem.code), `${problem.code}: ${problem.sentence}`).toBe(true)
        expect(problem.sentence).toMatch(/\.$|…$/u)
      }
    }),
    { numRuns: 300 },
  )
})

const lower = (value: RuleValue): string => String(value).replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase())

/** The meaning of the operators for one value, written from the specification. */
function passes(value: RuleValue | null, { operator, values }: Expression): boolean {
  const member = value !== null && values.some((one) => lower(one) === lower(value))
  const [one = '', two = ''] = values
  switch (operator) {
    case 'empty': return value === null
    case 'filled': return value !== null
    case 'equals': case 'in': case 'on': return member
    case 'not_equals': case 'not_in': return !member
    case 'not_contains': return value === null || !lower(value).includes(lower(one))
    case 'contains': return value !== null && lower(value).includes(lower(one))
    case 'begins': return value !== null && lower(value).startsWith(lower(one))
    case 'ends': return value !== null && lower(value).endsWith(lower(one))
    case 'gt': case 'after': return value !== null && value > one
    case 'ge': return value !== null && value >= one
    case 'lt': case 'before': return value !== null && value < one
    case 'le': return value !== null && value <= one
    case 'between': return value !== null && value >= one && value <= two
    case 'in_last': case 'in_next': case 'older_than': throw new Error(`${operator} needs a clock`)
  }
}

const kinds: readonly { readonly type: 'text' | 'integer' | 'number' | 'date' | 'boolean'; readonly operators: readonly RuleOperator[]; readonly value: fc.Arbitrary<RuleValue> }[] = [
  { type: 'text', operators: ['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'begins', 'ends', 'empty', 'filled'], value: fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'É', 'é'), minLength: 1, maxLength: 4 }) },
  { type: 'integer', operators: ['equals', 'not_equals', 'in', 'gt', 'ge', 'lt', 'le', 'between', 'empty', 'filled'], value: fc.integer({ min: 0, max: 5 }) },
  { type: 'number', operators: ['equals', 'not_in', 'gt', 'ge', 'lt', 'le', 'between', 'empty'], value: fc.integer({ min: 0, max: 10 }).map((half) => half / 2) },
  { type: 'date', operators: ['on', 'before', 'after', 'between', 'empty', 'filled'], value: fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}`) },
  { type: 'boolean', operators: ['equals', 'not_equals', 'empty', 'filled'], value: fc.boolean() },
]

test.each(kinds)('what some value passes is never called impossible: $type', ({ type, operators, value }) => {
  const expression = fc.record({ id: fc.constant('n1'), lookups: fc.constant([]), column: fc.constant('c'), operator: fc.constantFrom(...operators), values: fc.array(value, { minLength: 2, maxLength: 2 }), unit: fc.constant(null) })
    .map((one): Expression => ({ ...one, values: one.operator === 'between' ? one.values.toSorted((a, b) => (a < b ? -1 : 1)) : one.operator === 'in' || one.operator === 'not_in' ? one.values : one.values.slice(0, 1) }))
  fc.assert(fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), fc.option(value), (expressions, given) => {
    if (expressions.every((one) => passes(given, one))) expect(satisfiable(type, expressions)).toBe(true)
  }), { numRuns: 3000 })
})
