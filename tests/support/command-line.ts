import { afterAll, beforeAll } from 'vitest'
import type { Answer, Command, OptionValues, Session } from '#main/hosts/cli/command'
import { openSession } from '#main/hosts/cli/open-session'
import { runCli } from '#main/hosts/cli/run-cli'
import { emptyWorkspace, fillSample, NOW } from '../main/jobs/support.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { testHost } from './workspace.ts'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const placesIn = (folder: string) => ({ workers: testHost({ folder }).workers, nodeHost: '', version: '0.0.0-test' })

/** Runs the command line as a terminal would, and returns what it wrote; `always` stands behind the words of every call. */
export function commandLine(folder: string, ...always: readonly string[]): (...argv: string[]) => Promise<Ran> {
  return async (...argv) => {
    const written = { out: '', err: '' }
    const code = await runCli({
      argv: [...argv, ...always],
      terminal: { out: { write: (text) => (written.out += text) }, err: { write: (text) => (written.err += text) }, interactive: false },
      places: placesIn(folder),
      signal: new AbortController().signal,
    })
    return { code, ...written }
  }
}

export interface SampleSession {
  readonly folder: string
  readonly session: () => Session
  readonly run: (command: Command, words: readonly string[], values?: OptionValues) => Promise<Answer>
}

/**
 * Commands on a sample of so many leads, for the tests of the file that calls it. The workspace is opened once for all of
 * them: opening it for each would take longer than what they do.
 */
export function sampleSession(name: string, leads: number, prepare: (made: SampleSession) => Promise<void> = async () => undefined): SampleSession {
  const folder = temporaryFolder()
  let opened: Session | undefined
  const session = (): Session => {
    if (opened === undefined) throw new Error('The workspace is opened before the tests, and not outside of them.')
    return opened
  }
  const made: SampleSession = { folder: folder.path, session, run: async (command, words, values = {}) => command.run({ words, values, open: async () => session() }) }
  beforeAll(async () => {
    const bench = emptyWorkspace(folder.path, name)
    fillSample(bench, leads)
    bench.close()
    opened = await openSession({
      globals: { workspace: bench.file, now: new Date(NOW).toISOString(), json: true },
      terminal: { out: { write: () => true }, err: { write: () => true }, interactive: false },
      places: placesIn(folder.path),
      signal: new AbortController().signal,
    })
    await prepare(made)
  }, 120_000)
  afterAll(async () => {
    await opened?.core.close()
    folder.remove()
  })
  return made
}
