import { describe, expect, it } from 'vitest'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { Readiness } from '#shared/contract/index'
import { draftChanges, draftConfig } from '#renderer/features/predictive/model-draft.ts'
import { draftProblem } from '#renderer/features/predictive/draft-problem.ts'
import { firstWords } from '#renderer/features/predictive/first-words.ts'
import { beginModel, choiceOf, setWizard, START, useWizard } from '#renderer/features/predictive/wizard-store.ts'

const config = modelConfigSchema.parse({ windowMonths: 18, include: ['lead.tag'], seed: 7, bags: 3 })
const choice = choiceOf({ id: 4, config })
const unfinished = { kind: 'all' as const, id: 'f1', label: '', children: [] }

function counted(positive: number, negative: number): Readiness {
  return {
    entity: 'lead', positiveLabel: 'Qualified', negativeLabel: 'Disqualified', minimum: 40, byMonth: [], open: 9, leftOut: [], timesUsable: true, processes: [],
    windows: [18, 24].map((months) => ({ months, since: 0, positive, negative, enough: positive >= 40 && negative >= 40 })),
    filtered: { closed: 1, ofClosed: 1, open: 1, ofOpen: 1 },
    perStage: { reason: '', lastStage: 'Close', closed: [39, 40] },
  }
}

describe('settings that are edited', () => {
  it('are the model’s own until something is changed, seed and bags included', () => {
    expect(draftChanges(choice, config)).toEqual([])
    expect(draftConfig(choice, config)).toEqual(config)
  })

  it('name each part that differs, and keep the rest', () => {
    const changed = { ...choice, windowMonths: 12, exclude: ['lead.city'], outcome: { column: 'status', positive: 'a', negative: 'b' } }
    expect(draftChanges(changed, config)).toEqual(['window', 'how it ended', 'attributes'])
    expect(draftConfig(changed, config)).toEqual({ ...config, windowMonths: 12, exclude: ['lead.city'], outcome: { column: 'status', positive: 'a', negative: 'b' } })
    expect(draftChanges({ ...choice, filterDraft: unfinished }, config)).toEqual(['filter'])
  })

  it('cannot be learned with while the filter is not complete, records are lacking, or a stage has too few', () => {
    expect(draftProblem({ ...choice, filterDraft: unfinished }, undefined, 'leads')).toContain('Complete the filter')
    expect(draftProblem(choice, counted(39, 40), 'leads')).toBe('1 more qualified lead is needed for 18 months')
    expect(draftProblem(choice, counted(40, 40), 'leads')).toBeUndefined()
    expect(draftProblem({ ...choice, perStage: true }, counted(40, 40), 'leads')).toContain('whose last stage was Close; there are 39')
    expect(draftProblem({ ...choice, perStage: true, windowMonths: 24 }, counted(40, 40), 'leads')).toBeUndefined()
  })
})

describe('before the first model', () => {
  it('the counts say whether there is enough, and why not', () => {
    expect(firstWords('lead', counted(400, 41))).toMatchObject({ lacking: undefined, check: 'Enough: 400 qualified and 41 disqualified leads were created and closed in the last 24 months; 9 are open.' })
    expect(firstWords('opportunity', { ...counted(31, 900), positiveLabel: 'Won', negativeLabel: 'Lost' })).toMatchObject({ lacking: '9 more won opportunities are needed for 24 months', check: expect.stringMatching(/^Not enough yet: 31 won and 900 lost opportunities were .* A model needs 40 of each in one window\.$/u) })
    expect(firstWords('lead', { ...counted(50, 50), timesUsable: false }).check).toBe('Enough: 50 qualified and 50 disqualified leads; 9 are open.')
    expect(firstWords('lead')).toMatchObject({ lacking: undefined, check: '' })
  })

  it('Get started opens the wizard at the data of that kind, and goes on with what was begun', () => {
    setWizard(START)
    beginModel('opportunity')
    expect(useWizard.getState()).toMatchObject({ entity: 'opportunity', step: 'data', modelId: null })
    setWizard({ step: 'attributes', windowMonths: 12 })
    beginModel('opportunity')
    expect(useWizard.getState()).toMatchObject({ step: 'attributes', windowMonths: 12 })
    beginModel('lead')
    expect(useWizard.getState()).toMatchObject({ entity: 'lead', step: 'data', windowMonths: 24 })
    setWizard({ modelId: 3, step: 'train' })
    beginModel('lead')
    expect(useWizard.getState()).toMatchObject({ modelId: null, step: 'data' })
  })
})
