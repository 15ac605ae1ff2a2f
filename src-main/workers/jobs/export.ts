import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { z } from 'zod'
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

/**
 * Guards text that a spreadsheet would run as a formula with a leading apostrophe, and text that begins with an
 * apostrophe as well, so that `unguardCell` gives back exactly what was there.
 */
function guardCell(text: string): string {
  return /^[=+\-@\t\r']/.test(text) ? `'${text}` : text
}

/** Takes the guard of an exported cell off again; other text stays as it is. */
export function unguardCell(text: string): string {
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text
}

/** One line of RFC 4180 CSV. Numbers are never guarded: a negative number is no formula. */
export function csvLine(values: readonly ExportedValue[]): string {
  const cells = values.map((value) => {
    if (value === null) return ''
    if (typeof value !== 'string') return String(value)
    const text = guardCell(value)
    return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return `${cells.join(',')}\r\n`
}

const jsonLine =
  (columns: readonly string[]) =>
  (values: readonly ExportedValue[]): string =>
    `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])))}\n`
