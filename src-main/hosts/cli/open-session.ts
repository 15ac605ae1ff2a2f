import { availableParallelism } from 'node:os'
import { createRouterClient } from '@orpc/server'
import { createCore } from '#main/core/create-core'
import { router } from '#main/rpc/router'
import { Problem } from '#main/db/errors'
import { createClock } from '../common/clock.ts'
import { companionFolder, userDataFolder, workspaceFile } from '../common/data-folder.ts'
import { createLog } from '../common/log.ts'
import { UsageError, type Globals, type Places, type Session, type Terminal } from './command.ts'

/** The clock of a command. Throws `UsageError`: a moment that cannot be read is a slip on the command line. */
export function clockOf(now: string | undefined): ReturnType<typeof createClock> {
  try {
    return createClock(now)
  } catch (error) {
    throw error instanceof Problem ? new UsageError(error.message) : error
  }
}

interface Options {
  readonly places: Places
  readonly globals: Globals
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

/** Opens the workspace and the same procedures that the window uses, in this process. Throws `Problem`. */
export async function openSession({ places, globals, terminal, signal }: Options): Promise<Session> {
  const clock = clockOf(globals.now)
  const file = workspaceFile(globals.workspace, userDataFolder(), false)
  let offered: string | null = null
  const core = await createCore({
    kind: 'cli',
    version: places.version,
    dataFolder: companionFolder(file),
    workspaceFile: file,
    workers: places.workers,
    cores: availableParallelism(),
    clock,
    log: createLog((line) => terminal.err.write(`${line}\n`), 'error'),
    openFileDialog: () => Promise.resolve(offered),
  })
  const client = createRouterClient(router, { context: { core } })
  const offerFile = (path: string): void => {
    offered = path
  }
  return { client, core, terminal, signal, offerFile }
}
