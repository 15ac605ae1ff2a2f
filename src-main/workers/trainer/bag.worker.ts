import { parentPort, workerData } from 'node:worker_threads'
import { present } from '#shared/lib/assert'
import { runTask } from '#shared/domain/predictive/executor'
import type { BagReply, BagRequest, BagThreadStart } from './bag-messages.ts'

const port = present(parentPort, 'the parent of the bag thread')
const { cancel } = workerData as BagThreadStart
const cancelFlag = new Int32Array(cancel)
const isCancelled = (): boolean => Atomics.load(cancelFlag, 0) === 1
const send = (reply: BagReply, transfer: ArrayBuffer[] = []): void => port.postMessage(reply, transfer)

port.on('message', ({ place, task }: BagRequest) => {
  try {
    const result = runTask(task, isCancelled)
    send({ type: 'fitted', place, result }, result.scores.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])))
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    send({ type: 'failed', place, name, message, stack: stack ?? '' })
  }
})
