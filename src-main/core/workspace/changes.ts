import type { ChangeTopic } from '#main/workers/context'

type Listener = (topics: ReadonlySet<ChangeTopic>) => void

/** Tells every open page what has changed; what a slow reader missed is merged into its next event. */
export class Changes {
  readonly #listeners = new Set<Listener>()

  publish(topics: readonly ChangeTopic[]): void {
    const set = new Set(topics)
    for (const listener of this.#listeners) listener(set)
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<{ topics: ChangeTopic[] }, void> {
    const collected = new Set<ChangeTopic>()
    let wake: () => void = () => undefined
    const listener: Listener = (topics) => {
      for (const topic of topics) collected.add(topic)
      wake()
    }
    const onAbort = (): void => wake()
    this.#listeners.add(listener)
    signal?.addEventListener('abort', onAbort)
    try {
      for (;;) {
        if (signal?.aborted === true) return
        if (collected.size === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        const topics = [...collected]
        collected.clear()
        yield { topics }
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    } finally {
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}
