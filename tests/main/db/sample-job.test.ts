import { afterAll, expect, test } from 'vitest'
import { readCounts } from '#main/db/queries/workspace'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { readSettings, readUser } from '#main/db/queries/settings'
import sample from '#main/workers/jobs/sample'
import { jobContext, makeSampleWorkspace, makeWorkspace } from './support/workspace.ts'

const workspace = await makeSampleWorkspace(600)
afterAll(() => workspace.close())

test('the workspace holds the company, and every check passes', () => {
  const counts = readCounts(workspace.db, { userId: 1 })
  expect(counts).toMatchObject({ leads: 600, accounts: 70, contacts: 250 })
  expect(counts.openLeads).toBeGreaterThan(20)
  expect(counts.myOpenLeads).toBeGreaterThan(0)
  expect(checkWorkspace(workspace.db).checks.filter((check) => !check.ok)).toEqual([])
  expect(readSettings(workspace.db).name).toBe('Corvane Sales')
  expect(readUser(workspace.db, 1)).toMatchObject({ name: 'Mara Voss', role: 'admin' })
  expect(workspace.topics.slice(0, 3)).toEqual(['workspace', 'catalog', 'records'])
})

test('a second sample is refused with a sentence', async () => {
  await expect(sample(jobContext(workspace, { leads: 600, seed: 2 }))).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('already has 600 leads') })
})

test('a cancelled sample leaves nothing behind', async () => {
  const empty = makeWorkspace()
  await expect(sample(jobContext(empty, { leads: 2000, seed: 1 }, 5))).rejects.toThrow('cancelled')
  expect(readCounts(empty.db, { userId: 1 })).toMatchObject({ leads: 0, accounts: 0, contacts: 0 })
  expect(readSettings(empty.db).name).toBe('My workspace')
  empty.close()
})
