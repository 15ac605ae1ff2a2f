import { join } from 'node:path'
import { Cancelled } from '#main/db/errors'
import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'
import type { CallContext, JobContext } from '#main/workers/context'
import { sampleChunks, type SampleChunk } from '#shared/domain/sample/generate'
import { SAMPLE_COLUMNS } from '#shared/domain/sample/rows'

const root = new URL('../../../', import.meta.url)

/** 21 November 2026, 9:00 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 9)
export const CALL: CallContext = { now: NOW, userId: 1, timeZone: 'UTC' }

export interface Bench {
  readonly db: OpenDb
  readonly file: string
  close(): void
}

/** An empty workspace in the folder. */
export function emptyWorkspace(folder: string, name = 'workspace'): Bench {
  const file = join(folder, `${name}.sextant`)
  prepareWorkspace(file, NOW, 'UTC')
  const db = openDb(file)
  return { db, file, close: () => db.close() }
}

export interface TestJob extends JobContext {
  readonly labels: string[]
  readonly fractions: number[]
  cancel(): void
}

interface JobOptions {
  readonly id?: number
  readonly input: unknown
  readonly call?: CallContext
  readonly cores?: number
  /** Asks the job to stop when a progress label contains this text. */
  readonly cancelAt?: string
}

/** A job context on the bench's own connection, without a runner. */
export function testJob({ db, file }: Bench, options: JobOptions): TestJob {
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4))
  const worker = (path: string): URL => new URL(`src-main/workers/${path}`, root)
  const labels: string[] = []
  const fractions: number[] = []
  const isCancelled = (): boolean => Atomics.load(cancelFlag, 0) === 1
  const cancel = (): void => void Atomics.store(cancelFlag, 0, 1)
  return {
    id: options.id ?? 1,
    input: options.input,
    attempt: 1,
    db,
    call: options.call ?? CALL,
    dataFolder: '',
    workspaceFile: file,
    workers: { reader: worker('reader.worker.ts'), writer: worker('writer.worker.ts'), job: worker('job.worker.ts'), bag: worker('trainer/bag.worker.ts') },
    cores: options.cores ?? 2,
    write: async (body) => db.transaction(() => body(db)),
    progress: ({ label, fraction }) => {
      labels.push(label)
      if (fraction !== null) fractions.push(fraction)
      if (options.cancelAt !== undefined && label.includes(options.cancelAt)) cancel()
    },
    checkCancelled: () => {
      if (isCancelled()) throw new Cancelled('Stopped by the user.')
    },
    isCancelled,
    cancelFlag,
    changed: () => {},
    labels,
    fractions,
    cancel,
  }
}

/** Chunks of one transaction; keeps the log of a large company short. */
const CHUNKS = 40

/** Fills the bench with the records of the sample company, without the models that the sample job begins to train. */
export function fillSample({ db }: Bench, leads: number, seed = 1): void {
  const chunks = sampleChunks({ leads, seed, now: NOW })
  const insertChunk = ({ tables }: SampleChunk): void => {
    for (const { table, rows } of tables) {
      const columns = SAMPLE_COLUMNS[table]
      const statement = db.prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(',')}) VALUES (${columns.map(() => '?').join(',')})`)
      for (const row of rows) statement.run(...row)
    }
  }
  const insertSome = (): boolean =>
    db.transaction(() => {
      for (let count = 0; count < CHUNKS; count += 1) {
        const next = chunks.next()
        if (next.done === true) return false
        insertChunk(next.value)
      }
      return true
    })
  let isMore = true
  while (isMore) isMore = insertSome()
}
