import { EventEmitter } from 'node:events'

/** The main process's end of a channel; messages wait until `start`. */
export class DoublePort extends EventEmitter {
  readonly #send: (data: string) => void
  readonly #waiting: unknown[] = []
  #started = false
  closed = false

  constructor(send: (data: string) => void) {
    super()
    this.#send = send
  }

  start(): void {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  postMessage(data: unknown): void {
    if (typeof data !== 'string') throw new Error('The double carries only text over a port.')
    if (!this.closed) this.#send(data)
  }

  /** A message from the page. */
  receive(data: unknown): void {
    if (this.closed) return
    if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.emit('close')
  }
}
