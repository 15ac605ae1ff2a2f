import { describe, expect, it } from 'vitest'
import { viewConditions } from '#renderer/features/leads/entity.ts'
import { interactionWords } from '#renderer/features/leads/interaction-words.ts'
import { pagesOf } from '#renderer/rpc/use-pages.ts'
import { INTERACTION_TYPES } from '#shared/domain/catalog/built-in'
import { SCORE_VIEWS } from '#shared/domain/scores/types'

describe('pages', () => {
  it('cover the rows in view', () => {
    expect(pagesOf(0, 0, 100)).toEqual([0])
    expect(pagesOf(90, 210, 100)).toEqual([0, 1, 2])
    expect(pagesOf(-5, 20, 100)).toEqual([0])
  })
})

describe('conditions of a view', () => {
  it('can each be taken off, leaving a wider view', () => {
    expect(viewConditions('my_open', 7).map((condition) => condition.without)).toEqual([
      { view: 'all_open', filters: [] },
      { view: 'all', filters: [{ column: 'owner_id', operator: 'eq', values: [7] }] },
    ])
    for (const view of SCORE_VIEWS) expect(viewConditions(view, 1).every((condition) => condition.without.view !== view)).toBe(true)
  })
})

describe('interactions', () => {
  it('have words for every built-in type', () => {
    for (const type of INTERACTION_TYPES) expect(interactionWords({ type, asset: null, url: null, journey: null }).words).not.toBe(type)
  })
  it('quote what they were about', () => {
    expect(interactionWords({ type: 'EmailOpened', asset: 'Rates outlook Q4', url: null, journey: null }).words).toBe('Opened “Rates outlook Q4”')
    expect(interactionWords({ type: 'BoothVisited', asset: null, url: null, journey: null }).words).toBe('Booth Visited')
  })
})
