import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge']
const windowsPrograms = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

function candidates(environment: Environment, platform: string): string[] {
  if (platform === 'darwin') return macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (platform === 'win32') {
    const roots = [environment['LOCALAPPDATA'], environment['ProgramFiles'], environment['ProgramFiles(x86)']].filter((root) => root !== undefined)
    return windowsPrograms.flatMap((program) => roots.map((root) => join(root, program)))
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The first of Chromium, Chrome and Edge that this machine has, or null. */
export function findBrowser(environment: Environment = process.env, platform: string = process.platform): string | null {
  for (const file of candidates(environment, platform)) {
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not this one
    }
  }
  return null
}

/** Whether a window can be shown at all. */
export function hasDisplay(environment: Environment = process.env, platform: string = process.platform): boolean {
  return platform !== 'linux' || Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY'])
}

/** The browser's own folder keeps its window apart from the user's other ones, so that its end is the window's end. */
export function browserArguments(address: string, profileFolder: string, asRoot: boolean): string[] {
  const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync', '--disable-background-networking', '--disable-component-update']
  // As root Chromium refuses its sandbox; --test-type hides the banner that it shows then.
  const root = asRoot ? ['--no-sandbox', '--test-type'] : []
  return [`--app=${address}`, `--user-data-dir=${profileFolder}`, '--window-size=1280,800', ...quiet, ...root]
}

export function openWindow(browser: string, address: string, profileFolder: string): ChildProcess {
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 })
  return spawn(browser, browserArguments(address, profileFolder, process.getuid?.() === 0), { stdio: 'ignore' })
}
