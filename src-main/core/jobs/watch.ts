import type { Job } from '#shared/contract/jobs'

interface Source {
  read(): Promise<Job>
  subscribe(listener: () => void): () => void
}

const minimumGap = 100

/** The job's state now, then each change at most ten times a second, until it has ended or nobody watches any more. */
export async function* watchJob(source: Source, signal: AbortSignal | undefined): AsyncGenerator<Job, void> {
  let changed = true
  let wake: () => void = () => undefined
  const stop = source.subscribe(() => {
    changed = true
    wake()
  })
  const onAbort = (): void => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      if (signal?.aborted === true) return
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      changed = false
      const job = await source.read()
      yield job
      if (job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') return
      await new Promise((resolve) => setTimeout(resolve, minimumGap))
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', onAbort)
  }
}
