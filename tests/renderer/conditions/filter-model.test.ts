import { describe, expect, it } from 'vitest'
import { COLUMN_TYPES } from '#shared/domain/catalog/types'
import { arity, blankFilter, filterColumns, isComplete, operatorsFor, operatorWords, valueWords, withOperator } from '#renderer/conditions/filter-model.ts'

const industry = { name: 'industry', label: 'Industry', type: 'option', options: ['Finance', 'Energy'], lookupTable: null } as const

describe('filters', () => {
  it('have a comparison in words for every type', () => {
    for (const type of COLUMN_TYPES) for (const operator of operatorsFor(type)) expect(operatorWords(operator, type)).not.toBe('')
  })
  it('begin with the usual comparison and wait for a value', () => {
    const filter = blankFilter(industry)
    expect(filter).toEqual({ column: 'industry', operator: 'in', values: [] })
    expect(isComplete(filter)).toBe(false)
    expect(isComplete({ ...filter, values: ['Finance'] })).toBe(true)
  })
  it('need both ends of a range and nothing for “is empty”', () => {
    expect(isComplete({ column: 'score', operator: 'between', values: [10] })).toBe(false)
    expect(isComplete({ column: 'score', operator: 'between', values: [10, 20] })).toBe(true)
    expect(isComplete({ column: 'industry', operator: 'empty', values: [] })).toBe(true)
  })
  it('count a zero and a false as values', () => {
    expect(isComplete({ column: 'employees', operator: 'eq', values: [0] })).toBe(true)
    expect(isComplete({ column: 'sales_ready', operator: 'eq', values: [false] })).toBe(true)
  })
  it('keep the values that still fit when the comparison changes', () => {
    const both = { column: 'industry', operator: 'in', values: ['Finance', 'Energy'] } as const
    expect(withOperator({ ...both, values: [...both.values] }, 'ne').values).toEqual(['Finance'])
    expect(withOperator({ ...both, values: [...both.values] }, 'empty').values).toEqual([])
    expect(arity('in')).toBe('many')
  })
  it('say their values in words', () => {
    expect(valueWords({ column: 'score', operator: 'between', values: [10, 20] }, String)).toBe('10 and 20')
    expect(valueWords({ column: 'industry', operator: 'in', values: ['a', 'b', 'c', 'd'] }, String)).toBe('a, b and 2 more')
  })
  it('offer score, grade, trend and last touch beside the columns of the table', () => {
    const known = filterColumns([], ['Hot', 'Cold'])
    expect(known.map(({ name }) => name)).toEqual(['score', 'grade', 'trend', 'last_touch'])
    expect(known[1]?.options).toEqual(['Hot', 'Cold'])
  })
})
