import { fileURLToPath } from 'node:url'
import { BrowserWindow, screen, type Session } from 'electron'
import { guardContents } from './guards.ts'
import { pageOrigin } from './page-protocol.ts'
import { readWindowState, smallestWindow, writeWindowState } from './window-state.ts'

interface Options {
  readonly session: Session
  readonly preload: URL
  /** Where size and place are remembered. */
  readonly stateFile: string
}

/** Opens the one window, where it was when it was last closed, and shows it when its first frame is there. */
export function openMainWindow({ session, preload, stateFile }: Options): BrowserWindow {
  const state = readWindowState(stateFile, screen.getAllDisplays().map((display) => display.workArea))
  const window = new BrowserWindow({
    ...state.place,
    width: state.width,
    height: state.height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Sextant',
    show: false,
    webPreferences: {
      preload: fileURLToPath(preload),
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  guardContents(window.webContents)
  if (state.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeWindowState(stateFile, window.getNormalBounds(), window.isMaximized()))
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
}
