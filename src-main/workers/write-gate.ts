type Priority = 'person' | 'job'

/** One writer at a time across all threads: people first, then jobs, each in order of arrival. */
export class WriteGate {
  readonly #waiting: Record<Priority, (() => void)[]> = { person: [], job: [] }
  #busy = false

  /** Resolves when it is this caller's turn, with the function that ends the turn; ending it twice does nothing. */
  async acquire(priority: Priority): Promise<() => void> {
    if (this.#busy) await new Promise<void>((resolve) => this.#waiting[priority].push(resolve))
    this.#busy = true
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const next = this.#waiting.person.shift() ?? this.#waiting.job.shift()
      if (next === undefined) this.#busy = false
      else next()
    }
  }
}
