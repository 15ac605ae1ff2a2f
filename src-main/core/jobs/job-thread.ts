import { Worker } from 'node:worker_threads'
import type { JobKind, JobProgress } from '#shared/domain/jobs/types'
import type { ChangeTopic } from '#main/workers/context'
import type { FromJob, JobStart, ToJob } from '#main/workers/protocol'
import { unpackError } from '#main/workers/protocol'
import type { WriteGate } from '#main/workers/write-gate'

interface Listeners {
  onProgress(progress: Omit<JobProgress, 'rate' | 'secondsLeft'>): void
  onChange(topic: ChangeTopic): void
}

/** Memory that one job may take before it fails alone, in megabytes; imports stream, and a small heap makes the engine collect early. */
const heapLimit = (kind: JobKind): number => (kind === 'import' || kind === 'check_import' || kind === 'undo_import' ? 512 : 2_048)

/** Runs one job on a thread of its own; resolves with its result or rejects with what went wrong, the thread being gone either way. `kill` ends the thread wherever it is; the store then rolls back what it was writing. */
export async function runJobThread(url: URL, start: JobStart, gate: WriteGate, listeners: Listeners, kill: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const worker = new Worker(url, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: heapLimit(start.kind) } })
  const turns = new Map<number, () => void>()
  kill.addEventListener('abort', () => void worker.terminate(), { once: true })
  const answer = new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    worker.on('message', (message: FromJob) => {
      switch (message.type) {
        case 'progress':
          listeners.onProgress(message.progress)
          break
        case 'changed':
          listeners.onChange(message.topic)
          break
        case 'acquire':
          void gate.acquire('job').then((release) => {
            turns.set(message.id, release)
            worker.postMessage({ type: 'granted', id: message.id } satisfies ToJob)
          })
          break
        case 'release':
          turns.get(message.id)?.()
          turns.delete(message.id)
          break
        case 'done':
          resolve(message.result)
          break
        case 'failed':
          reject(unpackError(message.error))
          break
      }
    })
    worker.on('error', reject)
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  try {
    return await Promise.race([answer, endedEarly(ended)])
  } finally {
    await ended
    for (const release of turns.values()) release()
  }
}

/** Rejects a little after the thread has gone, so that an answer on its way still wins. */
async function endedEarly(ended: Promise<void>): Promise<never> {
  await ended
  await new Promise((resolve) => setTimeout(resolve, 50))
  throw new Error('The job ended without an answer.')
}
