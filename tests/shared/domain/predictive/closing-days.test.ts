import { expect, test } from 'vitest'
import { withClosingDays } from '#shared/domain/predictive/closing-days'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { valueFacts } from '#shared/domain/predictive/value-groups'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { HAND_MODEL } from './made-model.ts'
import { category, numeric } from './tables.ts'

const DAY = 86_400_000

/** Twelve qualified leads in Finance that took 1 to 12 days, nine in Retail, and disqualified ones in Finance after 100. */
const industries = [...Array.from({ length: 12 }, () => 'Finance'), ...Array.from({ length: 9 }, () => 'Retail'), ...Array.from({ length: 30 }, () => 'Finance')]
const rows = industries.length
const ids = Float64Array.from({ length: rows }, (_, row) => row + 1)
const took = industries.map((_, row) => (row < 12 ? row + 1 : row < 21 ? 2 : 100))
const createdAt = Float64Array.from(ids, (id) => id * DAY)
const table = {
  rows, recordIds: ids, asOf: createdAt,
  outcome: Uint8Array.from(ids, (_, row) => (row < 21 ? 1 : 0)),
  closedAt: createdAt.map((created, row) => created + took[row]! * DAY),
  // Qualified leads have 0 to 3 visits or 4 to 6, the bands of the hand-made model.
  features: [category('lead.industry', industries), numeric('lead.visits', industries.map((_, row) => (row % 2 === 0 ? 5 : 2)))],
}

test('each value gets the median days of its qualified records, none under ten of them, and the file keeps it', () => {
  const model = withClosingDays(HAND_MODEL, table, createdAt)
  expect(model.terms[0]?.days).toEqual([null, 6.5, null, null, null])
  // Five visits: 1, 3, 5, 7, 9, 11 days and five times 2; two visits: 2, 4, 6, 8, 10, 12 and four times 2.
  expect(model.terms[1]?.days).toEqual([null, 3, 2, null, null])
  // The table lacks the third attribute, so that all records count as having no value.
  expect(model.terms[2]?.days).toEqual([2, null, null, null])
  expect(parseModel(serializeModel(model))).toEqual(model)
  expect(() => parseModel(serializeModel({ ...model, terms: [{ ...model.terms[0]!, days: [1] }] }))).toThrow('terms[0].days has 1 entries; its attributes have 5 bins.')
})

test('records without a creation time do not count', () => {
  const unknown = createdAt.map((created, row) => (row < 3 ? Number.NaN : created))
  expect(withClosingDays(HAND_MODEL, table, unknown).terms[0]?.days).toEqual([null, null, null, null, null])
})

test('reasons and insights say how long the qualified ones took', () => {
  const model = withClosingDays(HAND_MODEL, table, createdAt)
  const [first] = reasonsOf(createExplainer(model, LEAD_WORDS), Uint16Array.of(1, 2, 1))
  expect(first?.evidence.sentence).toBe('64\u00a0% of leads with Industry Finance qualify, median 6 days; average 38\u00a0%; 412 closed leads.')
  const facts = valueFacts(model.features[0]!, model.terms[0]!, [0, 7, 0, 0, 0], 0.38, LEAD_WORDS)
  expect(facts.find(({ label }) => label === 'Finance')?.sentence).toBe('64\u00a0% of leads with Finance qualify, 26 points more than on average: 264 of 412 closed, 7 open. Median 6 days until qualified.')
  expect(facts.find(({ label }) => label === 'Retail')?.sentence).not.toContain('Median')
})
