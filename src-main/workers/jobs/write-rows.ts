import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import writeExcelFile from 'write-excel-file/node'
import type { ColumnType } from '#shared/domain/catalog/types'
import { Problem } from '#main/db/errors'
import type { ExportedRows, ExportedValue } from '#main/db/features/exported-rows'
import type { JobContext } from '../context.ts'
import { csvLine, jsonLine } from './encode-rows.ts'
import { writeParquet } from './write-parquet.ts'

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
  return { path, rows: await writeRows(job, { path, format, rows, mark: true }) }
}

interface Written {
  readonly path: string
  readonly format: RowsFormat | 'parquet'
  /** Called inside one read transaction, so that all rows come from one moment of the workspace. */
  rows(): ExportedRows
  /** The type of a column, for files that know types; text when left out. */
  typeOf?(column: string): ColumnType
  /** Begins a CSV with a byte order mark: spreadsheets take a file without it for the machine's own character set. */
  readonly mark?: boolean
}

/** Writes rows to a file that appears only when it is complete; returns how many there are. */
export async function writeRows(job: JobContext, { path, format, rows, typeOf, mark = false }: Written): Promise<number> {
  const part = `${path}.part`
  try {
    job.db.exec('BEGIN')
    let written: number
    try {
      const source = rows()
      switch (format) {
        case 'xlsx':
          written = await writeXlsx(job, source, part)
          break
        case 'parquet':
          written = writeParquet(source, source.columns.map((column) => typeOf?.(column) ?? 'text'), part, (done) => report(job, done, source.total))
          break
        case 'csv':
        case 'jsonl':
          written = await writeLines(job, source, part, format, mark)
          break
      }
    } finally {
      job.db.exec('COMMIT')
    }
    await rename(part, path)
    return written
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function report(job: JobContext, done: number, total: number): void {
  job.checkCancelled()
  job.progress({ stage: 'export', label: 'Writing the file', done, total, unit: 'rows', fraction: total === 0 ? 1 : Math.min(1, done / total) })
}

async function writeLines(job: JobContext, source: ExportedRows, path: string, format: 'csv' | 'jsonl', mark: boolean): Promise<number> {
  const file = await open(path, 'w')
  const encode = format === 'csv' ? csvLine : jsonLine(source.columns)
  let rows = 0
  try {
    if (format === 'csv') await file.write(`${mark ? '\uFEFF' : ''}${csvLine(source.columns)}`)
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
    for (const row of page) {
      refuseLong(row, cells.length + 1, source.columns)
      cells.push(row.map(cellOf))
    }
    report(job, cells.length, source.total)
  }
  const header = source.columns.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  await writeExcelFile([header, ...cells], { columns: source.columns.map((title) => ({ width: Math.max(10, Math.min(40, title.length + 2)) })), stickyRowsCount: 1 }).toFile(path)
  return cells.length
}

/** Characters that a cell of a workbook holds. */
const longestCell = 32_767

function refuseLong(row: readonly ExportedValue[], number: number, columns: readonly string[]): void {
  const at = row.findIndex((value) => typeof value === 'string' && value.length > longestCell)
  if (at >= 0) throw new Problem('BAD_INPUT', `Row ${number.toLocaleString('en-US')} has ${String(row[at]).length.toLocaleString('en-US')} characters in ${columns[at]}; a cell of a workbook holds ${longestCell.toLocaleString('en-US')}. Export as CSV instead.`)
}

/** Control characters, which XML cannot hold, as a workbook writes them (ECMA-376, ST_Xstring). */
function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
}

function cellOf(value: ExportedValue) {
  if (typeof value === 'string') return { value: escaped(value), type: String }
  if (typeof value === 'number') return { value, type: Number }
  return value === null ? null : { value, type: Boolean }
}
