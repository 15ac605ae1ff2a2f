import { expect, test } from 'vitest'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { LEAD_WORDS, OPPORTUNITY_WORDS } from '#shared/domain/predictive/words'
import { HAND_MODEL } from './made-model.ts'

const explainer = createExplainer(HAND_MODEL, LEAD_WORDS)

test('the largest contribution comes first, with its value and evidence', () => {
  const [first, second, third] = reasonsOf(explainer, Uint16Array.of(1, 2, 1))
  expect(first).toMatchObject({ name: 'lead.industry', label: 'Industry is Finance', contribution: 2, missing: false })
  expect(first?.evidence.sentence).toBe('64\u00a0% of leads with Industry Finance qualify; average 38\u00a0%; 412 closed leads.')
  expect(first?.points).toBeGreaterThan(0)
  expect(second?.label).toBe('Total visits is 4 to 6')
  expect(third?.label).toBe('Next event is before 5 Nov 2025')
})

test('a rate that points the other way says that the columns act together', () => {
  // Four to six visits: 33 % against 38 % on average, yet the contribution is positive.
  const visits = reasonsOf(explainer, Uint16Array.of(1, 2, 1)).find(({ name }) => name === 'lead.visits')
  expect(visits?.evidence.contradicts).toBe(true)
  expect(visits?.evidence.sentence).toContain('Taken together with the other columns it raises the score')
})

test('missing values, own values, unseen values and values with few records', () => {
  const labels = (bins: number[], values?: Map<string, string | number>): string[] => reasonsOf(explainer, Uint16Array.from(bins), values).map(({ label }) => label)
  expect(labels([0, 1, 2])).toContain('Industry is not known')
  expect(labels([4, 1, 2])).toContain('Industry is another value')
  expect(labels([4, 3, 2], new Map<string, string | number>([['lead.industry', 'Mining'], ['lead.visits', 12]]))).toEqual(expect.arrayContaining(['Industry is Mining', 'Total visits is 12']))
  const farming = reasonsOf(explainer, Uint16Array.of(3, 0, 0)).find(({ name }) => name === 'lead.industry')
  expect(farming?.evidence).toMatchObject({ rate: null, records: 12, contradicts: false })
  expect(farming?.evidence.sentence).toBe('12 closed leads with Industry Farming: too few for a rate.')
  expect(reasonsOf(explainer, Uint16Array.of(0, 0, 0)).find(({ name }) => name === 'lead.industry')).toMatchObject({ missing: true, evidence: { valueLabel: 'not known' } })
})

test('days since a date that is still ahead are days until it', () => {
  const named = (label: string) => createExplainer({ ...HAND_MODEL, features: HAND_MODEL.features.map((feature) => (feature.name === 'lead.visits' ? { ...feature, label } : feature)) }, LEAD_WORDS)
  const labels = (label: string, days: number): string[] => reasonsOf(named(label), Uint16Array.of(4, 1, 2), new Map([['lead.visits', days]])).map((reason) => reason.label)
  expect(labels('Days since est. close date', -26)).toContain('Days until est. close date is 26')
  expect(labels('Account: Days since founded', -2)).toContain('Account: Days until founded is 2')
  expect(labels('Days since est. close date', 26)).toContain('Days since est. close date is 26')
  expect(labels('Balance', -26)).toContain('Balance is -26')
})

test('opportunities are won', () => {
  const [first] = reasonsOf(createExplainer(HAND_MODEL, OPPORTUNITY_WORDS), Uint16Array.of(1, 0, 0))
  expect(first?.evidence.sentence).toBe('64\u00a0% of opportunities with Industry Finance are won; average 38\u00a0%; 412 closed opportunities.')
})
