import { type Page, type PlaywrightWorkerArgs } from '@playwright/test'
import { launchDouble, openBrowser } from '../electron/launch-double.ts'
import { launchElectron, seekElectron } from '../electron/launch.ts'
import { startNodeHost } from '../support/node-host.ts'

/** What the application runs in; every spec is the same in all of them. */
export type HostName = 'node' | 'electron' | 'electron double'

export interface OpenWindow {
  readonly page: Page
  close(): Promise<void>
}

/** Opens the application on workspace files, one window at a time. */
export interface Windows {
  open(workspaceFile: string): Promise<OpenWindow>
  close(): Promise<void>
}

type Playwright = PlaywrightWorkerArgs['playwright']

export const windowsOf: { readonly [Name in HostName]: (playwright: Playwright) => Promise<Windows> } = {
  node: inChromium,
  electron: inElectron,
  'electron double': inDouble,
}

/** Chromium on the address of a node host of its own for every test; a host that stayed would go on with its jobs. */
async function inChromium(playwright: Playwright): Promise<Windows> {
  const browser = await playwright.chromium.launch()
  return {
    open: async (file) => {
      const host = await startNodeHost(file)
      const context = await browser.newContext()
      const close = async (): Promise<void> => {
        await context.close()
        await host.close()
      }
      const page = await context.newPage()
      await page.goto(host.address)
      return { page, close }
    },
    close: () => browser.close(),
  }
}

/** The first window of an Electron of its own for every test. */
function inElectron(): Promise<Windows> {
  const sought = seekElectron()
  if (sought.binary === undefined) return Promise.reject(new Error(`Electron cannot be started: ${sought.why}.`))
  const { binary } = sought
  return Promise.resolve({ open: (file) => launchElectron(binary, file), close: () => Promise.resolve() })
}

/** The built bundles on the double of Electron; a member that Electron does not declare fails the test. */
async function inDouble(): Promise<Windows> {
  const browser = await openBrowser()
  return {
    open: async (file) => {
      const launch = await launchDouble(browser, { parameters: ['--workspace', file] })
      const close = async (): Promise<void> => {
        await launch.close()
        const { faults } = launch.double.strictness
        if (faults.length > 0) throw new Error(`Used, but not declared by Electron: ${faults.join(' ')}`)
      }
      try {
        return { page: await launch.double.page(), close }
      } catch (error) {
        await launch.close()
        throw error
      }
    },
    close: () => browser.close(),
  }
}
