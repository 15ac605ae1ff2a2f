import { describe, expect, it } from 'vitest'
import { editMapping, type Mapping } from '#renderer/features/dataset/mapping-edit.ts'

const START: Mapping = {
  table: 'lead',
  key: 'external_id',
  columns: [
    { source: 'Prospect ID', target: 'external_id', type: 'text' },
    { source: 'Lead Source', target: 'source', type: 'option', missing: ['Select'] },
    { source: 'Created', target: 'created_at', type: 'datetime', dateFormats: ['D.M.YYYY HH:mm'] },
  ],
}

const column = (mapping: Mapping, source: string) => mapping.columns.find((found) => found.source === source)

describe('editMapping', () => {
  it('sends a column to another target and takes its type', () => {
    const next = editMapping(START, { do: 'target', source: 'Lead Source', column: { name: 'employees', type: 'integer', lookupTable: null } })
    expect(column(next, 'Lead Source')).toEqual({ source: 'Lead Source', target: 'employees', type: 'integer', missing: ['Select'] })
    expect(column(START, 'Lead Source')?.target).toBe('source')
  })

  it('gives a lookup a table and the key by which people name its records', () => {
    const next = editMapping(START, { do: 'target', source: 'Lead Source', column: { name: 'owner_id', type: 'lookup', lookupTable: 'user' } })
    expect(column(next, 'Lead Source')?.lookup).toEqual({ table: 'user', key: 'name' })
    const lead = editMapping(START, { do: 'target', source: 'Lead Source', column: { name: 'lead_id', type: 'lookup', lookupTable: 'lead' } })
    expect(column(lead, 'Lead Source')?.lookup).toEqual({ table: 'lead', key: 'external_id' })
  })

  it('drops date formats with the date', () => {
    const next = editMapping(START, { do: 'target', source: 'Created', column: { name: 'topic', type: 'text', lookupTable: null } })
    expect(column(next, 'Created')).not.toHaveProperty('dateFormats')
  })

  it('makes a new column under a name that is free', () => {
    const next = editMapping(START, { do: 'create', source: 'Lead Source', type: 'option', taken: new Set(['lead_source']) })
    expect(column(next, 'Lead Source')).toMatchObject({ target: 'lead_source_2', label: 'Lead Source', type: 'option' })
  })

  it('takes a column back to where it went', () => {
    const out = editMapping(START, { do: 'ignore', source: 'Lead Source' })
    expect(editMapping(out, { do: 'restore', source: 'Lead Source' })).toEqual(START)
  })

  it('forgets the key when its column is left out', () => {
    expect(editMapping(START, { do: 'ignore', source: 'Prospect ID' })).not.toHaveProperty('key')
    expect(editMapping(START, { do: 'ignore', source: 'Created' }).key).toBe('external_id')
  })

  it('adds a marker to several columns and to none twice', () => {
    const next = editMapping(START, { do: 'missing-in', sources: ['Lead Source', 'Created'], marker: 'Select' })
    expect(column(next, 'Lead Source')?.missing).toEqual(['Select'])
    expect(column(next, 'Created')?.missing).toEqual(['Select'])
  })

  it('takes the last marker away without leaving an empty list', () => {
    expect(column(editMapping(START, { do: 'missing', source: 'Lead Source', markers: [] }), 'Lead Source')).not.toHaveProperty('missing')
  })

  it('replaces values and takes a replacement back', () => {
    const replaced = editMapping(START, { do: 'value', source: 'Lead Source', from: 'google', to: 'Google' })
    expect(column(replaced, 'Lead Source')?.values).toEqual({ google: 'Google' })
    expect(column(editMapping(replaced, { do: 'value', source: 'Lead Source', from: 'google', to: null }), 'Lead Source')).not.toHaveProperty('values')
  })

  it('keeps constants by column', () => {
    const next = editMapping(editMapping(START, { do: 'constant', column: 'state', value: 'open' }), { do: 'constant', column: 'employees', value: null })
    expect(next.constants).toEqual({ state: 'open', employees: null })
    expect(editMapping(next, { do: 'no-constant', column: 'state' }).constants).toEqual({ employees: null })
  })
})
