import { describe, expect, it } from 'vitest'
import type { Inspection } from '#shared/contract/index'
import { editMapping } from '#renderer/features/dataset/mapping-edit.ts'
import { alsoFilled, doubleTargets, fitMapping, intoNewTable, moveToTable } from '#renderer/features/dataset/mapping-fit.ts'
import { freeName, storeName } from '#renderer/features/dataset/mapping-names.ts'

const source = (name: string): Inspection['columns'][number] => ({ source: name, examples: [], detectedType: 'text', dateFormats: [], filled: 1, distinct: 2, missingMarkers: [], topValues: [], notes: [] })
const columns = [source('Id'), source('Tags'), source('Size')]
const suggested = { table: 'lead', key: 'external_id', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Tags', target: 'tags' }, { source: 'Size', target: 'employees' }] }

describe('fitMapping', () => {
  it('names every column of the file and no other', () => {
    const fitted = fitMapping({ table: 'lead', columns: [{ source: 'Id', target: 'external_id' }, { source: 'Gone', target: 'topic' }] }, { columns, suggested })
    expect(fitted.columns.map((column) => column.target)).toEqual(['external_id', 'tags', 'employees'])
    expect(fitted.others).toBe('ignore')
  })

  it('leaves out what a mapping does not name when it says so', () => {
    const fitted = fitMapping({ table: 'lead', columns: [{ source: 'Id', target: 'external_id' }], others: 'ignore' }, { columns, suggested })
    expect(fitted.columns.map((column) => column.ignore === true)).toEqual([false, true, true])
  })

  it('keeps every entry of a column that fills several, which its row and its settings then change one by one', () => {
    const double = { table: 'lead', key: 'external_id', others: 'ignore' as const, columns: [{ source: 'Id', target: 'external_id' }, { source: 'Tags', target: 'status' }, { source: 'Tags', target: 'state', values: { Won: 'qualified' } }] }
    const fitted = fitMapping(double, { columns, suggested })
    expect(fitted.columns.map(({ source: name, target, ignore }) => [name, target, ignore === true])).toEqual([['Id', 'external_id', false], ['Tags', 'status', false], ['Tags', 'state', false], ['Size', undefined, true]])
    expect(alsoFilled(fitted, 'Tags')).toEqual([{ source: 'Tags', target: 'state', values: { Won: 'qualified' } }])
    const left = editMapping(fitted, { do: 'ignore', source: 'Tags' })
    expect(left.columns.map(({ ignore }) => ignore === true)).toEqual([false, true, false, true])
    expect(alsoFilled(editMapping(fitted, { do: 'no-longer-also', source: 'Tags', target: 'state' }), 'Tags')).toEqual([])
  })

  it('writes markers that hold everywhere with each column, so that each can be changed', () => {
    const fitted = fitMapping({ ...suggested, missing: ['Select'], columns: [{ source: 'Id', target: 'external_id', missing: ['0'] }] }, { columns, suggested })
    expect(fitted).not.toHaveProperty('missing')
    expect(fitted.columns[0]?.missing).toEqual(['0', 'Select'])
  })

  it('names new columns after their headings and drops a key that nothing fills', () => {
    const fitted = fitMapping({ table: 'other', key: 'external_id', columns: [{ source: 'Id', ignore: true }] }, { columns, suggested })
    expect(fitted.columns.map((column) => column.target)).toEqual([undefined, 'tags', 'size'])
    expect(fitted).not.toHaveProperty('key')
  })
})

it('keeps how values are read when the rows go to another table', () => {
  const moved = moveToTable({ ...suggested, columns: [{ source: 'Tags', target: 'tags', missing: ['Select'], values: { a: 'b' } }] }, { table: 'contact', columns: [{ source: 'Tags', target: 'job_title' }] })
  expect(moved).toMatchObject({ table: 'contact', columns: [{ source: 'Tags', target: 'job_title', missing: ['Select'], values: { a: 'b' } }] })
})

it('makes a new table of the columns that are imported', () => {
  const made = intoNewTable({ ...suggested, columns: [{ source: 'Id', target: 'external_id' }, { source: 'Tags', ignore: true }, { source: 'Size', target: 'employees' }] }, 'product', 'Product', columns)
  expect(made).toMatchObject({ table: 'product', tableLabel: 'Product' })
  expect(made.columns.map((column) => column.target)).toEqual(['id', undefined, 'size'])
  expect(made).not.toHaveProperty('key')
})

it('finds targets that two columns fill, but not through columns that are left out', () => {
  expect([...doubleTargets({ table: 'lead', columns: [{ source: 'a', target: 'x' }, { source: 'b', target: 'x' }, { source: 'c', target: 'y' }, { source: 'd', target: 'y', ignore: true }] })]).toEqual(['x'])
})

it('makes names that the store takes', () => {
  expect(['Lead Quality', 'TotalVisits', 'Größe (cm)', '2nd call', '###', 'Page Views/Visit'].map(storeName)).toEqual(['lead_quality', 'total_visits', 'grosse_cm', 'c_2nd_call', 'column_1', 'page_views_visit'])
  expect(freeName('tags', new Set(['tags', 'tags_2']))).toBe('tags_3')
})
