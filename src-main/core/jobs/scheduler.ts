import type { Host } from '#main/ports/host'
import type { Store } from '#main/workers/store'
import type { JobRunner } from './job-runner.ts'

interface Options {
  readonly host: Host
  readonly store: Store
  readonly jobs: JobRunner
  /** The workspace's clock, UTC milliseconds. */
  readonly now: () => number
}

const everyMinutes = 5

/** Queues the daily rescoring; a closed laptop catches up at the next start or when it wakes up. */
export class Scheduler {
  readonly #options: Options
  #timer: NodeJS.Timeout | undefined
  #stopListening: () => void = () => undefined
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), everyMinutes * 60_000)
    this.#timer.unref()
    this.#stopListening = this.#options.host.onResume?.(() => this.#look()) ?? this.#stopListening
    this.#look()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#stopListening()
    this.#closed = true
  }

  #look(): void {
    this.#options.store.write('jobs.queueDaily', null).then(
      () => this.#options.jobs.wake(),
      (error: unknown) => {
        // What was asked for while the workspace closes is asked for again at the next start.
        if (!this.#closed) this.#options.host.log.write('error', 'The daily rescoring could not be queued', { error: String(error) })
      },
    )
  }
}
