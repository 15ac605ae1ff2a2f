import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { guardFormula, quoteCell } from '#shared/domain/dataset/csv-cell'
import { exportedRows, type ExportedValue } from '#main/db/features/exported-rows'
import type { JobHandler } from '../context.ts'

const inputSchema = z.object({ what: z.string().min(1), format: z.enum(['csv', 'jsonl']), path: z.string().min(1) })

/**
 * Writes all scores (`what` is "scores"), or all records of the table `what`, to a file that appears only when it is
 * complete; the result has path and rows. All rows come from one moment of the workspace.
 */
const exportJob: JobHandler = async (job) => {
  const { what, format, path } = inputSchema.parse(job.input)
  const part = `${path}.part`
  const file = createWriteStream(part)
  const opened = once(file, 'open')
  let rows = 0
  try {
    await opened
    job.db.exec('BEGIN')
    try {
      const source = exportedRows(job.db, what)
      const encode = format === 'csv' ? csvLine : jsonLine(source.columns)
      if (format === 'csv') file.write(csvLine(source.columns))
      for (const page of source.pages) {
        job.checkCancelled()
        rows += page.length
        if (!file.write(page.map(encode).join(''))) await once(file, 'drain')
        job.progress({ stage: 'export', label: 'Writing the file', done: rows, total: source.total, unit: 'rows', fraction: source.total === 0 ? 1 : rows / source.total })
      }
    } finally {
      job.db.exec('COMMIT')
    }
    file.end()
    await once(file, 'close')
    await rename(part, path)
  } catch (error) {
    file.destroy()
    await rm(part, { force: true })
    throw error
  }
  return { path, rows }
}
export default exportJob

/** One line of RFC 4180 CSV, safe in a spreadsheet; an import takes the guards off again. Numbers need none: a negative number is no formula. */
export function csvLine(values: readonly ExportedValue[]): string {
  const cells = values.map((value) => {
    if (value === null) return ''
    if (typeof value !== 'string') return String(value)
    return quoteCell(guardFormula(value))
  })
  return `${cells.join(',')}\r\n`
}

/** One line of JSON Lines with the columns by name. */
export const jsonLine =
  (columns: readonly string[]) =>
  (values: readonly ExportedValue[]): string =>
    `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])))}\n`
