import { countValues, profileColumn, type ColumnProfile } from '#shared/domain/dataset/column-profile'
import type { FileFormat } from '#shared/domain/dataset/mapping'
import { rowsBeforeHeading } from '#shared/domain/dataset/heading'
import { headingNames } from '#shared/domain/dataset/names'
import { detectDecimalStyle } from '#shared/domain/dataset/numbers'
import { createZone } from '#shared/domain/dataset/zone'
import { Problem } from '#main/db/errors'
import { readRows } from './csv-rows.ts'
import { readHead, readText, sampleBytes, type FileHead } from './file-text.ts'

/** What the beginning of a file shows: how it is written, its headings, and its first rows. */
export interface Sample {
  readonly head: FileHead
  readonly format: FileFormat
  readonly headings: readonly string[]
  /** Rows before the heading, which are no part of the table. */
  readonly before: readonly (readonly string[])[]
  /** Headings that occur more than once. */
  readonly repeated: readonly string[]
  /** The rows of the first 4 MiB. */
  readonly rows: readonly (readonly string[])[]
  /** Rows of data in the file; an estimate unless `exact`. */
  readonly count: number
  readonly exact: boolean
  /** Sampled rows whose number of fields differs from the heading's, and the first of them, 1-based. */
  readonly ragged: { readonly count: number; readonly first: number }
}

/** Reads the beginning of a file; whole files up to 4 MiB are counted exactly. `chosen` overrules what is detected. */
export function readSample(file: string, name: string, chosen: Partial<FileFormat>, timeZone: string): Sample {
  const head = readHead(file, name, chosen)
  const dialect = { ...head.dialect, ...defined(chosen) }
  const format: FileFormat = { encoding: head.encoding, delimiter: dialect.delimiter, quote: dialect.quote, lineEnd: dialect.lineEnd, decimal: chosen.decimal ?? 'dot', timeZone: zoneName(chosen.timeZone ?? timeZone) }
  const small = head.bytes <= sampleBytes
  const all: (readonly string[])[] = []
  let bytes = 0
  for (const batch of readRows({ pieces: readText(file, name, head), format, name })) {
    for (const row of batch.rows) all.push(row)
    bytes = batch.bytes
    if (!small && bytes >= sampleBytes) break
  }
  const before = rowsBeforeHeading(all)
  const heading = all[before]
  const kept = all.slice(before + 1)
  const count = kept.length
  if (heading === undefined || count === 0) throw new Problem('BAD_INPUT', `${name} has a heading but no rows below it. Choose a file with at least one row of data.`)
  const exact = small || bytes >= head.bytes
  const { names, repeated } = headingNames(heading)
  const odd = kept.map((row, index) => (fits(row, names.length) ? 0 : index + 1)).filter((row) => row > 0)
  return {
    head,
    format: { ...format, decimal: chosen.decimal ?? detectDecimalStyle(kept.flat()) },
    headings: names,
    before: all.slice(0, before),
    repeated,
    rows: kept,
    count: exact ? count : Math.round((count * head.bytes) / Math.max(1, bytes)),
    exact,
    ragged: { count: odd.length, first: odd[0] ?? 0 },
  }
}

/** Whether a row has as many fields as the heading; blank ones too many do no harm. */
export function fits(row: readonly string[], fields: number): boolean {
  return row.length === fields || (row.length > fields && row.slice(fields).every((field) => field.trim() === ''))
}

/** The profile of each column, in the file's order. */
export function profileSample({ headings, rows, format }: Pick<Sample, 'headings' | 'rows' | 'format'>): ColumnProfile[] {
  return headings.map((heading, index) => profileColumn(heading, countValues(rows, index), format.decimal))
}

function zoneName(name: string): string {
  try {
    return createZone(name).name
  } catch {
    throw new Problem('BAD_INPUT', `“${name}” is no time zone. Name one of the IANA database, such as Europe/Berlin.`, 'timeZone')
  }
}

function defined(chosen: Partial<FileFormat>): Partial<FileFormat> {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
}
