import { describe, expect, it } from 'vitest'
import type { Attribute, ModelReport } from '#shared/contract/index'
import { attributeInfluences } from '#renderer/features/predictive/attribute-influence.ts'
import { inSections } from '#renderer/features/predictive/attribute-sections.ts'
import { stageChoice, stageProblem, stageWords, switchStage } from '#renderer/features/predictive/stage-choice.ts'
import { heatRows } from '#renderer/features/predictive/stage-heat.ts'

const windows = [3, 24].map((months) => ({ months, since: 0, positive: 90, negative: 90, enough: true }))
const ready = (perStage: { reason: string; lastStage: string | null; closed: number[] }) => ({ perStage, windows, minimum: 40 })
const possible = ready({ reason: '', lastStage: 'Close', closed: [39, 40] })
const all = ['Qualify', 'Develop', 'Close']

describe('a model for each stage', () => {
  it('is possible by the window, and says what is lacking', () => {
    expect(stageProblem(possible, 24)).toBe('')
    expect(stageProblem(possible, 3)).toBe('It needs 40 opportunities created and closed in the window whose last stage was Close; there are 39.')
    expect(stageProblem(ready({ reason: 'Choose a process.', lastStage: null, closed: [0, 0] }), 24)).toBe('Choose a process.')
  })

  it('is not asked for where it is not possible, unless the model was made so', () => {
    const state = { perStage: true, stageAttributes: { a: ['Close'] }, windowMonths: 3, modelId: null }
    expect(stageChoice(state, possible)).toEqual({ perStage: false, stageAttributes: {} })
    expect(stageChoice({ ...state, windowMonths: 24 }, possible)).toEqual({ perStage: true, stageAttributes: { a: ['Close'] } })
    expect(stageChoice({ ...state, modelId: 4 }, undefined)).toEqual({ perStage: true, stageAttributes: { a: ['Close'] } })
    expect(stageChoice({ ...state, perStage: false, windowMonths: 24 }, possible)).toEqual({ perStage: false, stageAttributes: {} })
  })

  it('keeps the stages of an attribute in their order, and none of one that counts in all', () => {
    const without = switchStage({}, 'a', 'Develop', false, all)
    expect(without).toEqual({ a: ['Qualify', 'Close'] })
    expect(switchStage({ ...without, b: ['Close'] }, 'a', 'Develop', true, all)).toEqual({ b: ['Close'] })
    expect([stageWords(undefined, all), stageWords(['Close', 'Qualify'], all), stageWords([], all), stageWords(all, all)]).toEqual(['All', 'Qualify, Close', 'None', 'All'])
  })
})

describe('influence', () => {
  it('of an attribute is its own effect and half of each pair', () => {
    const item = (name: string, influence: number) => ({ name, label: name, influence, words: '' })
    const found = attributeInfluences({ importance: [item('a', 0.3), item('a × b', 0.2), item('b', 0.01)] })
    expect(found.get('a')).toEqual({ influence: 0.4, words: 'Very high' })
    expect(found.get('b')).toEqual({ influence: 0.11, words: 'Medium' })
  })

  it('by stage is shown with the strongest attribute first, and shaded against the strongest of all', () => {
    const stage = (name: string, influence: Record<string, number>): NonNullable<ModelReport['stages']>['stages'][number] => ({
      stageId: name.length, name, rows: 90, positives: 40, measured: null, sentence: '', influence: Object.entries(influence).map(([own, value]) => ({ name: own, label: own.toUpperCase(), influence: value, words: 'Low' })),
    })
    const rows = heatRows({ process: 'Sales', stages: [stage('One', { a: 0.1, b: 0.2 }), stage('Other', { a: 0.4 })] })
    expect(rows.map(({ name, label }) => [name, label])).toEqual([['a', 'A'], ['b', 'B']])
    expect(rows[0]?.cells.map(({ influence, shade }) => [influence, shade])).toEqual([[0.1, 8], [0.4, 30]])
    expect(rows[1]?.cells[1]).toEqual({ influence: null, words: '', shade: 0 })
  })
})

it('attributes stand under the heading of their origin, with how many are used', () => {
  const attribute = (name: string, origin: Attribute['origin']): Attribute => ({ name, label: name, origin, kind: 'category', knownWhen: 'snapshot', filledClosed: 1, filledOpen: 1, distinct: 3, chosen: true, note: '', suspect: false, singleAuc: null, signs: [], column: null, answer: null, asks: false })
  const rows = inSections([attribute('age', 'intelligent'), attribute('source', 'record'), attribute('budget', 'record')], ({ name }) => name !== 'budget')
  expect(rows.map((row) => ('head' in row ? `${row.head} ${row.note}` : row.name))).toEqual(['Record 1 of 2', 'source', 'budget', 'Intelligent 1 of 1', 'age'])
})
