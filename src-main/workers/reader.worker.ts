import { parentPort, workerData } from 'node:worker_threads'
import { present } from '#shared/lib/assert'
import { openDb, type OpenDb } from '#main/db/open'
import { packError, type CallMessage, type CallReply, type ThreadStart } from './protocol.ts'
import type { Read } from './context.ts'

const port = present(parentPort, 'the parent of the reader thread')
const start = workerData as ThreadStart
const reply = (message: CallReply): void => port.postMessage(message)

let opened: OpenDb | undefined
/** Opened at the first call, when the writer has prepared the file. */
function connection(): OpenDb {
  opened ??= openDb(start.workspaceFile, { readOnly: true, lean: start.lean === true, onSlow: (sql, milliseconds) => reply({ type: 'slow', sql, milliseconds }) })
  return opened
}

const named = start.lean === true ? (await import('./registry/check-reads.ts')).checkReads : (await import('./registry/reads.ts')).reads
const handlers = new Map<string, Read<never, unknown>>(Object.entries(named))

port.on('message', (call: CallMessage | 'close') => {
  if (call === 'close') {
    opened?.close()
    port.close()
    return
  }
  try {
    const handler = present(handlers.get(call.name), `the read ${call.name}`)
    reply({ type: 'answer', id: call.id, value: handler(connection(), call.input as never, call.context), topics: [] })
  } catch (error) {
    reply({ type: 'error', id: call.id, error: packError(error) })
  }
})
