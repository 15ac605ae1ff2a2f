import { parentPort, workerData } from 'node:worker_threads'
import { present } from '#shared/lib/assert'
import { openDb, prepareWorkspace, refuseForeign, type OpenDb } from '#main/db/open'
import { lockWorkspace } from '#main/db/workspace-lock'
import { packError, type CallMessage, type CallReply, type ThreadStart } from './protocol.ts'
import { writes } from './registry/writes.ts'
import type { ChangeTopic, Write } from './context.ts'

const port = present(parentPort, 'the parent of the writer thread')
const start = workerData as ThreadStart
const reply = (message: CallReply): void => port.postMessage(message)
const handlers = new Map<string, Write<never, unknown>>(Object.entries(writes))

interface Held {
  readonly db: OpenDb
  readonly lock: { release(): void }
}
let held: Held | undefined

/** Locks, creates or migrates, and opens the workspace, once; the lock lives as long as this thread. */
function hold(call: CallMessage): Held {
  if (held !== undefined) return held
  refuseForeign(start.workspaceFile)
  const lock = lockWorkspace(start.workspaceFile)
  try {
    prepareWorkspace(start.workspaceFile, call.context.now, call.context.timeZone)
    const db = openDb(start.workspaceFile, { onSlow: (sql, milliseconds) => reply({ type: 'slow', sql, milliseconds }) })
    held = { db, lock }
    return held
  } catch (error) {
    lock.release()
    throw error
  }
}

function answer(call: CallMessage): void {
  const { db } = hold(call)
  const handler = present(handlers.get(call.name), `the write ${call.name}`)
  const topics = new Set<ChangeTopic>()
  const context = { ...call.context, changed: (topic: ChangeTopic) => void topics.add(topic) }
  const value = db.transaction(() => handler(db, call.input as never, context))
  reply({ type: 'answer', id: call.id, value, topics: [...topics] })
}

port.on('message', (call: CallMessage | 'close') => {
  if (call === 'close') {
    held?.db.close()
    held?.lock.release()
    port.close()
    return
  }
  try {
    answer(call)
  } catch (error) {
    reply({ type: 'error', id: call.id, error: packError(error) })
  }
})
