import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openWorkspace, type OpenWorkspace } from '../../support/workspace.ts'

const DAY = 86_400_000
const FRIDAY = Date.UTC(2026, 10, 20, 12)

const valuesOf = async ({ client }: OpenWorkspace, id: number): Promise<unknown[]> => {
  const { values } = await client.dataset.record({ table: 'lead', id })
  return [values['age'], values['today']]
}

test('values have the day on which a workspace is opened, that of a frozen clock, and that of another zone', async () => {
  const folder = temporaryFolder()
  let now = FRIDAY
  const open = (): Promise<OpenWorkspace> => openWorkspace({ folder: folder.path, now: () => now })
  const first = await open()
  await first.client.workspace.saveSettings({ timeZone: 'Europe/Berlin' })
  const { id } = await first.client.dataset.create({ table: 'lead', values: { last_name: 'Hopper' } })
  await first.client.catalog.saveFormula({ table: 'lead', name: null, label: 'Age', formula: 'agedays([Created on])' })
  await first.client.catalog.saveFormula({ table: 'lead', name: null, label: 'Today', formula: 'today()' })
  expect(await valuesOf(first, id)).toEqual([0, '2026-11-20'])
  await first.close()
  now = FRIDAY + 3 * DAY
  const second = await open()
  expect(await valuesOf(second, id)).toEqual([3, '2026-11-23'])
  await second.client.workspace.saveSettings({ frozenNow: FRIDAY + 10 * DAY })
  expect(await valuesOf(second, id)).toEqual([10, '2026-11-30'])
  // nothing reads the wall clock: what is let go of shows the host's again
  await second.client.workspace.saveSettings({ frozenNow: null })
  await expect.poll(() => valuesOf(second, id), { timeout: 20_000 }).toEqual([3, '2026-11-23'])
  await second.client.workspace.saveSettings({ timeZone: 'Pacific/Kiritimati' })
  expect(await valuesOf(second, id)).toEqual([3, '2026-11-24'])
  await second.client.workspace.saveSettings({ frozenNow: FRIDAY })
  await second.close()
  const third = await open()
  expect(await valuesOf(third, id)).toEqual([0, '2026-11-21'])
  expect((await third.client.workspace.check()).ok).toBe(true)
  await third.close()
  folder.remove()
})
