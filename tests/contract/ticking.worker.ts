import { parentPort, workerData } from 'node:worker_threads'
import type { FromJob, JobStart } from '#main/workers/protocol'

// Stands in for the job thread: reports progress every few milliseconds, far more often than it may be passed on.
const start = workerData as JobStart
const cancel = new Int32Array(start.cancel)
const ticks = Number(process.env['SEXTANT_TEST_TICKS'] ?? '500')
const gapMilliseconds = 3
const send = (message: FromJob): void => parentPort?.postMessage(message)

function tick(done: number): void {
  if (Atomics.load(cancel, 0) === 1) {
    send({ type: 'failed', error: { kind: 'cancelled', message: 'Stopped by the user.' } })
    parentPort?.close()
    return
  }
  send({ type: 'progress', progress: { stage: 'tick', label: 'Ticking', done, total: ticks, unit: 'ticks', fraction: done / ticks } })
  if (done < ticks) {
    setTimeout(() => tick(done + 1), gapMilliseconds)
    return
  }
  send({ type: 'done', result: { ticks } })
  parentPort?.close()
}

tick(0)
