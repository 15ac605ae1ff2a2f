import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type Page } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type SoughtElectron = { readonly binary: string } | { readonly binary?: undefined; readonly why: string }

/** The Electron binary when it has been fetched and a window can be shown, else why not; never fetches it. */
export function seekElectron(): SoughtElectron {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  const binary = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : undefined
  if (binary === undefined || !existsSync(binary)) return { why: 'its binary has not been fetched' }
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY'])
  return hasDisplay ? { binary } : { why: 'there is no display to show a window on' }
}

/** Opens the built application in real Electron on a workspace; its page serves the same specs as the node host's. */
export async function launchElectron(executablePath: string, workspaceFile: string, ...parameters: string[]): Promise<{ page: Page; close(): Promise<void> }> {
  const userData = mkdtempSync(join(tmpdir(), 'sextant-electron-'))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const application = await _electron.launch({ executablePath, args: [...asRoot, root, `--user-data-dir=${userData}`, '--workspace', workspaceFile, ...parameters] })
  const close = async (): Promise<void> => {
    await application.close()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
  const page = await application.firstWindow()
  // The specs are written for the size that the pages have in Chromium.
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  return { page, close }
}
