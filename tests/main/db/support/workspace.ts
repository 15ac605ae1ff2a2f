import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Problem } from '#main/db/errors'
import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'
import type { CallContext, ChangeTopic, JobContext } from '#main/workers/context'
import sample from '#main/workers/jobs/sample'

/** A Friday noon, so that weekday rules can be seen. */
export const NOW = Date.UTC(2026, 10, 20, 12)

export interface TestWorkspace {
  readonly db: OpenDb
  readonly file: string
  readonly context: CallContext & { changed(topic: ChangeTopic): void }
  /** Topics that were reported as changed, oldest first. */
  readonly topics: ChangeTopic[]
  close(): void
}

/** A fresh workspace in a temporary folder. */
export function makeWorkspace(): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-test-'))
  const file = join(folder, 'workspace.sextant')
  prepareWorkspace(file, NOW, 'Europe/Berlin')
  const db = openDb(file)
  const topics: ChangeTopic[] = []
  return {
    db, file, topics,
    context: { now: NOW, userId: 1, timeZone: 'Europe/Berlin', changed: (topic) => void topics.push(topic) },
    close: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a job handler sees, without threads; it is cancelled from the `cancelAt`-th check on. */
export function jobContext(workspace: TestWorkspace, input: unknown, cancelAt = Infinity): JobContext {
  let checks = 0
  const here = pathToFileURL(workspace.file)
  return {
    id: 1, input, attempt: 1, db: workspace.db, call: workspace.context, dataFolder: tmpdir(), workspaceFile: workspace.file,
    workers: { reader: here, writer: here, job: here, bag: here }, cores: 1,
    write: async (body) => workspace.db.transaction(() => body(workspace.db)),
    progress: () => undefined,
    checkCancelled: () => {
      checks += 1
      if (checks >= cancelAt) throw new Error('cancelled')
    },
    isCancelled: () => checks >= cancelAt,
    cancelFlag: new Int32Array(1),
    changed: (topic) => void workspace.topics.push(topic),
  }
}

/** A workspace that holds the sample company. */
export async function makeSampleWorkspace(leads: number, seed = 1): Promise<TestWorkspace> {
  const workspace = makeWorkspace()
  await sample(jobContext(workspace, { leads, seed }))
  return workspace
}

/** Code and sentence of the problem that the body runs into; anything else is thrown on. */
export function problemOf(body: () => unknown): { code: string; message: string } | null {
  try {
    body()
    return null
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, message: error.message }
    throw error
  }
}
