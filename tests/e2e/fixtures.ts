import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { startNodeHost, type RunningHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { prepareSample } from '../screens/prepare-sample.ts'

interface Hosts {
  /** A host on an empty workspace. */
  readonly emptyHost: RunningHost
  /** A host on the sample company with its first models; one a worker, so tests leave it as they found it. */
  readonly sampleHost: RunningHost
}

async function withHost(prepare: (folder: string, file: string) => Promise<void>, use: (host: RunningHost) => Promise<void>): Promise<void> {
  const folder = temporaryFolder()
  const file = join(folder.path, 'workspace.sextant')
  await prepare(folder.path, file)
  const host = await startNodeHost(file)
  await use(host)
  await host.close()
  folder.remove()
}

export const test = base.extend<Pick<Hosts, 'emptyHost'>, Pick<Hosts, 'sampleHost'>>({
  emptyHost: async ({ browserName: _unused }, use) => {
    await withHost(() => Promise.resolve(), use)
  },
  sampleHost: [
    async ({ browserName: _unused }, use) => {
      await withHost(prepareSample, use)
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

export { expect } from '@playwright/test'

/** Opens a page of the application and waits for the rail. */
export async function openPage(page: Page, host: RunningHost, path: string): Promise<void> {
  await page.goto(host.address)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await goTo(page, path)
}

/** Changes the page as a click on a link would. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, path)
}
