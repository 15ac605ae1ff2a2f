import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, session, shell, type BrowserWindow } from 'electron'
import { createCore, type Core } from '#main/core/create-core'
import type { Clock, Log, WorkerUrls } from '#main/ports/host'
import { workspaceFile } from '../common/data-folder.ts'
import { makeFirstSample } from '../common/first-sample.ts'
import type { PageFile } from '../common/page-files.ts'
import { startSentence } from '../common/sentence.ts'
import { createElectronHost } from './electron-host.ts'
import type { LaunchOptions } from './launch-options.ts'
import { openMainWindow } from './main-window.ts'
import { servePages } from './page-protocol.ts'
import { refusePermissions } from './guards.ts'

interface Places {
  readonly pages: ReadonlyMap<string, PageFile>
  readonly preload: URL
  readonly workers: WorkerUrls
  readonly clock: Clock
  readonly log: Log
}

const workspaceFilter = [{ name: 'Sextant workspace', extensions: ['sextant'] }]

/** The running application: one window on one open workspace, which can be exchanged for another. */
export class Application {
  readonly #places: Places
  readonly #userData = app.getPath('userData')
  readonly #lastFile = join(this.#userData, 'last-workspace.json')
  #core: Core | undefined
  #window: BrowserWindow | undefined

  constructor(places: Places) {
    this.#places = places
    mkdirSync(this.#userData, { recursive: true })
    servePages(session.defaultSession, places.pages)
    refusePermissions(session.defaultSession)
  }

  get core(): Core | undefined {
    return this.#core
  }

  /** Opens the workspace that was asked for, else the one of the last time, else the user's own. Throws `Problem`. */
  async start(options: LaunchOptions): Promise<void> {
    const named = options.workspace ?? (options.sample ? undefined : this.#remembered())
    await this.#open(workspaceFile(named, this.#userData, options.sample))
    if (options.sample && this.#core !== undefined) await makeFirstSample(this.#core)
    this.showWindow()
  }

  showWindow(): void {
    if (this.#window !== undefined) {
      if (this.#window.isMinimized()) this.#window.restore()
      this.#window.focus()
      return
    }
    const stateFile = join(this.#userData, 'window.json')
    this.#window = openMainWindow({ session: session.defaultSession, preload: this.#places.preload, stateFile })
    this.#window.on('closed', () => {
      this.#window = undefined
    })
  }

  async newWorkspace(): Promise<void> {
    const { canceled, filePath } = await dialog.showSaveDialog({ title: 'New workspace', defaultPath: 'workspace.sextant', filters: workspaceFilter })
    if (!canceled && filePath !== '') await this.switchTo(filePath)
  }

  async openWorkspace(): Promise<void> {
    const { canceled, filePaths } = await dialog.showOpenDialog({ title: 'Open workspace', properties: ['openFile'], filters: workspaceFilter })
    const [file] = filePaths
    if (!canceled && file !== undefined) await this.switchTo(file)
  }

  /** Exchanges the workspace; when the new one cannot be used, says why and stays with the old one. */
  async switchTo(file: string): Promise<void> {
    const before = this.#core
    if (before?.host.workspaceFile === file) return
    try {
      await this.#open(file)
    } catch (error) {
      dialog.showErrorBox('The workspace was not opened', startSentence(error).text)
      return
    }
    this.#window?.webContents.reload()
    await before?.close()
  }

  showDataFolder(): void {
    void shell.openPath(this.#userData)
  }

  async close(): Promise<void> {
    const core = this.#core
    this.#core = undefined
    await core?.close()
  }

  async #open(file: string): Promise<void> {
    const { workers, clock, log } = this.#places
    const host = createElectronHost({ workspaceFile: file, workers, clock, log, window: () => this.#window })
    this.#core = await createCore(host)
    writeFileSync(this.#lastFile, JSON.stringify({ file }))
  }

  #remembered(): string | undefined {
    try {
      const stored: unknown = JSON.parse(readFileSync(this.#lastFile, 'utf8'))
      return typeof stored === 'object' && stored !== null && 'file' in stored && typeof stored.file === 'string' ? stored.file : undefined
    } catch {
      return undefined
    }
  }
}
