import { Cancelled, Problem } from '#main/db/errors'
import type { Host } from '#main/ports/host'
import type { Job } from '#shared/contract/jobs'
import type { JobKind, JobProgress } from '#shared/domain/jobs/types'
import type { CallContext, ChangeTopic } from '#main/workers/context'
import type { Store } from '#main/workers/store'
import type { WriteGate } from '#main/workers/write-gate'
import { Estimate } from './estimate.ts'
import { runJobThread } from './job-thread.ts'

interface Options {
  readonly host: Host
  readonly store: Store
  readonly gate: WriteGate
  readonly context: () => CallContext
  readonly onChange: (topics: readonly ChangeTopic[]) => Promise<void>
}

interface Running {
  readonly kind: JobKind
  readonly cancel: Int32Array
  readonly kill: AbortController
  readonly ended: Promise<void>
  progress: JobProgress | null
  savedAt: number
}

/** Jobs of these kinds change whole tables and wait for one another. */
const exclusive: readonly JobKind[] = ['sample', 'import', 'undo_import', 'score']
const atOnce = 2
const saveEvery = 1_000
const pollEvery = 15_000
/** How long a job may take to reach a safe point when the workspace is closed, before its thread is ended. */
const patience = 5_000

/** Starts what is due, one thread a job, and tells whoever watches; the rows in the store are the truth. */
export class JobRunner {
  readonly #options: Options
  readonly #running = new Map<number, Running>()
  readonly #listeners = new Map<number, Set<() => void>>()
  /** Jobs of this start that failed by a fault of ours, not by what the user can put right. */
  readonly #faults = new Set<number>()
  #timer: NodeJS.Timeout | undefined
  #claiming = false
  #again = false
  #closing = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Queues again what a crash cut off, then runs what is due, now and from time to time. */
  async start(): Promise<void> {
    await this.#options.store.write('jobs.recover', null)
    this.#timer = setInterval(() => this.wake(), pollEvery)
    this.#timer.unref()
    this.wake()
  }

