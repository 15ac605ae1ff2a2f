import { defineConfig } from '@playwright/test'
import type { HostOptions } from './e2e/fixtures.ts'
import { seekElectron } from './electron/launch.ts'
import { findChromium } from './support/chromium.ts'

const executablePath = findChromium()
const electron = seekElectron()

// Workers read this file too; the line is for people and is said once.
if (electron.binary === undefined && process.env['TEST_WORKER_INDEX'] === undefined) {
  console.error(`The end-to-end tests in real Electron are skipped: ${electron.why}.`)
}

/** The pages in a real Chromium through the node host, in real Electron where it is there, and in part on the double of Electron. */
export default defineConfig<object, HostOptions>({
  testDir: './e2e',
  globalSetup: './e2e/make-sample.ts',
  testMatch: '**/*.spec.ts',
  outputDir: '../.cache/playwright',
  fullyParallel: false,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  retries: 0,
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
    // A trace of every test takes a good part of its time; TRACE=1 keeps those of failed ones.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'node', use: { host: 'node' } },
    // The wiring of the Electron specs, where the binary is missing: fewer pages, since the pages are the same.
    { name: 'electron double', use: { host: 'electron double' }, testMatch: ['**/seller.spec.ts', '**/pages.spec.ts'] },
    // Electron asks in a window of the system where to keep a file, which no test can answer; there are no downloads as of a browser.
    ...(electron.binary === undefined ? [] : [{ name: 'electron', use: { host: 'electron' as const }, grepInvert: /among the browser’s downloads/u }]),
  ],
})
