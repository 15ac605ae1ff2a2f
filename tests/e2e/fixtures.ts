import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { FRESH_SAMPLE } from './make-sample.ts'
import { windowsOf, type HostName, type Windows } from './windows.ts'

/** What a project sets. */
export interface HostOptions {
  readonly host: HostName
}

interface Choice {
  /** What the application is opened on: nothing yet, or the sample company with its first models. Tests leave the sample as they found it, or ask for their own. */
  readonly workspace: 'empty' | 'sample' | 'own sample'
}

interface WorkerFixtures extends HostOptions {
  readonly windows: Windows
  /** A copy of the sample company that all tests of a worker share. */
  readonly sampleFile: string
}

function freshSample(): string {
  const file = process.env[FRESH_SAMPLE]
  if (file === undefined) throw new Error('The run has no sample company: the global setup did not end.')
  return file
}

/** `page` is the application itself, opened on the chosen workspace, whatever it runs in. */
export const test = base.extend<Choice, WorkerFixtures>({
  host: ['node', { option: true, scope: 'worker' }],
  workspace: ['sample', { option: true }],
  windows: [
    async ({ host, playwright }, use) => {
      const windows = await windowsOf[host](playwright)
      await use(windows)
      await windows.close()
    },
    { scope: 'worker' },
  ],
  sampleFile: [
    async ({ browserName: _unused }, use) => {
      const folder = temporaryFolder()
      const file = join(folder.path, 'workspace.sextant')
      copyFileSync(freshSample(), file)
      await use(file)
      folder.remove()
    },
    { scope: 'worker' },
  ],
  page: [
    async ({ windows, sampleFile, workspace }, use) => {
      const folder = temporaryFolder()
      const own = join(folder.path, 'workspace.sextant')
      if (workspace === 'own sample') copyFileSync(freshSample(), own)
      const file = workspace === 'sample' ? sampleFile : own
      const window = await windows.open(file)
      await window.page.getByRole('navigation', { name: 'Main' }).waitFor()
      await use(window.page)
      await window.close()
      folder.remove()
    },
    { scope: 'test', timeout: 180_000 },
  ],
})

export { expect } from '@playwright/test'

/** Changes the page as a click on a link would. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, path)
}
