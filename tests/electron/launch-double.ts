import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from '@playwright/test'
import { findChromium } from '../support/chromium.ts'
import { readDeclarations } from './double/declarations.ts'
import { ElectronDouble } from './double/electron-double.ts'
import { loadMainBundle } from './double/load-bundle.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'out')
const declarations = readDeclarations()

/** A change of a bundle's text; `from` must be there. */
export interface Mutation {
  readonly file: 'main/index.js' | 'preload/preload.cjs'
  readonly from: string
  readonly to: string
}

interface Options {
  readonly mutation?: Mutation
  /** Command line after the program's name. */
  readonly parameters?: readonly string[]
  /** Kept from one launch to the next when given. */
  readonly userData?: string
  /** False: another Sextant holds the lock. */
  readonly first?: boolean
}

export interface Launch {
  readonly double: ElectronDouble
  close(): Promise<void>
}

/** Whether there are bundles to drive. */
export const isBuilt = existsSync(join(out, 'main/index.js')) && existsSync(join(out, 'preload/preload.cjs')) && existsSync(join(out, 'renderer/index.html'))

export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND']
  return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) })
}

/** Starts the built application on a double of Electron, from a copy of its own that may be mutated. */
export async function launchDouble(browser: Browser, options: Options = {}): Promise<Launch> {
  const folder = copyBundles(options.mutation)
  const userData = options.userData ?? join(folder, 'user-data')
  mkdirSync(userData, { recursive: true })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ignoreHTTPSErrors: true })
  const double = new ElectronDouble({ context, declarations, userData, first: options.first ?? true })
  await double.listen()
  const argv = process.argv
  process.argv = ['electron', '.', ...(options.parameters ?? [])]
  try {
    loadMainBundle(folder, double)
    await new Promise((resolve) => setTimeout(resolve, 20))
  } finally {
    process.argv = argv
  }
  const close = async (): Promise<void> => {
    double.app.quit()
    await Promise.race([double.app.exited, new Promise((resolve) => setTimeout(resolve, 10_000))])
    await context.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { double, close }
}

/** Below the repository's packages, so that the bundles find them and no test runner compiles them anew; the page's files are shared. */
function copyBundles(mutation: Mutation | undefined): string {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'electron-double-'))
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  for (const part of ['main', 'preload']) cpSync(join(out, part), join(folder, part), { recursive: true })
  symlinkSync(join(out, 'renderer'), join(folder, 'renderer'), 'junction')
  if (mutation === undefined) return folder
  const file = join(folder, mutation.file)
  const text = readFileSync(file, 'utf8')
  const pieces = text.split(mutation.from)
  if (pieces.length < 2) throw new Error(`${mutation.file} does not contain: ${mutation.from}`)
  writeFileSync(file, pieces.join(mutation.to))
  return folder
}
