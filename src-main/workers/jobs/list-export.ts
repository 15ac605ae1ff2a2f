import { listExportInput } from '#shared/contract/scores'
import { exportedList } from '#main/db/queries/score-list-export'
import type { JobHandler } from '../context.ts'
import { exportFile } from './write-rows.ts'

/** Writes what a list of leads or opportunities shows, in its order, to a file; the result has path and rows. */
const exportList: JobHandler = async (job) => {
  const input = listExportInput.parse(job.input)
  return exportFile(job, { name: input.title, format: input.format, rows: () => exportedList(job.db, input, job.call) })
}
export default exportList
