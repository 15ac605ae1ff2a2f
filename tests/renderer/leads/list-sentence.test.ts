import { describe, expect, it } from 'vitest'
import { LEADS, OPPORTUNITIES } from '#renderer/features/leads/entity.ts'
import { listSentence, shortName } from '#renderer/features/leads/list-sentence.ts'

const clock = { now: Date.UTC(2026, 10, 21, 9, 2), timeZone: 'UTC' }
const rows = { total: 38, open: 412, scoredBy: { modelId: 1, modelName: 'OpportunityScoring_202611211144', version: 7, scoredAt: Date.UTC(2026, 10, 21, 9) } }

describe('the sentence over a list', () => {
  it('says how many of how many, and which model scored them', () => {
    expect(listSentence(rows, LEADS, false, clock)).toMatch(/^38 of 412 open leads · scored .+ by OpportunityScoring_202611211144 v7$/u)
    expect(listSentence({ ...rows, scoredBy: null }, LEADS, true, clock)).toBe('38 leads, 412 of them open · no model is published yet')
  })
  it('shortens a long name in its middle, so that its date and its version can be read', () => {
    expect(listSentence(rows, LEADS, false, clock, true)).toMatch(/^38 of 412 open leads · scored .+ by OpportunityScor…11211144 v7$/u)
    expect(shortName('LeadScoring_202611211144', 24)).toBe('LeadScoring_202611211144')
  })
  it('leaves a long noun to the title, so that the whole sentence fits beside it', () => {
    expect(listSentence(rows, OPPORTUNITIES, false, clock, true)).toMatch(/^38 of 412 open · scored .+ by Opportunity…11211144 v7$/u)
    expect(listSentence(rows, OPPORTUNITIES, false, clock)).toMatch(/^38 of 412 open opportunities · scored/u)
  })
})
