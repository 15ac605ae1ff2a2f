import { fileURLToPath } from 'node:url'
import { app, dialog } from 'electron'
import { createClock } from '../common/clock.ts'
import { createFileLog } from '../common/log.ts'
import { listPageFiles } from '../common/page-files.ts'
import { startSentence } from '../common/sentence.ts'
import { setApplicationMenu } from './application-menu.ts'
import { Application } from './application.ts'
import { parseLaunchOptions } from './launch-options.ts'
import { announceScheme } from './page-protocol.ts'
import { answerPorts } from './page-ports.ts'

// Addresses of the bundles that lie beside this one; only the entry knows where it was built to.
const bundles = {
  preload: new URL('../preload/preload.cjs', import.meta.url),
  rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
  workers: {
    reader: new URL('./reader.worker.js', import.meta.url),
    writer: new URL('./writer.worker.js', import.meta.url),
    job: new URL('./job.worker.js', import.meta.url),
    bag: new URL('./bag.worker.js', import.meta.url),
  },
}

let application: Application | undefined
let ended = false

async function start(): Promise<void> {
  const options = parseLaunchOptions(process.argv)
  const log = createFileLog(app.getPath('userData'))
  const { preload, workers } = bundles
  application = new Application({ pages: listPageFiles(bundles.rendererFolder), preload, workers, clock: createClock(options.now), log })
  const running = application
  setApplicationMenu({
    mac: process.platform === 'darwin',
    developer: !app.isPackaged,
    newWorkspace: () => void running.newWorkspace(),
    openWorkspace: () => void running.openWorkspace(),
    showDataFolder: () => running.showDataFolder(),
    about: () => app.showAboutPanel(),
  })
  answerPorts(() => running.core)
  await running.start(options)
}

if (app.requestSingleInstanceLock()) {
  announceScheme()
  app.enableSandbox()
  app.on('second-instance', () => application?.showWindow())
  app.on('activate', () => application?.showWindow())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    if (ended || application === undefined) return
    event.preventDefault()
    void application.close().finally(() => {
      ended = true
      app.quit()
    })
  })
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      const { text, exitCode } = startSentence(error)
      dialog.showErrorBox('Sextant could not start', text)
      app.exit(exitCode)
    })
} else {
  app.quit()
}
