import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome', 'msedge']
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

/** A Chromium that can be started: Playwright's own, else one on the PATH, else one in the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...usualPlaces]
  return candidates.find((candidate) => existsSync(candidate))
}

function run(command: string, ...parameters: string[]): boolean {
  console.log(`> ${command} ${parameters.join(' ')}`)
  return spawnSync(command, parameters, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
}

/** Finds a Chromium or installs one, first Playwright's, then the system's package manager's; throws a sentence when neither works. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  console.log('No Chromium was found; installing one for the end-to-end tests.')
  if (run(process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium')) {
    const installed = findChromium()
    if (installed !== undefined) return installed
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && run('apt-get', 'update')) {
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium')
  }
  const installed = findChromium()
  if (installed === undefined) {
    throw new Error('The end-to-end tests need a Chromium, and none could be installed. Install Chromium, Chrome or Edge and run npm test again.')
  }
  return installed
}
