import { describe, expect, it } from 'vitest'
import type { Attribute } from '#shared/contract/index'
import { choose, filterAttributes, isChosen, orderAttributes } from '#renderer/features/predictive/attribute-choice.ts'
import { bandWords, gradeBands } from '#renderer/features/predictive/grade-bands.ts'
import { defaultName, manyModels, modelTags, nameProblem } from '#renderer/features/predictive/model-words.ts'
import { trainingPhase } from '#renderer/features/predictive/version-phase.ts'

const attribute = (name: string, chosen: boolean, suspect = false): Attribute => ({ name, label: name, origin: 'record', kind: 'category', knownWhen: 'snapshot', filledClosed: 1, filledOpen: 1, distinct: 3, chosen, note: '', suspect, singleAuc: null, signs: [], column: null, answer: null, asks: false })
const source = attribute('source', true)
const quality = attribute('quality', false, true)
const none = { include: [], exclude: [] }

describe('attributes', () => {
  it('keeps only what goes against the default', () => {
    expect(choose(none, [quality], true)).toEqual({ include: ['quality'], exclude: [] })
    expect(choose({ include: ['quality'], exclude: [] }, [quality], false)).toEqual(none)
    expect(choose(none, [source, quality], false)).toEqual({ include: [], exclude: ['source'] })
    expect(isChosen(quality, { include: ['quality'], exclude: [] })).toBe(true)
    expect(isChosen(source, { include: [], exclude: ['source'] })).toBe(false)
  })

  it('stand with the suspects first, then the most telling', () => {
    const weak = { ...attribute('weak', true), singleAuc: 0.51 }
    const strong = { ...attribute('strong', true), singleAuc: 0.7 }
    expect(orderAttributes([attribute('id', false), weak, strong, quality]).map((found) => found.name)).toEqual(['quality', 'strong', 'weak', 'id'])
  })

  it('filters by use, suspicion and name', () => {
    const names = (filter: Parameters<typeof filterAttributes>[2], search = '') => filterAttributes([source, quality], none, filter, search).map((found) => found.name)
    expect(names('used')).toEqual(['source'])
    expect(names('left_out')).toEqual(['quality'])
    expect(names('suspects')).toEqual(['quality'])
    expect(names('all', 'SOUR')).toEqual(['source'])
  })
})

describe('models', () => {
  it('get a soft note from ten on, and no limit', () => {
    expect(manyModels(9, 'leads')).toBeNull()
    expect(manyModels(10, 'leads')).toMatch(/^There are 10 models for leads\. There may be more/u)
    expect(manyModels(31, 'leads')).toContain('31')
  })

  const now = Date.UTC(2026, 10, 20, 9, 43)
  it('are named after their kind and the UTC minute', () => {
    expect(defaultName('lead', now, [])).toBe('LeadScoring_202611200943')
    expect(defaultName('lead', now, ['LeadScoring_202611200943'])).toBe('LeadScoring_202611200943_2')
    expect(nameProblem(defaultName('opportunity', now, []), [])).toBeNull()
    expect(nameProblem('Lead fit', [])).toContain('letters, digits and underscores')
    expect(nameProblem('fit', ['fit'])).toContain('choose another')
  })

  it('show what their newest version is doing beside being published', () => {
    const found = { auc: 0.8, verdict: 'ready', trainedAt: 0, trainedRows: 90 } as const
    const published = { version: 1, publishedAt: 0, scored: 4, ...found }
    const words = (model: Parameters<typeof modelTags>[0]) => modelTags(model).map((tag) => tag.word)
    expect(words({ published, latest: { id: 1, version: 1, state: 'published', jobId: null, ...found } })).toEqual(['Published'])
    expect(words({ published, latest: { ...found, id: 2, version: 2, state: 'training', jobId: 1 } })).toEqual(['Published', 'Training'])
    expect(words({ published: null, latest: null })).toEqual(['Draft'])
  })

  it('believe the job that training has ended before the version says so', () => {
    expect(trainingPhase('training', 'running')).toBe('running')
    expect(trainingPhase('training', 'cancelled')).toBe('cancelled')
    expect(trainingPhase('trained', 'done')).toBe('trained')
    expect(trainingPhase(undefined, undefined)).toBe('none')
  })
})

it('turns cuts into bands, best first, without a gap in whole scores', () => {
  const bands = gradeBands([{ grade: 'A', from: 80.6 }, { grade: 'B', from: 53.9 }, { grade: 'C', from: 25.2 }, { grade: 'D', from: 0 }])
  expect(bands.map((band) => `${band.grade} ${bandWords(band)}`)).toEqual(['A 81 to 100', 'B 54 to 80', 'C 26 to 53', 'D 0 to 25'])
})
