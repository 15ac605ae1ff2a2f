import { expect, test } from 'vitest'
import { numberingOf } from '#shared/domain/rules/edit'
import { findRecipes, recipesFor } from '#shared/domain/rules/recipes'
import { renumber } from '#shared/domain/rules/renumber'
import { readRules } from '#shared/domain/rules/text/parse'
import { RULE_OPERATORS, RULE_TARGETS, type RuleModel } from '#shared/domain/rules/tree'
import { COLUMN_TYPES } from '#shared/domain/catalog/types'
import { operatorLabel, operatorsOf } from '#shared/domain/rules/operators'
import { validateRules } from '#shared/domain/rules/validate'
import { counts, describeAction, describeExpression, describeGrade, describeLimits, describeNode, describeRange, nodeTitle } from '#shared/domain/rules/words'
import { SAMPLE } from './made-catalog.ts'

const { tables } = SAMPLE
const read = (text: string): RuleModel => readRules(`Model "M" for contacts\n${text}`, SAMPLE).model

test('conditions in a line', () => {
  const said = (condition: string): string => {
    const node = read(`When all of\n  ${condition}`).groups[0]?.condition.children[0]
    return node === undefined ? '' : describeNode(tables, 'contact', node)
  }
  expect(said('each EmailClicked in the last 90 days')).toBe('Each EmailClicked, last 90 days')
  expect(said('at least 2 Opportunities in the last 1 month')).toBe('At least 2 Opportunities, last month')
  expect(said('no EmailBounced of Contact of Account of Contacts by Account')).toBe('No EmailBounced.Contact.Account.Contacts by Account')
  expect(said('each Interaction between 2026-01-01 and 2026-03-31')).toBe('Each Interaction, 2026-01-01 to 2026-03-31')
  expect(said('each ?')).toBe('Each …')
  expect(said('City equals "Leeds" and Account\'s Employees is at least 1200')).toBe('City equals “Leeds” and Account › Employees is at least 1,200')
  expect(said('always')).toBe('Always true')
  expect(said('any of')).toBe('Any of 0 conditions')
  expect(describeRange({ kind: 'lifetime' })).toBe('any time')
})

test('comparisons in a line, also those with something missing', () => {
  const said = (expression: string): string => {
    const node = read(`When ${expression}`).groups[0]?.condition.children[0]
    const first = node?.kind === 'attribute' ? node.expressions[0] : undefined
    return first === undefined ? '' : describeExpression(tables, 'contact', first)
  }
  expect(said('City contains "pricing"')).toBe('City contains “pricing”')
  expect(said('Country is one of "a", "b"')).toBe('Country is one of “a”, “b”')
  expect(said('Created on is between 2026-01-01 and 2026-02-01')).toBe('Created on is between 2026-01-01 and 2026-02-01')
  expect(said('Created on is in the last 1 day')).toBe('Created on is in the last 1 day')
  expect(said('Created on is older than ? months')).toBe('Created on is older than … months')
  expect(said("Account's [Gone] is empty")).toBe('Account › … is empty')
  expect(said('City equals ?')).toBe('City equals …')
})

test('actions, limits, grades and titles', () => {
  const action = { id: 'a', points: 10, cap: 40, decay: { percent: 10, days: 7 } }
  expect([describeAction(action), describeAction({ ...action, points: -1 })]).toEqual(['+10 points', '−1 point'])
  expect([describeLimits(action, true), describeLimits({ ...action, cap: null, decay: null }, false)]).toEqual(['Each time, capped at 40, fades 10 % every 7 days', 'Once'])
  expect([[null, 14], [15, 34], [60, null], [null, null]].map(([from = null, to = null]) => describeGrade({ from, to }))).toEqual(['up to 14', '15 to 34', '60 and over', 'any score'])
  const { groups } = read('When "Named": all of\nWhen all of\n  any of\n    each EmailClicked\n    City is filled')
  expect(groups.map((group) => nodeTitle(tables, 'contact', group.condition))).toEqual(['Named', 'All of 1 condition'])
  expect(groups.map((group) => counts(group.condition))).toEqual([false, true])
})

test('every operator fits some type and has its own words', () => {
  expect(new Set(COLUMN_TYPES.flatMap((type) => operatorsOf(type)))).toEqual(new Set(RULE_OPERATORS))
  expect(new Set(RULE_OPERATORS.map(operatorLabel)).size).toBe(RULE_OPERATORS.length)
})

test('recipes are found by words of their name or description, whatever the capitals', () => {
  expect(findRecipes('lead', ' PRICING').map(({ key }) => key)).toEqual(['pricing_page'])
  expect(findRecipes('lead', 'unsubscribed').map(({ key }) => key)).toEqual(['unsubscribed'])
  expect(findRecipes('contact', '')).toEqual(recipesFor('contact'))
  expect(findRecipes('contact', 'larger company')).toEqual([])
})

test.each(RULE_TARGETS)('recipes for a %s are without problems', (target) => {
  for (const recipe of recipesFor(target)) {
    const base: RuleModel = { ...read(''), target }
    const next = numberingOf(base)
    const model: RuleModel = { ...base, groups: [{ id: next(), condition: { kind: 'all', id: next(), label: '', children: [renumber.node(recipe.node, next)] }, action: { id: next(), points: 5, cap: null, decay: null } }] }
    expect(validateRules(model, SAMPLE), recipe.key).toEqual([])
    expect(recipe.label).not.toBe('')
  }
  expect(new Set(recipesFor(target).map((recipe) => recipe.key)).size).toBe(recipesFor(target).length)
})
