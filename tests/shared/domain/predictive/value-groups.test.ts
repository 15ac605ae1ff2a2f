import { describe, expect, it } from 'vitest'
import type { ModelFeature, ModelTerm } from '#shared/domain/predictive/model'
import { curveOf, valueFacts, valueGroups } from '#shared/domain/predictive/value-groups'
import { LEAD_WORDS } from '#shared/domain/predictive/words'

const feature = (binning: ModelFeature['binning']): ModelFeature => ({ name: 'lead.industry', label: 'Industry', origin: 'record', kind: binning.kind, unit: null, binning, pairBins: null })
const term = (part: Partial<ModelTerm>): ModelTerm => ({ features: [0], scores: [], deviations: [], counts: [], positives: [], ...part })

describe('values of a category', () => {
  const industry = feature({ kind: 'category', categories: ['Finance', 'Retail', 'Mining'] })
  const counted = term({ counts: [10, 40, 100, 5, 0], positives: [1, 30, 20, 5, 0] })

  it('are named one by one, blank first, and those that no record has are left out', () => {
    expect(valueGroups(industry, counted).map(({ label, missing }) => [label, missing])).toEqual([['Blank', true], ['Finance', false], ['Retail', false], ['Mining', false]])
  })

  it('have a rate from 20 closed records on, with the gap in points and the counts in a sentence', () => {
    const facts = valueFacts(industry, counted, [3, 7, 0, 0, 0], 0.4, LEAD_WORDS)
    expect(facts[1]).toMatchObject({ label: 'Finance', closed: 40, positives: 30, open: 7, rate: 0.75 })
    expect(facts[1]?.gap).toBeCloseTo(0.35)
    expect(facts[1]?.sentence).toBe('75\u00a0% of leads with Finance qualify, 35 points more than on average: 30 of 40 closed, 7 open.')
    expect(facts[2]?.sentence).toContain('20 points fewer than on average')
    expect(facts[0]).toMatchObject({ rate: null, gap: null, sentence: 'Too few closed leads that leave it blank for a rate: 1 of 10 closed, 3 open.' })
  })

  it('beyond fourteen are one group', () => {
    const many = feature({ kind: 'category', categories: Array.from({ length: 20 }, (_unused, index) => `v${index}`) })
    const groups = valueGroups(many, term({ counts: Array.from({ length: 22 }, () => 1) }))
    expect(groups.at(-1)).toMatchObject({ label: '6 other values', first: 15, last: 21 })
    expect(groups.length).toBe(16)
  })
})

describe('the curve of a number', () => {
  const employees = feature({ kind: 'numeric', cuts: [10, 20] })

  it('has the effect and its deviation in calibrated log-odds, step by step', () => {
    const points = curveOf(employees, term({ counts: [0, 50, 50, 50, 0], scores: [0, -1, 0, 1, 0], deviations: [0, 0.1, 0.2, 0.3, 0] }), { slope: 2, intercept: 0 })
    expect(points).toEqual([
      { label: 'under 10', effect: -2, deviation: 0.2, closed: 50 },
      { label: 'from 10', effect: 0, deviation: 0.4, closed: 50 },
      { label: 'from 20', effect: 2, deviation: 0.6, closed: 50 },
    ])
  })
})
