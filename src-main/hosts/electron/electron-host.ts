import { availableParallelism } from 'node:os'
import { app, dialog, Notification, powerMonitor, type BrowserWindow } from 'electron'
import type { Clock, Host, Log, WorkerUrls } from '#main/ports/host'
import { companionFolder } from '../common/data-folder.ts'

interface Options {
  readonly workspaceFile: string
  readonly workers: WorkerUrls
  readonly clock: Clock
  readonly log: Log
  readonly window: () => BrowserWindow | undefined
}

/** What Electron lends to the core. */
export function createElectronHost({ workspaceFile, workers, clock, log, window }: Options): Host {
  return {
    kind: 'electron',
    version: app.getVersion(),
    dataFolder: companionFolder(workspaceFile),
    workspaceFile,
    workers,
    cores: availableParallelism(),
    clock,
    log,
    openFileDialog: async ({ title, extensions }) => {
      const options = { title, properties: ['openFile' as const], filters: [{ name: 'Data files', extensions: [...extensions] }, { name: 'All files', extensions: ['*'] }] }
      const owner = window()
      const { canceled, filePaths } = owner === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options)
      return canceled ? null : (filePaths[0] ?? null)
    },
    onResume: (listener) => {
      powerMonitor.on('resume', listener)
      return () => void powerMonitor.off('resume', listener)
    },
    notify: (title, body) => {
      if (Notification.isSupported()) new Notification({ title, body }).show()
    },
  }
}
