import { expect, test } from 'vitest'
import { profileColumn } from '#shared/domain/dataset/column-profile'
import { outcomeColumn } from '#shared/domain/dataset/outcome-values'

const profile = (source: string, values: readonly string[]) => profileColumn(source, new Map(values.map((value) => [value, 30])), 'dot')

test.each([
  ['lead', 'Converted', ['0', '1'], { 1: 'qualified', 0: 'disqualified' }],
  ['lead', 'Status', ['Open - Not Contacted', 'Closed - Converted', 'Closed - Not Converted'], { 'Open - Not Contacted': 'open', 'Closed - Converted': 'qualified', 'Closed - Not Converted': 'disqualified' }],
  ['lead', 'y', ['yes', 'no'], { yes: 'qualified', no: 'disqualified' }],
  ['opportunity', 'Stage', ['Closed Won', 'Closed Lost', 'Negotiation', 'Closed Lost to Competition'], { 'Closed Won': 'won', 'Closed Lost': 'lost', Negotiation: 'open', 'Closed Lost to Competition': 'lost' }],
  ['opportunity', 'dealstage', ['closedwon', 'closedlost', 'contractsent'], { closedwon: 'won', closedlost: 'lost', contractsent: 'open' }],
  ['opportunity', 'Deal - Status', ['Won', 'Lost', 'Open'], { Won: 'won', Lost: 'lost', Open: 'open' }],
  ['opportunity', 'Phase', ['Gewonnen', 'Verloren', 'Angebot'], { Gewonnen: 'won', Verloren: 'lost', Angebot: 'open' }],
  ['opportunity', 'Stage', ['New', 'Qualified', 'Won', 'Lost'], { New: 'open', Qualified: 'open', Won: 'won', Lost: 'lost' }],
  ['lead', 'Status', ['New', 'Qualified', 'Unqualified'], { New: 'open', Qualified: 'qualified', Unqualified: 'disqualified' }],
])('%s: the values of %s are words for the outcome', (table, source, values, expected) => {
  expect(outcomeColumn(table, [profile(source, values)])?.values).toEqual(expected)
})

test.each([
  ['lead', 'State', ['CA', 'NY']], ['lead', 'class', ['A', 'B']], ['lead', 'label', ['yes', 'no', 'perhaps']], ['lead', 'Status', ['New', 'Contacted']], ['account', 'Status', ['Won', 'Lost']], ['opportunity', 'Probability won', ['0', '1']],
])('%s: %s is no outcome', (table, source, values) => expect(outcomeColumn(table, [profile(source, values)])).toBeUndefined())

test('a column that tells open records is taken before one of yes and no, whose no stands for both', () => {
  const status = profile('Status', ['Working', 'Closed - Converted', 'Closed - Not Converted'])
  expect(outcomeColumn('lead', [profile('Converted', ['true', 'false']), status])?.profile.source).toBe('Status')
  expect(outcomeColumn('opportunity', [profile('IsClosed', ['true', 'false']), profile('IsWon', ['true', 'false'])])).toBeUndefined()
  expect(outcomeColumn('opportunity', [profile('IsWon', ['true', 'false'])])?.profile.source).toBe('IsWon')
})
