import { describe, expect, it } from 'vitest'
import { endingWords, wordsOf } from '#renderer/features/predictive/outcome-words.ts'
import { overlapSentence, overlapTitle } from '#renderer/features/predictive/overlap-words.ts'

describe('the words for an outcome', () => {
  const outcome = { column: 'status', positive: 'Approved', negative: '0' }

  it('are those of the state, or the values of the column in quotes', () => {
    expect(wordsOf('lead', null, undefined).wins).toBe('qualified')
    expect(wordsOf('opportunity', null, undefined).losses).toBe('lost')
    expect(wordsOf('lead', outcome, { label: 'Status', type: 'option' })).toMatchObject({ wins: '“Approved”', losses: '“0”', win: 'lead that ends as “Approved”', records: 'leads' })
  })

  it('stand in small letters or, where they are names, in quotes', () => {
    expect(endingWords('Qualified', null)).toBe('qualified')
    expect(endingWords('Approved', outcome)).toBe('“Approved”')
  })

  it('say yes and no of a yes-no column', () => {
    expect(wordsOf('opportunity', { column: 'paid', positive: '1', negative: '0' }, { label: 'Paid', type: 'boolean' })).toMatchObject({ wins: '“Paid: yes”', losses: '“Paid: no”' })
  })
})

describe('the words for models that share records', () => {
  const one = (name: string, published: boolean) => ({ modelId: 1, name, published, shared: 7 })

  it('say that a published model scores them, and that another only would', () => {
    expect(overlapTitle({ records: 9, models: [one('First', true), one('Second', false)] }, 'leads')).toBe('First scores some of these leads too')
    expect(overlapTitle({ records: 9, models: [one('Second', false)] }, 'leads')).toBe('Second would score some of these leads too')
    expect(overlapTitle({ records: 9, models: [one('First', true), one('Third', true)] }, 'leads')).toBe('2 models score some of these leads too')
  })

  it('tell how many of them wait', () => {
    expect(overlapSentence({ records: 9, models: [one('First', true)] }, 'leads')).not.toContain('not published')
    expect(overlapSentence({ records: 9, models: [one('First', true), one('Second', false)] }, 'leads')).toContain('One of the others is not published and scores nothing yet.')
    expect(overlapSentence({ records: 9, models: [one('A', false), one('B', false)] }, 'leads')).toContain('The other models are not published and score nothing yet.')
  })
})
