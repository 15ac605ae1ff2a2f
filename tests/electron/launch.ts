import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type Page } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The Electron binary when it has been fetched and a window can be shown; never fetches it. */
export function findElectron(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY'])
  if (!hasDisplay || !existsSync(pathFile)) return undefined
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
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
  return { page: await application.firstWindow(), close }
}
