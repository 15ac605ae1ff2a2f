import { describe, expect, test } from 'vitest'
import type { RuleModel } from '#shared/domain/rules/tree'
import { all, any, atLeast, EACH, gives, happened, is, model, NONE } from '../../support/rules/build.ts'
import { scoresOf, type Company } from '../../support/rules/company.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 21, 12)

/** Three opens and two clicks of one lead's contact, in one account. */
const COMPANY: Company = {
  account: [{ id: 1, name: 'A' }],
  contact: [{ id: 1, first_name: 'C', account_id: 1, city: 'Oslo' }, { id: 2, first_name: 'D', account_id: 1, city: 'Bergen' }],
  lead: [
    { id: 1, first_name: 'By contact', parent_contact_id: 1, parent_account_id: 1, state: 'open' },
    { id: 2, first_name: 'By account', parent_account_id: 1, state: 'open' },
    { id: 3, first_name: 'Alone', state: 'open' },
  ],
  interaction: [
    { id: 1, type: 'EmailOpened', occurred_at: NOW - DAY, contact_id: 1, lead_id: 1 },
    { id: 2, type: 'EmailOpened', occurred_at: NOW - 8 * DAY, contact_id: 1 },
    { id: 3, type: 'EmailOpened', occurred_at: NOW - 20 * DAY, contact_id: 1 },
    { id: 4, type: 'EmailClicked', occurred_at: NOW - 2 * DAY, contact_id: 1 },
    { id: 5, type: 'EmailClicked', occurred_at: NOW - 30 * DAY, contact_id: 1 },
    { id: 6, type: 'EmailOpened', occurred_at: NOW - DAY, contact_id: 2 },
    { id: 7, type: 'FormSubmitted', occurred_at: NOW + DAY, contact_id: 1 },
  ],
}
const scores = (rules: RuleModel) => scoresOf(COMPANY, rules, { now: NOW, zone: 'UTC' })
const opens = (frequency = EACH) => happened('contact', 'EmailOpened', frequency)
const clicks = (frequency = EACH) => happened('contact', 'EmailClicked', frequency)

describe('the worked examples of the design', () => {
  test('three opens and two clicks, all, both each, +5: 10', () => {
    expect(scores(model('contact', [gives(5, all(opens(), clicks()))]))).toEqual({ 1: 10 })
  })
  test('the same with any: 25', () => {
    expect(scores(model('contact', [gives(5, any(opens(), clicks()))]))).toEqual({ 1: 25 })
  })
  test('none of one kind and at least one of another, +5: 5', () => {
    expect(scores(model('contact', [gives(5, all(happened('contact', 'CallHeld', NONE), opens(atLeast(1))))]))).toEqual({ 1: 5 })
  })
})

describe('who is scored', () => {
  test('contact models score leads with a contact, account models those with an account and no contact, lead models all', () => {
    const once = (target: 'lead' | 'contact' | 'account') => scores(model(target, [gives(1, all())]))
    expect(once('contact')).toEqual({ 1: 1 })
    expect(once('account')).toEqual({ 2: 1 })
    expect(once('lead')).toEqual({ 1: 1, 2: 1, 3: 1 })
  })
  test('an account answers for all of its contacts, whichever did what', () => {
    const both = all(happened('account', 'EmailClicked', atLeast(1)), happened('account', 'EmailOpened', atLeast(4)))
    expect(scores(model('account', [gives(7, both)]))).toEqual({ 2: 7 })
  })
  test('the audience is about the lead, whatever the target', () => {
    expect(scores(model('contact', [gives(1, all())], { audience: all(is('first_name', 'equals', 'nobody')) }))).toEqual({})
    expect(scores(model('contact', [gives(1, all())], { audience: all(is('first_name', 'equals', 'BY CONTACT')) }))).toEqual({ 1: 1 })
  })
})

describe('what counts', () => {
  test('an interaction of both lead and contact counts once, and what lies in the future not at all', () => {
    const settings = { salesReadyScore: null, minimumConsent: null, businessUnit: null, countParentContact: true }
    expect(scores(model('lead', [gives(1, all(happened('lead', null, EACH)))], { settings }))).toEqual({ 1: 5, 2: 0, 3: 0 })
    expect(scores(model('lead', [gives(1, all(happened('lead', null, EACH)))]))).toEqual({ 1: 1, 2: 0, 3: 0 })
  })
  test('points fade by whole periods of the older occurrence of a firing, and the cap limits either sign', () => {
    // Firings: opens 1 and 8 days old with clicks 2 and 30 days old; ages 2 and 30, weeks 0 and 4.
    const decay = { percent: 50, days: 7 }
    expect(scores(model('contact', [gives(16, all(opens(), clicks()), { decay })]))).toEqual({ 1: 17 })
    expect(scores(model('contact', [gives(-16, any(opens(), clicks()), { cap: 20 })]))).toEqual({ 1: -20 })
  })
  test('a gate beside each keeps the count, and alone fires once', () => {
    expect(scores(model('contact', [gives(3, all(opens(), is('city', 'equals', 'Oslo')))]))).toEqual({ 1: 9 })
    expect(scores(model('contact', [gives(3, any(happened('contact', 'CallHeld', EACH), is('city', 'equals', 'Oslo')))]))).toEqual({ 1: 3 })
  })
})
