import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createCore } from '#main/core/create-core'
import type { Host, WorkerUrls } from '#main/ports/host'
import { createClock } from '../common/clock.ts'
import { companionFolder, userDataFolder, workspaceFile } from '../common/data-folder.ts'
import { makeFirstSample } from '../common/first-sample.ts'
import { createLog } from '../common/log.ts'
import { listPageFiles } from '../common/page-files.ts'
import { findBrowser, hasDisplay, openWindow } from './browser.ts'
import type { NodeOptions } from './options.ts'
import { startServer } from './server.ts'
import { onWake } from './wake.ts'

interface Places {
  readonly workers: WorkerUrls
  readonly rendererFolder: string
  readonly version: string
}

/** Opens the workspace, serves it, and resolves with an exit code once the window is closed or a signal asks to end. Throws `Problem`. */
export async function runNodeHost(options: NodeOptions, places: Places): Promise<number> {
  const pages = listPageFiles(places.rendererFolder)
  const file = workspaceFile(options.workspace, userDataFolder(), options.sample)
  const log = createLog((line) => process.stderr.write(`${line}\n`), 'warn')
  const host: Host = {
    kind: 'node',
    version: places.version,
    dataFolder: companionFolder(file),
    workspaceFile: file,
    workers: places.workers,
    cores: availableParallelism(),
    clock: createClock(options.now),
    log,
    onResume: (listener) => onWake(listener),
  }
  const core = await createCore(host)
  const browser = options.open && hasDisplay() ? findBrowser() : null
  const server = await startServer({ core, pages, log, ticketUses: browser === null ? Number.POSITIVE_INFINITY : 1 })
  if (options.sample) await makeFirstSample(core)

  const ended = untilSignal()
  if (browser === null) {
    if (options.open) process.stderr.write(`No ${hasDisplay() ? 'Chromium, Chrome or Edge was found' : 'display was found'}; open this address yourself, Ctrl+C ends:\n`)
    process.stdout.write(options.json ? `${JSON.stringify({ address: server.address })}\n` : `${server.address}\n`)
    await ended
  } else {
    const window = openWindow(browser, server.address, join(host.dataFolder, 'window'))
    const closed = new Promise<void>((resolve) => window.once('exit', () => resolve()).once('error', () => resolve()))
    await Promise.race([closed, ended, ...(process.platform === 'darwin' ? [untilLeft(server.connections)] : [])])
    window.kill()
  }
  await server.close()
  await core.close()
  return 0
}

/** Resolves at the first Ctrl+C or end signal; the second one ends at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const stop = (): void => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    process.on('SIGHUP', stop)
  })
}

/** Resolves when a page was connected and none has been for 15 seconds; on macOS the browser outlives its window. */
function untilLeft(connections: () => number): Promise<void> {
  return new Promise((resolve) => {
    let seen = false
    let empty = 0
    const timer = setInterval(() => {
      if (connections() > 0) seen = true
      empty = connections() === 0 ? empty + 1 : 0
      if (!seen || empty < 15) return
      clearInterval(timer)
      resolve()
    }, 1000)
  })
}
