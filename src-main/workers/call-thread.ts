import { Worker } from 'node:worker_threads'
import type { CallContext, ChangeTopic } from './context.ts'
import { unpackError, type CallReply, type ThreadStart } from './protocol.ts'

interface Pending {
  resolve(answer: { value: unknown; topics: readonly ChangeTopic[] }): void
  reject(error: Error): void
}

interface Options {
  readonly url: URL
  readonly start: ThreadStart
  readonly onSlow: (sql: string, milliseconds: number) => void
}

/** One thread that answers named calls in order; a thread that dies fails what was under way and is started again. */
export class CallThread {
  readonly #options: Options
  readonly #pending = new Map<number, Pending>()
  #worker: Worker
  #lastId = 0
  #closing = false

  constructor(options: Options) {
    this.#options = options
    this.#worker = this.#start()
  }

  /** Calls under way or waiting. */
  get load(): number {
    return this.#pending.size
  }

  call(name: string, input: unknown, context: CallContext): Promise<{ value: unknown; topics: readonly ChangeTopic[] }> {
    if (this.#closing) return Promise.reject(new Error('The workspace is being closed.'))
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ id, name, input, context })
    })
  }

  /** Lets the calls under way end, closes the connection and waits for the thread's end. */
  async close(): Promise<void> {
    this.#closing = true
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.postMessage('close')
    await ended
  }

  #start(): Worker {
    const worker = new Worker(this.#options.url, { workerData: this.#options.start })
    worker.on('message', (reply: CallReply) => this.#receive(reply))
    worker.on('error', (error: Error) => this.#fail(error))
    worker.on('exit', () => {
      this.#fail(new Error('A database thread ended in the middle of a call.'))
      if (!this.#closing) this.#worker = this.#start()
    })
    return worker
  }

  #receive(reply: CallReply): void {
    if (reply.type === 'slow') {
      this.#options.onSlow(reply.sql, reply.milliseconds)
      return
    }
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (reply.type === 'answer') pending?.resolve({ value: reply.value, topics: reply.topics })
    else pending?.reject(unpackError(reply.error))
  }

  #fail(error: Error): void {
    for (const pending of this.#pending.values()) pending.reject(error)
    this.#pending.clear()
  }
}
