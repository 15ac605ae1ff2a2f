import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SavedView } from '#shared/contract/scores'
import { readSavedViews, saveViews } from '#main/db/queries/saved-views'
import { makeSampleWorkspace, problemOf, type TestWorkspace } from './support/workspace.ts'

let workspace: TestWorkspace
beforeAll(async () => {
  workspace = await makeSampleWorkspace(40)
})
afterAll(() => workspace.close())

const near: SavedView = { name: 'Near', view: 'all_open', filters: [{ column: 'city', operator: 'in', values: ['Ulm', null] }], search: 'sea', sort: { column: 'last_touch', direction: 'asc' } }
const read = (entity: 'lead' | 'opportunity', userId: number): SavedView[] => readSavedViews(workspace.db, { entity }, { userId })

test('views are kept for each user and kind of record, in their order, and replaced as a whole', () => {
  expect(read('lead', 1)).toEqual([])
  const views = [near, { ...near, name: 'Far', search: '' }]
  expect(saveViews(workspace.db, { entity: 'lead', views }, { userId: 1 })).toEqual(views)
  expect(read('lead', 1)).toEqual(views)
  expect(read('lead', 2)).toEqual([])
  expect(read('opportunity', 1)).toEqual([])
  saveViews(workspace.db, { entity: 'lead', views: [near] }, { userId: 1 })
  expect(read('lead', 1)).toEqual([near])
})

test('two of one name are refused, and what was kept stays', () => {
  expect(problemOf(() => saveViews(workspace.db, { entity: 'lead', views: [near, { ...near, name: 'NEAR' }] }, { userId: 1 }))).toEqual({ code: 'CONFLICT', message: 'There is a view “NEAR” already. Choose another name.' })
  expect(read('lead', 1)).toEqual([near])
})
