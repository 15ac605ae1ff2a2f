import type { JobProgress } from '#shared/domain/jobs/types'
import type { ReadDb, WriteDb } from '#main/db/handles'
import type { WorkerUrls } from '#main/ports/host'

/** What every query and command knows of the caller. */
export interface CallContext {
  /** The workspace's clock, UTC milliseconds. */
  readonly now: number
  readonly userId: number
  /** IANA zone of the workspace. */
  readonly timeZone: string
}

/** A named read, run on a reader thread. */
export type Read<Input, Output> = (db: ReadDb, input: Input, context: CallContext) => Output

export type ChangeTopic = 'workspace' | 'catalog' | 'records' | 'scores' | 'models' | 'jobs'

/** A named write, run on the writer thread inside one transaction; it reports which pages must read again. */
export type Write<Input, Output> = (db: WriteDb, input: Input, context: CallContext & { changed(topic: ChangeTopic): void }) => Output

/** What a job handler may use; it runs on a thread of its own with a connection of its own. */
export interface JobContext {
  readonly id: number
  readonly input: unknown
  readonly attempt: number
  /** Reads at any time; writes only inside `write`. */
  readonly db: WriteDb
  readonly call: CallContext
  readonly dataFolder: string
  readonly workspaceFile: string
  readonly workers: WorkerUrls
  readonly cores: number
  /** Waits for its turn among all writers, then runs the body in one immediate transaction; keep it under 200 ms where possible. */
  write<T>(body: (db: WriteDb) => T): Promise<T>
  /** Reports how far it is; rate and time left are added by the runner. Cheap: call it often. */
  progress(progress: Omit<JobProgress, 'rate' | 'secondsLeft'>): void
  /** Throws `Cancelled` when the user asked to stop; call it between short chunks. */
  checkCancelled(): void
  isCancelled(): boolean
  /** Int32 flag shared with threads that this job starts; 1 means stop. */
  readonly cancelFlag: Int32Array
  changed(topic: ChangeTopic): void
}

/** Does the work and returns the result that is stored on the job. It may be run again after a crash, and must then finish or repeat its work without doing any of it twice. */
export type JobHandler = (job: JobContext) => Promise<Readonly<Record<string, unknown>>>
