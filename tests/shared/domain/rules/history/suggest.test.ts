import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeatureBinning } from '#shared/domain/predictive/binning'
import type { ModelFeature, ModelTerm } from '#shared/domain/predictive/model'
import { steadyBands } from '#shared/domain/rules/history/suggest-bands'
import { conditionsOf, type TermSource } from '#shared/domain/rules/history/suggest-conditions'
import { fittedModel, MOST_GROUPS, startingModel, strongest } from '#shared/domain/rules/history/suggest-model'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { validateRules } from '#shared/domain/rules/validate'
import { describeNode } from '#shared/domain/rules/words'
import { SAMPLE } from '../made-catalog.ts'
import { withoutIds } from '../made-models.ts'
import { madeLeads } from './leads.ts'

const column = (name: string, reading: 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'lookup', link: string | null = null): TermSource => ({ type: 'column', link, column: name, reading, scale: 0 })
const numeric = (cuts: readonly number[]): FeatureBinning => ({ kind: 'numeric', cuts })
const categories = (...names: string[]): FeatureBinning => ({ kind: 'category', categories: names })

/** An attribute with its effect by bin, missing first; each bin has a hundred records unless said otherwise. */
function made(label: string, binning: FeatureBinning, scores: readonly number[], counts = scores.map(() => 100)): { feature: ModelFeature; term: ModelTerm } {
  const bins = 2 + (binning.kind === 'numeric' ? binning.cuts.length + 1 : binning.categories.length)
  const filled = (values: readonly number[]): number[] => Array.from({ length: bins }, (_unused, bin) => values[bin] ?? 0)
  return {
    feature: { name: label, label, origin: 'record', kind: binning.kind, unit: null, binning, pairBins: null },
    term: { features: [0], scores: filled(scores), counts: filled(counts), deviations: filled([]), positives: filled([]) },
  }
}

const said = (of: { feature: ModelFeature; term: ModelTerm }, source: TermSource): (string | number)[][] =>
  conditionsOf(of.feature, of.term, source, 1).map(({ label, node, effect }) => [label, describeNode(SAMPLE.tables, 'lead', node), Number(effect.toFixed(2))])

test('categories that count alike share a condition; the most frequent part needs none', () => {
  const industry = made('Industry', categories('Retail', 'Finance', 'Insurance', 'Mining'), [0, 0, 0.9, 0.85, -0.6, 0], [0, 500, 100, 50, 30, 0])
  expect(said(industry, column('industry', 'text'))).toEqual([
    ['Industry: Finance, Insurance', 'Industry is one of “Finance”, “Insurance”', 0.88],
    ['Industry: Mining', 'Industry equals “Mining”', -0.6],
  ])
})

test('ranges of a number meet without a gap, whole numbers include both ends', () => {
  const employees = made('Employees', numeric([9.5, 49.5, 199.5]), [0.4, -1, -0.95, 0, 1, 0], [40, 100, 100, 300, 100, 0])
  expect(said(employees, column('employees', 'number'))).toEqual([
    ['Employees: up to 49', 'Employees is at most 49', -0.97],
    ['Employees: 200 or more', 'Employees is at least 200', 1],
    ['Employees: no value', 'Employees is empty', 0.4],
  ])
})

test('counts become steps of at least, times become days, what happened lately becomes a range', () => {
  const opens = made('Opened', numeric([0.5, 2.5]), [0, -0.5, 0.25, 1, 0], [0, 400, 100, 100, 0])
  expect(said(opens, { type: 'interactions', interaction: 'EmailOpened', days: 30 })).toEqual([
    ['Opened: at least 1', 'At least 1 EmailOpened, last 30 days', 0.75],
    ['Opened: at least 3', 'At least 3 EmailOpened, last 30 days', 0.75],
  ])
  const last = made('Last', numeric([7.2, 30.4]), [-0.9, 1, 0.5, -0.5, 0], [100, 100, 100, 100, 0])
  expect(said(last, { type: 'last_interaction' })).toEqual([
    ['Last: 7 or fewer', 'At least 1 Interaction, last 7 days', 0.5],
    ['Last: 30 or fewer', 'At least 1 Interaction, last 30 days', 1],
    ['Last: never', 'No Interactions', -0.4],
  ])
  const age = made('Age', numeric([13.6]), [0, 0.6, -0.2, 0], [0, 100, 300, 0])
  expect(said(age, { type: 'age' })).toEqual([['Age: under 13.6', 'Created on is in the last 14 days', 0.8]])
})

test('what no condition can ask for, and what matters nowhere, gives none', () => {
  const mail = made('E-mail domain', categories('Own', 'Free'), [0, 1, -1, 0])
  expect(said(mail, { type: 'other' })).toEqual([])
  expect(said(made('Flat', numeric([5]), [0, 0.02, -0.02, 0]), column('employees', 'number'))).toEqual([])
  expect(steadyBands(made('Seldom', categories('A', 'B'), [0, 1, -1, 0], [5, 500, 19, 0]).feature, made('Seldom', categories('A', 'B'), [0, 1, -1, 0], [5, 500, 19, 0]).term, 1)).toHaveLength(1)
})

