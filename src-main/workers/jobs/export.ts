import { z } from 'zod'
import type { ColumnType } from '#shared/domain/catalog/types'
import { exportedRows } from '#main/db/features/exported-rows'
import type { ReadDb } from '#main/db/handles'
import { readTables } from '#main/db/queries/catalog'
import type { JobHandler } from '../context.ts'
import { writeRows } from './write-rows.ts'

const inputSchema = z.object({ what: z.string().min(1), format: z.enum(['csv', 'jsonl', 'xlsx', 'parquet']), path: z.string().min(1) })

/**
 * Writes all scores (`what` is "scores"), or all records of the table `what`, to a file that appears only when it is
 * complete; the result has path and rows. All rows come from one moment of the workspace.
 */
const exportJob: JobHandler = async (job) => {
  const { what, format, path } = inputSchema.parse(job.input)
  const rows = await writeRows(job, { path, format, rows: () => exportedRows(job.db, what), typeOf: (column) => typeOf(job.db, what, column) })
  return { path, rows }
}
export default exportJob

const scoreTypes: Readonly<Record<string, ColumnType>> = { record_id: 'integer', version: 'integer', score: 'number', probability: 'number', scored_at: 'datetime' }

function typeOf(db: ReadDb, what: string, column: string): ColumnType {
  if (what === 'scores') return scoreTypes[column] ?? 'text'
  return readTables(db).find((table) => table.name === what)?.columns.find((entry) => entry.name === column)?.type ?? 'text'
}