  /** Looks for due jobs; to be called whenever one may have been queued. */
  wake(): void {
    if (this.#closing) return
    if (this.#claiming) {
      this.#again = true
      return
    }
    this.#claiming = true
    void this.#claim()
      .catch((error: unknown) => {
        // What is due while the workspace closes is found again at the next start.
        if (!this.#closing) this.#options.host.log.write('error', 'Looking for due jobs failed', { error: String(error) })
      })
      .finally(() => {
        this.#claiming = false
        if (!this.#again) return
        this.#again = false
        this.wake()
      })
  }

  /** The progress of a running job, newer than the stored one. */
  progressOf(jobId: number): JobProgress | null {
    return this.#running.get(jobId)?.progress ?? null
  }

  /** Whether the job failed, since this start, by a fault of the program. */
  failedByFault(jobId: number): boolean {
    return this.#faults.has(jobId)
  }

  /** Calls back at each change of the job; returns how to stop. Stopping never touches the job. */
  subscribe(jobId: number, listener: () => void): () => void {
    const listeners = this.#listeners.get(jobId) ?? new Set()
    this.#listeners.set(jobId, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(jobId)
    }
  }

  /** Asks a running job to stop, or takes a queued one out of the queue; resolves when it has ended. */
  async cancel(jobId: number): Promise<void> {
    const running = this.#running.get(jobId)
    if (running === undefined) {
      await this.#options.store.write('jobs.finish', { jobId, end: { state: 'cancelled' } })
      this.#tell(jobId)
      return
    }
    Atomics.store(running.cancel, 0, 1)
    await running.ended
  }

  async retry(jobId: number): Promise<void> {
    await this.#options.store.write('jobs.retry', { jobId })
    this.#tell(jobId)
    this.wake()
  }

  /** Stops all jobs; they stay in the store as running and go on at the next start. */
  async close(): Promise<void> {
    this.#closing = true
    clearInterval(this.#timer)
    for (const running of this.#running.values()) Atomics.store(running.cancel, 0, 1)
    const late = setTimeout(() => {
      for (const running of this.#running.values()) running.kill.abort()
    }, patience)
    await Promise.all([...this.#running.values()].map((running) => running.ended))
    clearTimeout(late)
  }

  async #claim(): Promise<void> {
    const limit = atOnce - this.#running.size
    if (limit <= 0) return
    const kinds = new Set([...this.#running.values()].map((running) => running.kind))
    const busy = [...kinds].some((kind) => exclusive.includes(kind)) ? exclusive : []
    const claimed = await this.#options.store.write('jobs.claim', { limit, busy })
    // Claimed while the workspace closes: they stay in the store as running and go on at the next start.
    if (this.#closing) return
    for (const { job, input } of claimed) this.#run(job, input)
  }

  #run(job: Job, input: unknown): void {
    const cancel = new SharedArrayBuffer(4)
    const kill = new AbortController()
    const { host, gate, context } = this.#options
    const estimate = new Estimate(performance.now())
    const work = runJobThread(
      host.workers.job,
      {
        jobId: job.id,
        kind: job.kind,
        input,
        attempt: job.attempts + 1,
        call: context(),
        workspaceFile: host.workspaceFile,
        dataFolder: host.dataFolder,
        workers: { reader: host.workers.reader.href, writer: host.workers.writer.href, job: host.workers.job.href, bag: host.workers.bag.href },
        cores: host.cores,
        cancel,
      },
      gate,
      {
        onProgress: (report) => this.#report(job.id, estimate.next(report, performance.now())),
        onChange: (topic) => void this.#options.onChange([topic]),
      },
      kill.signal,
    )
    const ended = this.#settle(job.id, work)
    this.#running.set(job.id, { kind: job.kind, cancel: new Int32Array(cancel), kill, ended, progress: null, savedAt: 0 })
    this.#tell(job.id)
  }

  async #settle(jobId: number, work: Promise<Readonly<Record<string, unknown>>>): Promise<void> {
    const { store, host } = this.#options
    try {
      const result = await work
      await store.write('jobs.finish', { jobId, end: { state: 'done', result } })
    } catch (error) {
      const running = this.#running.get(jobId)
      this.#faults.delete(jobId)
      if (this.#closing && (error instanceof Cancelled || running?.kill.signal.aborted === true)) return
      if (!(error instanceof Cancelled || error instanceof Problem)) this.#faults.add(jobId)
      if (error instanceof Cancelled) await store.write('jobs.finish', { jobId, end: { state: 'cancelled' } })
      else await store.write('jobs.finish', { jobId, end: { state: 'failed', error: sentence(error) } })
      if (!(error instanceof Cancelled || error instanceof Problem)) {
        host.log.write('error', `Job ${jobId} failed`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      }
    } finally {
      this.#running.delete(jobId)
      this.#tell(jobId)
      this.wake()
    }
  }

  #report(jobId: number, progress: JobProgress): void {
    const running = this.#running.get(jobId)
    if (running === undefined) return
    running.progress = progress
    this.#tell(jobId)
    const now = performance.now()
    if (now - running.savedAt < saveEvery) return
    running.savedAt = now
    this.#options.store.write('jobs.progress', { jobId, progress }).catch((error: unknown) => {
      this.#options.host.log.write('warn', 'Progress was not saved', { jobId, error: String(error) })
    })
  }

  #tell(jobId: number): void {
    for (const listener of this.#listeners.get(jobId) ?? []) listener()
  }
}

function sentence(error: unknown): string {
  if (error instanceof Problem) return error.message
  const message = error instanceof Error ? error.message : String(error)
  if (/out of memory|memory limit/iu.test(message)) return 'This job needed more memory than it may take and was stopped. Nothing was changed.'
  return `Something went wrong inside Sextant: ${message}. Nothing half done was kept; the details are in the log.`
}