const sources: readonly { readonly source: TermSource; readonly numbers: boolean }[] = [
  { source: column('industry', 'text'), numbers: false },
  { source: column('industry', 'text', 'parent_account_id'), numbers: false },
  { source: column('sales_ready', 'boolean'), numbers: false },
  { source: column('owner_id', 'lookup'), numbers: false },
  { source: column('employees', 'number'), numbers: true },
  { source: column('annual_revenue', 'number', 'parent_account_id'), numbers: true },
  { source: column('created_at', 'datetime'), numbers: true },
  { source: { type: 'age' }, numbers: true },
  { source: { type: 'last_interaction' }, numbers: true },
  { source: { type: 'interactions', interaction: 'EmailOpened', days: 30 }, numbers: true },
  { source: { type: 'interactions', interaction: 'MeetingHeld', days: null }, numbers: true },
]
const score = fc.double({ min: -2, max: 2, noNaN: true })
const parts = fc.constantFrom(...sources).chain(({ source, numbers }) => {
  const names = source.type === 'column' && source.reading === 'boolean' ? fc.constant(['Yes', 'No']) : fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() === text && text !== ''), { minLength: 1, maxLength: 8 })
  const cuts = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 40 }).map((whole) => whole + 0.5), fc.double({ min: 0.1, max: 5e6, noNaN: true })), { minLength: 1, maxLength: 8 }).map((list) => list.sort((one, other) => one - other))
  // Between two cuts of a whole number lies a whole number, since cuts lie between values that records have.
  const apart = source.type === 'column' && source.column === 'employees' ? cuts.map((list) => list.filter((cut, at) => at === 0 || Math.ceil(list[at - 1]!) < cut)) : cuts
  const binning = numbers ? apart.map(numeric) : names.map((list) => categories(...list))
  return fc.record({ source: fc.constant(source), binning, scores: fc.array(score, { minLength: 12, maxLength: 12 }), counts: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 12, maxLength: 12 }), label: fc.string({ minLength: 1, maxLength: 120 }) })
})

test('whatever a predictive model has learned, the draft has no errors and its text, read again, is the same draft', () => {
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (list) => {
      const candidates = list.flatMap(({ source, binning, scores, counts, label }) => {
        const { feature, term } = made(label, binning, scores, counts)
        return conditionsOf(feature, term, source, 1)
      })
      const chosen = strongest(candidates)
      expect(chosen.length).toBeLessThanOrEqual(MOST_GROUPS)
      const draft = startingModel('Suggested', 'From a model.', chosen)
      const wrong = validateRules(draft, SAMPLE).filter(({ severity, code }) => severity === 'error' && code !== 'no_groups')
      expect(wrong).toEqual([])
      const read = parseRules(printRules(draft, SAMPLE), SAMPLE)
      expect(read.problems).toEqual([])
      expect(read.model === null ? null : withoutIds(read.model)).toEqual(withoutIds(draft))
    }),
    { numRuns: 500 },
  )
})

test('points are fitted, groups that do not stand are dropped, and grades follow one another', () => {
  const start = startingModel('S', '', [['Good', 1], ['Bad', -1], ['Noise', 1], ['Wrong', 1]].map(([label, effect]) => ({ feature: String(label), label: String(label), effect: Number(effect), strength: 1, node: { kind: 'attribute', id: 'n1', label: '', expressions: [{ id: 'n2', lookups: [], column: 'city', operator: 'equals', values: [String(label)], unit: null }] } })))
  const made = madeLeads([{ given: 1, effect: 1, share: 0.5 }, { given: -1, effect: -0.5, share: 0.3 }, { given: 1, effect: 0, share: 0.001 }, { given: 1, effect: -0.6, share: 0.4 }], 4000, 1)
  const leads = { ...made, groups: made.groups.map((group, at) => ({ ...group, groupId: start.groups[at]?.id ?? '' })) }
  const found = fittedModel(start, leads, 1)
  const points = found?.model.groups.map(({ condition, action }) => [condition.label, Math.sign(action?.points ?? 0)])
  expect(points).toEqual([['Good', 1], ['Bad', -1]])
  const sorted = found?.scores.toSorted() ?? new Float64Array()
  expect((sorted[3800] ?? 0) - (sorted[200] ?? 0)).toBe(60)
  expect(validateRules(found?.model ?? start, SAMPLE).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(found?.model.grades[0]?.from).toBeNull()
  expect(found?.model.grades.at(-1)).toMatchObject({ name: 'A', to: null })
  const alike = madeLeads([{ given: 1, effect: 0, share: 0 }], 100, 1)
  expect(fittedModel(start, { ...alike, groups: alike.groups.map((group) => ({ ...group, groupId: start.groups[0]?.id ?? '' })) }, 1)).toBeNull()
})
