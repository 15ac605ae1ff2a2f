import type { JobHandler } from '../context.ts'
import { readingNotes, readInput, withStage } from '../import/read-input.ts'
import { count, settleStage } from '../import/settle-stage.ts'

const mostProblems = 50

/** Reads a whole file as an import would and says what would happen; the workspace stays as it is. */
const checkImport: JobHandler = async (job) => {
  const file = readInput(job.input)
  return withStage(job, file, () => undefined, 0.9, async ({ plan, filled, groups }) => {
    job.checkCancelled()
    job.progress({ stage: 'compare', label: 'Comparing with the workspace', done: 0, total: filled.read - filled.rejected, unit: 'rows', fraction: 0.9 })
    const settled = settleStage(job.db, plan, filled, groups, () => undefined)
    return {
      read: filled.read,
      wouldInsert: settled.inserts,
      wouldUpdate: settled.hits,
      rejected: filled.rejected + settled.rejected,
      problems: groups.list(mostProblems),
      notes: [...plan.notes, ...readingNotes(plan, filled), ...settled.notes, ...settled.created.map(({ column, count: made }) => `${count(made, 'record')} of ${column.lookup?.tableLabel} would be made from ${column.source}.`)],
    }
  })
}

export default checkImport
