import type { JobProgress } from '#shared/domain/jobs/types'

interface Sample {
  readonly at: number
  readonly done: number
  readonly fraction: number | null
}

const windowMilliseconds = 5_000

/** Adds rate and time left, both from the last five seconds, to what a job reports. Times are monotonic milliseconds. */
export class Estimate {
  #stage = ''
  #samples: Sample[] = []
  readonly #began: number

  constructor(began: number) {
    this.#began = began
  }

  next(report: Omit<JobProgress, 'rate' | 'secondsLeft'>, at: number): JobProgress {
    if (report.stage !== this.#stage) {
      this.#stage = report.stage
      this.#samples = []
    }
    this.#samples.push({ at, done: report.done, fraction: report.fraction })
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > windowMilliseconds) this.#samples.shift()
    const first = this.#samples[0]
    const seconds = first === undefined ? 0 : (at - first.at) / 1000
    const rate = first !== undefined && seconds > 0.2 ? (report.done - first.done) / seconds : null
    return { ...report, rate, secondsLeft: this.#left(report.fraction, at) }
  }

  /** From the share done since the job began; no estimate before two per cent and half a second. */
  #left(fraction: number | null, at: number): number | null {
    const seconds = (at - this.#began) / 1000
    if (fraction === null || fraction < 0.02 || seconds < 0.5) return null
    return Math.max(0, (seconds * (1 - fraction)) / fraction)
  }
}
