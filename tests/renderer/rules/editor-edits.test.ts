import { describe, expect, it } from 'vitest'
import type { AttributeNode, Expression, RuleGrade } from '#shared/domain/rules/tree'
import { columnWords, offerColumns, readWalk } from '#renderer/conditions/tree/column-walk.ts'
import { frequencySentence } from '#renderer/conditions/tree/frequency-words.ts'
import { addGrade, makeContiguous, usualGrades } from '#renderer/features/rules/editor/grade-edit.ts'
import { matchSentence } from '#renderer/features/rules/editor/match-words.ts'
import { asAttribute, asOccurrence, duplicateChild, newAttribute, newBranch, newOccurrence, nudge } from '#renderer/conditions/tree/node-edit.ts'
import { commonLookups, rebase } from '#renderer/features/rules/editor/record-base.ts'
import { blankExpression, withColumn, withOperator } from '#renderer/conditions/tree/value-kind.ts'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'

const { tables } = SAMPLE

function counter(): () => string {
  let last = 0
  return () => `n${(last += 1)}`
}

describe('an expression', () => {
  const employees: Expression = { id: 'e', lookups: [], column: 'employees', operator: 'between', values: [50, 500], unit: null }
  it('keeps the values that another operator can use', () => {
    expect(withOperator(employees, 'ge', 'integer').values).toEqual([50])
    expect(withOperator(employees, 'in', 'integer').values).toEqual([50, 500])
    expect(withOperator(employees, 'empty', 'integer').values).toEqual([])
    expect(withOperator({ ...employees, operator: 'on', values: ['2026-01-01'] }, 'in_last', 'date')).toMatchObject({ values: [30], unit: 'day' })
    expect(withOperator({ ...employees, operator: 'in_last', values: [7], unit: 'week' }, 'older_than', 'date')).toMatchObject({ values: [7], unit: 'week' })
    expect(withOperator({ ...employees, operator: 'in_last', values: [7], unit: 'week' }, 'before', 'date')).toMatchObject({ values: [], unit: null })
  })

  it('takes the usual operator of a column that lacks its own, and asks a yes of a yes or no', () => {
    expect(withColumn(employees, { lookups: [], column: 'topic' }, 'text')).toMatchObject({ operator: 'equals', values: [] })
    expect(withColumn(blankExpression('e', null), { lookups: [], column: 'sales_ready' }, 'boolean')).toMatchObject({ operator: 'equals', values: [true] })
    expect(withColumn(employees, { lookups: [], column: 'parent_contact_id' }, 'lookup')).toMatchObject({ operator: 'empty', values: [] })
  })
})

describe('the column field', () => {
  it('goes on at each period', () => {
    expect(readWalk(tables, 'lead', 'Parent contact.Account.Ind')).toEqual({ lookups: ['parent_contact_id', 'account_id'], rest: 'Ind' })
    expect(readWalk(tables, 'lead', 'Parent contact.Parent customer account.')).toEqual({ lookups: ['parent_contact_id', 'account_id'], rest: '' })
    expect(readWalk(tables, 'lead', 'Nobody.Ind')).toBeNull()
    expect(offerColumns(tables, 'lead', 'Parent contact.Account.Ind', 5)[0]).toMatchObject({ lookups: ['parent_contact_id', 'account_id'], column: 'industry' })
  })

  it('finds columns of the records that are named, while hops are left', () => {
    const far = (hops: number): readonly string[] => offerColumns(tables, 'interaction', 'job', hops).map((offer) => columnWords(tables, 'interaction', offer))
    expect(far(4)).toEqual(['Contact.Job title', 'Lead.Job title'])
    expect(far(0)).toEqual([])
  })
})

describe('the record of a condition on attributes', () => {
  const next = counter()
  const node: AttributeNode = { kind: 'attribute', id: 'a', label: '', expressions: [{ ...blankExpression(next(), { lookups: ['parent_contact_id'], column: 'city' }), operator: 'equals', values: ['Leeds'] }, blankExpression(next(), { lookups: ['parent_contact_id', 'account_id'], column: 'industry' })] }
  it('is what all expressions begin with', () => {
    expect(commonLookups(node.expressions)).toEqual(['parent_contact_id'])
    expect(commonLookups([])).toEqual([])
  })

  it('carries columns over that the other record has too', () => {
    const [city, industry] = rebase(node.expressions, ['parent_account_id'], 'lead', tables)
    expect(city).toMatchObject({ lookups: ['parent_account_id'], column: 'city', values: ['Leeds'] })
    expect(industry).toMatchObject({ lookups: ['parent_account_id'], column: '', values: [] })
    expect(rebase(node.expressions, ['parent_contact_id', 'account_id'], 'lead', tables)[1]).toBe(node.expressions[1])
  })
})

