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
/** How often leads are looked for whose rule scores time has changed. */
const ruleSeconds = 60

/** Lets the workspace have the values of the day, queues the daily rescoring and the retrainings that are due, and rescores each minute what time has changed; a closed laptop catches up at the next start or when it wakes up. */
export class Scheduler {
  readonly #options: Options
  #timer: NodeJS.Timeout | undefined
  #ruleTimer: NodeJS.Timeout | undefined
  #isLooking = false
  #stopListening: () => void = () => undefined
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), everyMinutes * 60_000)
    this.#timer.unref()
    this.#ruleTimer = setInterval(() => this.#lookAtRules(), ruleSeconds * 1_000)
    this.#ruleTimer.unref()
    this.#stopListening = this.#options.host.onResume?.(() => this.catchUp()) ?? this.#stopListening
    this.catchUp()
  }

  /** Looks at once, because the clock may have leapt. */
  catchUp(): void {
    this.#look()
    this.#lookAtRules()
  }

  close(): void {
    clearInterval(this.#timer)
    clearInterval(this.#ruleTimer)
    this.#stopListening()
    this.#closed = true
  }

  #look(): void {
    this.#options.store.write('jobs.queueDaily', { appVersion: this.#options.host.version }).then(
      () => this.#options.jobs.wake(),
      (error: unknown) => {
        // What was asked for while the workspace closes is asked for again at the next start.
        if (!this.#closed) this.#options.host.log.write('error', 'The daily rescoring could not be queued', { error: String(error) })
      },
    )
  }

  #lookAtRules(): void {
    // What takes longer than a minute is not asked for twice.
    if (this.#isLooking) return
    this.#isLooking = true
    this.#options.store
      .write('rules.rescoreWaiting', null)
      .then(
        ({ queued }) => {
          if (queued) this.#options.jobs.wake()
        },
        (error: unknown) => {
          if (!this.#closed) this.#options.host.log.write('error', 'Due rule scores could not be rescored', { error: String(error) })
        },
      )
      .finally(() => {
        this.#isLooking = false
      })
  }
}
