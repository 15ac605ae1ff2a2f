import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { Cancelled } from '#main/db/errors'
import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'
import type { CallContext, JobContext, JobHandler } from '#main/workers/context'
import checkImport from '#main/workers/jobs/check-import'
import importFile from '#main/workers/jobs/import'
import undoImport from '#main/workers/jobs/undo-import'
import { inspect } from '#main/workers/import/inspect'
import type { Inspection } from '#shared/contract/dataset'
import type { CheckProblem, ImportResult } from './results.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export const now = Date.UTC(2026, 10, 21, 9)

interface Running {
  /** Called at each progress report, to cut a job off in the middle. */
  readonly onProgress?: (stage: string, cancel: () => void) => void
  readonly id?: number
  readonly attempt?: number
}

/** A workspace in a folder of its own, with jobs run in this thread by a hand-made context. */
export interface Bench {
  readonly folder: string
  readonly db: OpenDb
  readonly call: CallContext
  file(name: string, content: string | Uint8Array): string
  inspect(path: string, options?: { table?: string; format?: Record<string, string> }): Inspection
  import(path: string, mapping: unknown, running?: Running): Promise<ImportResult>
  check(path: string, mapping: unknown): Promise<{ read: number; wouldInsert: number; wouldUpdate: number; rejected: number; problems: CheckProblem[]; notes: string[] }>
  undo(importId: number): Promise<Record<string, unknown>>
  all(sql: string): Record<string, unknown>[]
  close(): void
}

export function openBench(timeZone = 'Europe/Berlin'): Bench {
  const folder = temporaryFolder()
  const workspaceFile = join(folder.path, 'workspace.sextant')
  prepareWorkspace(workspaceFile, now, timeZone)
  const db = openDb(workspaceFile)
  const call = { now, userId: 1, timeZone }
  let lastId = 0
  const run = async (handler: JobHandler, input: unknown, { onProgress, id, attempt = 1 }: Running = {}): Promise<Readonly<Record<string, unknown>>> => {
    lastId += 1
    const cancelFlag = new Int32Array(new SharedArrayBuffer(4))
    const isCancelled = (): boolean => cancelFlag[0] === 1
    const nowhere = new URL('file:///nowhere')
    const job: JobContext = {
      id: id ?? lastId, input, attempt, db, call, dataFolder: join(folder.path, 'data'), workspaceFile, cores: 1, cancelFlag, isCancelled,
      workers: { reader: nowhere, writer: nowhere, job: nowhere, bag: nowhere },
      write: async (body) => db.transaction(() => body(db)),
      progress: (report) => onProgress?.(report.stage, () => { cancelFlag[0] = 1 }),
      checkCancelled: () => { if (isCancelled()) throw new Cancelled('Stopped by the user.') },
      changed: () => undefined,
    }
    return handler(job)
  }
  const input = (path: string, mapping: unknown): Record<string, unknown> => ({ path, name: path.split('/').at(-1), bytes: 0, mapping })
  return {
    folder: folder.path, db, call,
    file: (name, content) => {
      const path = join(folder.path, name)
      writeFileSync(path, content)
      return path
    },
    inspect: (path, options = {}) => inspect(db, { path, fileId: 'x', name: path.split('/').at(-1) ?? '', bytes: 0, ...options }, call),
    import: async (path, mapping, running) => (await run(importFile, input(path, mapping), running)) as unknown as ImportResult,
    check: async (path, mapping) => (await run(checkImport, input(path, mapping))) as unknown as Awaited<ReturnType<Bench['check']>>,
    undo: async (importId) => run(undoImport, { importId }),
    all: (sql) => db.prepare<Record<string, unknown>>(sql).all(),
    close: () => {
      db.close()
      folder.remove()
    },
  }
}