describe('conditions', () => {
  it('are made with ids of their own', () => {
    const next = counter()
    const branch = newBranch(next, 'all', [newAttribute(next), newOccurrence(next, { table: 'interaction', interactionType: 'EmailOpened', steps: [] }, 'contact', tables)])
    const copied = duplicateChild(branch, branch.children[0]?.id ?? '', next)
    const ids = copied.children.flatMap((child) => [child.id, ...(child.kind === 'attribute' ? child.expressions.map((expression) => expression.id) : [])])
    expect(new Set(ids).size).toBe(5)
    expect(branch.children[1]).toMatchObject({ path: [{ kind: 'rows', table: 'interaction', column: 'contact_id' }], interactionType: 'EmailOpened' })
  })

  it('keep their id and name when they become of another kind', () => {
    const next = counter()
    const counted = asOccurrence({ ...newAttribute(next), label: 'Name' }, { path: [{ kind: 'rows', table: 'interaction', column: 'lead_id' }], interactionType: null })
    expect(counted).toMatchObject({ kind: 'occurrence', label: 'Name', frequency: { kind: 'each' } })
    expect(asAttribute(counted, next)).toMatchObject({ kind: 'attribute', id: counted.id, label: 'Name' })
  })

  it('stay where they are at the ends of their list', () => {
    const list = ['a', 'b', 'c']
    expect(nudge(list, 0, 1)).toEqual(['b', 'a', 'c'])
    expect(nudge(list, 0, -1)).toBe(list)
    expect(nudge(list, 2, 1)).toBe(list)
  })
})

describe('grades', () => {
  const grade = (name: string, from: number | null, to: number | null): RuleGrade => ({ id: name, name, from, to })
  const spans = (grades: readonly RuleGrade[]): readonly (readonly [string, number | null, number | null])[] => grades.map((item) => [item.name, item.from, item.to])
  it('close gaps and overlaps', () => {
    expect(spans(makeContiguous([grade('A', 60, null), grade('C', 0, 20), grade('B', 15, 40)]))).toEqual([['C', 0, 14], ['B', 15, 59], ['A', 60, null]])
    expect(spans(makeContiguous([grade('C', null, 10), grade('B', null, 5)]))).toEqual([['B', null, 5], ['C', 6, 10]])
    expect(spans(makeContiguous([grade('B', 10, 20), grade('A', 10, 15)]))).toEqual([['A', 10, 10], ['B', 11, 20]])
    expect(spans(makeContiguous([grade('D', 0, 100), grade('C', 101, 200)]))).toEqual([['D', 0, 100], ['C', 101, 200]])
  })

  it('grow at the top, without a gap', () => {
    expect(spans(addGrade([grade('B', 0, null)], 'new'))).toEqual([['B', 0, 19], ['A', 20, null]])
    expect(spans(addGrade([grade('A', 0, 100)], 'new'))).toEqual([['A', 0, 100], ['B', 101, null]])
    expect(spans(usualGrades(counter(), 60))).toEqual([['D', null, 14], ['C', 15, 34], ['B', 35, 59], ['A', 60, null]])
  })
})

it('says what frequencies mean and what is matched', () => {
  expect(frequencySentence({ kind: 'at_least', count: 3 }, 'EmailClicked')).toBe('True from 3 of EmailClicked on; more of them add nothing.')
  const clicked = { ...newOccurrence(counter(), { table: 'interaction', interactionType: 'EmailClicked', steps: [] }, 'contact', tables), frequency: { kind: 'each' as const } }
  expect(matchSentence(clicked, 154, 388, 239, 7)).toBe('154 of 388\u00a0scored leads, 239 EmailClicked; 1.6 each on average, the most active 7 times.')
  expect(matchSentence(clicked, 2, 388, 2, 1)).toBe('2 of 388\u00a0scored leads, 2 EmailClicked; one each.')
  expect(matchSentence({ ...clicked, frequency: { kind: 'none' } }, 0, 388, 0, 0)).toBe('No lead of 388.')
})
