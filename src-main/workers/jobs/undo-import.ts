import { z } from 'zod'
import { readImport } from '#main/db/queries/imports'
import { rescoreUndone } from '#main/db/queries/rule-import'
import type { JobHandler } from '../context.ts'
import { queueScoring } from '../import/queue-scoring.ts'
import { undoImport } from '../import/undo.ts'

const inputSchema = z.object({ importId: z.number().int() })

/** Takes back one import as a whole; refuses with a sentence when its records were edited or are needed by others. */
const undo: JobHandler = async (job) => {
  const { importId } = inputSchema.parse(job.input)
  const before = readImport(job.db, importId)
  // a crash after the undo was saved, before anyone was told
  if (before.state === 'undone' && job.attempt > 1) return { importId, table: before.table, removed: before.inserted, restored: before.updated, removedColumns: [], removedTable: null }
  job.progress({ stage: 'undo', label: 'Taking the import back', done: 0, total: before.inserted + before.updated, unit: 'records', fraction: 0.1 })
  job.db.exec('PRAGMA foreign_keys = OFF')
  try {
    const undone = await job.write((db) => {
      const rescore = rescoreUndone(db, importId, job.call)
      const result = undoImport(db, importId, job.call.now, () => job.checkCancelled())
      db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'undo import', ?, ?)").run(job.call.now, job.call.userId, `import ${importId}`, JSON.stringify(result))
      queueScoring(db, job)
      rescore()
      return result
    })
    for (const topic of ['records', 'catalog', 'scores', 'jobs'] as const) job.changed(topic)
    return { importId, table: before.table, ...undone }
  } finally {
    job.db.exec('PRAGMA foreign_keys = ON')
  }
}

export default undo
