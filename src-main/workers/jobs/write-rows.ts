import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeExcelFile from 'write-excel-file/node'
import { Problem } from '#main/db/errors'
import type { ExportedRows, ExportedValue } from '#main/db/features/exported-rows'
import type { JobContext } from '../context.ts'
import { csvLine, jsonLine } from './export.ts'

export type RowsFormat = 'csv' | 'xlsx' | 'jsonl'

/** A workbook is put together in memory. */
const MOST_XLSX = 100_000

interface Wanted {
  /** Becomes the file's name, together with the number of the job. */
  readonly name: string
  readonly format: RowsFormat
  /** Called inside one read transaction, so that all rows come from one moment of the workspace. */
  rows(): ExportedRows
}

/** Writes rows to a file in the exports folder beside the workspace, which appears only when it is complete; the result has path and rows. */
export async function exportFile(job: JobContext, { name, format, rows }: Wanted): Promise<{ path: string; rows: number }> {
  const folder = join(job.dataFolder, 'exports')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${name.replaceAll(/[^\p{L}\p{N} _-]+/gu, '_').trim() || 'Export'} ${job.id}.${format}`)
  const part = `${path}.part`
  try {
    job.db.exec('BEGIN')
    let written: number
    try {
      const source = rows()
      written = format === 'xlsx' ? await writeXlsx(job, source, part) : await writeLines(job, source, part, format)
    } finally {
      job.db.exec('COMMIT')
    }
    await rename(part, path)
    return { path, rows: written }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function report(job: JobContext, done: number, total: number): void {
  job.checkCancelled()
  job.progress({ stage: 'export', label: 'Writing the file', done, total, unit: 'rows', fraction: total === 0 ? 1 : Math.min(1, done / total) })
}

async function writeLines(job: JobContext, source: ExportedRows, path: string, format: 'csv' | 'jsonl'): Promise<number> {
  const file = await open(path, 'w')
  const encode = format === 'csv' ? csvLine : jsonLine(source.columns)
  let rows = 0
  try {
    // Spreadsheets take a file without this mark for the machine's own character set.
    if (format === 'csv') await file.write(`\uFEFF${csvLine(source.columns)}`)
    for (const page of source.pages) {
      rows += page.length
      await file.write(page.map(encode).join(''))
      report(job, rows, source.total)
    }
    return rows
  } finally {
    await file.close()
  }
}

/** Every text is a cell of type text, which no spreadsheet runs as a formula. */
async function writeXlsx(job: JobContext, source: ExportedRows, path: string): Promise<number> {
  if (source.total > MOST_XLSX) {
    throw new Problem('BAD_INPUT', `${source.total.toLocaleString('en-US')} rows do not fit into one XLSX file; ${MOST_XLSX.toLocaleString('en-US')} is the most. Export them as CSV, which every spreadsheet opens too.`)
  }
  const cells: ReturnType<typeof cellOf>[][] = []
  for (const page of source.pages) {
    for (const row of page) cells.push(row.map(cellOf))
    report(job, cells.length, source.total)
  }
  const header = source.columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  await writeExcelFile([header, ...cells], { columns: source.columns.map((title) => ({ width: Math.max(10, Math.min(40, title.length + 2)) })), stickyRowsCount: 1 }).toFile(path)
  return cells.length
}

function cellOf(value: ExportedValue) {
  if (typeof value === 'string') return { value, type: String }
  if (typeof value === 'number') return { value, type: Number }
  return value === null ? null : { value, type: Boolean }
}
