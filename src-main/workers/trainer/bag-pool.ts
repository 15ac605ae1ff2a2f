import { Worker } from 'node:worker_threads'
import { Cancelled } from '#shared/domain/predictive/errors'
import type { BagExecutor, BagTask } from '#shared/domain/predictive/executor'
import type { BagResult } from '#shared/domain/predictive/fit-bag'
import type { BagReply, BagRequest, BagThreadStart } from './bag-messages.ts'

export interface BagPoolOptions {
  /** Address of `bag.worker`. */
  readonly url: URL
  /** Threads, at least 1. */
  readonly workers: number
  /** Int32 in shared memory; 1 at index 0 asks every thread to stop. */
  readonly cancelFlag: Int32Array
  /** Heap limit of one thread in megabytes; columns and working arrays lie outside of it. */
  readonly heapMegabytes?: number
}

interface Run {
  readonly tasks: readonly BagTask[]
  readonly results: (BagResult | undefined)[]
  readonly onDone: (done: number) => void
  resolve(results: readonly BagResult[]): void
  reject(error: Error): void
  next: number
  done: number
}

/**
 * Fits bags in threads of its own, one bag a thread at a time. A thread that throws or runs out of memory fails the run
 * and nothing else; the results do not depend on the number of threads. Close it when training ends.
 */
export class BagPool implements BagExecutor {
  readonly #options: BagPoolOptions
  readonly #cancel: SharedArrayBuffer
  #threads: Worker[] = []
  #run: Run | null = null

  constructor(options: BagPoolOptions) {
    const { buffer } = options.cancelFlag
    if (!(buffer instanceof SharedArrayBuffer)) throw new Error('The cancel flag of a bag pool must lie in shared memory.')
    this.#options = options
    this.#cancel = buffer
  }

  run(tasks: readonly BagTask[], onDone: (done: number) => void): Promise<readonly BagResult[]> {
    if (this.#run !== null) return Promise.reject(new Error('A bag pool does one run at a time.'))
    if (tasks.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      this.#run = { tasks, results: Array.from({ length: tasks.length }, () => undefined), onDone, resolve, reject, next: 0, done: 0 }
      const wanted = Math.min(Math.max(1, this.#options.workers), tasks.length)
      while (this.#threads.length < wanted) this.#threads.push(this.#start())
      for (const thread of this.#threads) this.#feed(thread)
    })
  }

  /** Ends the threads; a run under way is rejected. */
  async close(): Promise<void> {
    this.#fail(new Cancelled())
    await this.#stop()
  }

  #start(): Worker {
    const { url, heapMegabytes = 512 } = this.#options
    const start: BagThreadStart = { cancel: this.#cancel }
    const thread = new Worker(url, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } })
    thread.on('message', (reply: BagReply) => this.#receive(thread, reply))
    thread.on('error', (error: Error) => this.#fail(inWords(error, heapMegabytes)))
    thread.on('exit', () => {
      if (!this.#threads.includes(thread)) return
      this.#threads = this.#threads.filter((other) => other !== thread)
      this.#fail(new Error('A training thread ended before its bag was fitted.'))
    })
    return thread
  }

  #feed(thread: Worker): void {
    const run = this.#run
    const task = run?.tasks[run.next]
    if (run === null || task === undefined) return
    const request: BagRequest = { place: run.next, task }
    run.next += 1
    thread.postMessage(request)
  }

  #receive(thread: Worker, reply: BagReply): void {
    const run = this.#run
    if (run === null) return
    if (reply.type === 'failed') {
      this.#fail(revived(reply))
      return
    }
    run.results[reply.place] = reply.result
    run.done += 1
    try {
      run.onDone(run.done)
    } catch (error) {
      // The caller reports progress and may throw Cancelled from there.
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      return
    }
    if (run.done < run.tasks.length) {
      this.#feed(thread)
      return
    }
    this.#run = null
    run.resolve(run.results.filter((result) => result !== undefined))
  }

  /** Rejects the run; the threads may be in the middle of other bags, so they end too. */
  #fail(error: Error): void {
    const run = this.#run
    if (run === null) return
    this.#run = null
    void this.#rejectOnceStopped(run, error)
  }

  async #rejectOnceStopped(run: Run, error: Error): Promise<void> {
    await this.#stop()
    run.reject(error)
  }

  async #stop(): Promise<void> {
    const threads = this.#threads
    this.#threads = []
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

function revived({ name, message, stack }: Extract<BagReply, { type: 'failed' }>): Error {
  const error = name === 'Cancelled' ? new Cancelled(message) : new Error(message)
  error.stack = stack
  return error
}

function inWords(error: Error, heapMegabytes: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') return error
  return new Error(`A training thread ran out of its ${heapMegabytes} MB of memory. Leave out columns with very many different values, or shorten the window.`, { cause: error })
}
