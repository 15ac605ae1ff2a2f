import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBuilt, launchDouble, openBrowser, type Mutation } from './launch-double.ts'
import { probes, type ProbeName } from './probes.ts'

const main = (from: string, to: string): Mutation => ({ file: 'main/index.js', from, to })
const preload = (from: string, to = ''): Mutation => ({ file: 'preload/preload.cjs', from, to })

/** What is taken away, how, and the probe that must notice. */
const mutations: readonly (readonly [taken: string, mutation: Mutation, noticedBy: ProbeName])[] = [
  ['the navigation handler', main('contents.on("will-navigate"', '((_event, _listener) => 0)("will-navigate"'), 'leaving the page is denied'],
  ['the webview handler', main('contents.on("will-attach-webview"', '((_event, _listener) => 0)("will-attach-webview"'), 'attaching a webview is denied'],
  ['the window-open handler', main('contents.setWindowOpenHandler(', '((_handler) => 0)('), 'opening a window is denied'],
  ['the permission handler', main('.setPermissionRequestHandler(', '.setPermissionCheckHandler('), 'permissions are refused when asked for'],
  ['the full screen of the permission handler', main('permission === "fullscreen"', 'false'), 'the full screen is given when asked for'],
  ['the permission check', main('.setPermissionCheckHandler(', '.setPermissionRequestHandler('), 'permissions are refused when checked'],
  ['the request filter', main('.webRequest.onBeforeRequest(', '.webRequest.onHeadersReceived((_details, answer) => answer({})) || (() => 0)('), 'requests to elsewhere are cancelled'],
  ['the check of the port\'s sender', main('!isOwnPage(event)', 'false'), 'a port from a foreign page is closed'],
  ['the sandbox', main('sandbox: true', 'sandbox: false'), 'the window is locked down'],
  ['the sandbox of all processes', main('app.enableSandbox()', '0'), 'the window is locked down'],
  ['context isolation', main('contextIsolation: true', 'contextIsolation: false'), 'the page sees nothing of Node or Electron'],
  ['the ban of Node', main('nodeIntegration: false', 'nodeIntegration: true'), 'the window is locked down'],
  ['the CSP rule default-src', main('"default-src \'none\'",', ''), 'frames are refused'],
  ['the CSP rule script-src, for inline scripts', main('"script-src \'self\'"', '"script-src \'self\' \'unsafe-inline\'"'), 'inline scripts do not run'],
  ['the CSP rule script-src, for text', main('"script-src \'self\'"', '"script-src \'self\' \'unsafe-eval\'"'), 'text is not run as code'],
  ['the CSP rule style-src', main('"style-src \'self\'', '"style-src *'), 'styles from elsewhere are refused'],
  ['the CSP rule img-src', main('"img-src \'self\'', '"img-src *'), 'images from elsewhere are refused'],
  ['the CSP rule font-src', main('"font-src \'self\'"', '"font-src *"'), 'fonts from elsewhere are refused'],
  ['the CSP rule connect-src', main('`connect-src \'self\'', '`connect-src *'), 'connections to elsewhere are refused'],
  ['the CSP rule base-uri', main('"base-uri \'none\'",', ''), 'another base address is refused'],
  ['the CSP rule form-action', main('"form-action \'none\'",', ''), 'forms are refused'],
  ['the CSP rule frame-ancestors', main('"frame-ancestors \'none\'"', ''), 'framing by another page is refused'],
  ['the header nosniff', main('"X-Content-Type-Options": "nosniff",', ''), 'types are not guessed'],
  ['the preload\'s listener', preload('window.addEventListener("message"', 'void ("message"'), 'a port answers the contract'],
  ['the preload\'s check of the message', preload('data.type !== "sextant:connect"', 'data.type === "sextant:port"'), 'the preload answers nothing but its own message'],
  ['the preload\'s port to the main process', preload('electron.ipcRenderer.postMessage("sextant:port", null, [port1]);'), 'a port answers the contract'],
  ['the preload\'s port to the page', preload('window.postMessage({ type: "sextant:port" }, window.location.origin, [port2]);'), 'a port answers the contract'],
  ['the declared method, for one that Electron lacks', preload('electron.ipcRenderer.postMessage(', 'electron.ipcRenderer.sendPort('), 'nothing but what Electron declares is used'],
  ['the declared event, for one that Electron lacks', main('"ready-to-show"', '"ready-to-be-shown"'), 'nothing but what Electron declares is used'],
  ['the declared option, for one that Electron lacks', main('webviewTag: false', 'webviewTags: false'), 'nothing but what Electron declares is used'],
]

it('the application is built; "npm run build" does that', () => expect(isBuilt).toBe(true))

describe.runIf(isBuilt)('taking away', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  it.each(mutations)('%s is noticed', async (_taken, mutation, noticedBy) => {
    const launch = await launchDouble(browser, { mutation })
    try {
      if (noticedBy === 'nothing but what Electron declares is used') await expect.poll(() => launch.double.strictness.faults.length, { timeout: 5000 }).toBeGreaterThan(0)
      else {
        // The application must be up, or everything would be noticed.
        await launch.double.page()
        expect(await probes[noticedBy](launch.double)).toBe(false)
      }
    } finally {
      await launch.close()
    }
  })
})
