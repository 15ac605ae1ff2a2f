import { beforeEach, expect, test } from 'vitest'
import { clearSaved, setDraft, usePanel } from '#renderer/features/leads/panel-state.ts'

const edits = () => usePanel.getState().drafts['lead:7'] ?? {}

beforeEach(() => {
  usePanel.setState({ drafts: {} })
})

test('what was saved goes, what was typed meanwhile stays', () => {
  setDraft('lead:7', { city: 'Bern', employees: 20 })
  const saved = edits()
  setDraft('lead:7', { city: 'Basel', employees: 20, topic: 'New' })
  clearSaved('lead:7', saved)
  expect(edits()).toEqual({ city: 'Basel', topic: 'New' })
})

test('nothing is left where nothing was typed meanwhile, and other records keep theirs', () => {
  setDraft('lead:7', { city: null })
  setDraft('lead:8', { city: 'Bern' })
  clearSaved('lead:7', { city: null })
  expect(usePanel.getState().drafts).toEqual({ 'lead:8': { city: 'Bern' } })
})
