import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { present } from '#shared/lib/assert'
import { Cancelled } from '#main/db/errors'
import type { WriteDb } from '#main/db/handles'
import { openDb } from '#main/db/open'
import type { JobContext } from './context.ts'
import { packError, type FromJob, type JobStart, type ToJob } from './protocol.ts'
import { jobHandlers } from './registry/jobs.ts'

const port = present(parentPort, 'the parent of the job thread')
const start = workerData as JobStart
const send = (message: FromJob): void => port.postMessage(message)
const db = openDb(start.workspaceFile)
const cancelFlag = new Int32Array(start.cancel)
const isCancelled = (): boolean => Atomics.load(cancelFlag, 0) === 1

const waiting = new Map<number, () => void>()
let lastTurn = 0
port.on('message', (message: ToJob) => {
  waiting.get(message.id)?.()
  waiting.delete(message.id)
})

/** Takes a turn among all writers; the turn is given back however the body ends. */
async function write<T>(body: (db: WriteDb) => T): Promise<T> {
  lastTurn += 1
  const turn = lastTurn
  await new Promise<void>((resolve) => {
    waiting.set(turn, resolve)
    send({ type: 'acquire', id: turn })
  })
  try {
    return db.transaction(() => body(db))
  } finally {
    send({ type: 'release', id: turn })
  }
}

const address = (text: string): URL => (text.startsWith('file:') ? new URL(text) : pathToFileURL(text))
const context: JobContext = {
  id: start.jobId,
  input: start.input,
  attempt: start.attempt,
  db,
  call: start.call,
  dataFolder: start.dataFolder,
  workspaceFile: start.workspaceFile,
  workers: { reader: address(start.workers.reader), writer: address(start.workers.writer), job: address(start.workers.job), bag: address(start.workers.bag) },
  cores: start.cores,
  write,
  progress: (progress) => send({ type: 'progress', progress }),
  checkCancelled: () => {
    if (isCancelled()) throw new Cancelled('Stopped by the user.')
  },
  isCancelled,
  cancelFlag,
  changed: (topic) => send({ type: 'changed', topic }),
}

try {
  const load = present(jobHandlers[start.kind], `the handler of ${start.kind} jobs`)
  const handler = await load()
  const result = await handler(context)
  send({ type: 'done', result })
} catch (error) {
  send({ type: 'failed', error: packError(error) })
} finally {
  db.close()
  port.close()
}
