import type { ColumnType } from '../catalog/types.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

export const DECIMAL_STYLES = ['dot', 'comma'] as const
export type DecimalStyle = (typeof DECIMAL_STYLES)[number]

/** How one file is read; every field is detected and can be overruled. */
export interface FileFormat {
  readonly encoding: Encoding
  readonly delimiter: string
  readonly quote: string
  /** What ends a line: CRLF, LF, CR or the damaged CR CR LF. */
  readonly lineEnd: 'crlf' | 'lf' | 'cr' | 'crcrlf'
  readonly decimal: DecimalStyle
  /** IANA zone in which times without an offset are read. */
  readonly timeZone: string
}

/** What happens with one column of the file. */
export interface ColumnMapping {
  /** Heading in the file; an empty heading is written as `column N`. */
  readonly source: string
  readonly ignore?: boolean
  /** Target column; a name that does not exist yet is created. */
  readonly target?: string
  /** Label of a new column; the heading when left out. */
  readonly label?: string
  readonly type?: ColumnType
  /** Date patterns in order of trial, such as `DD-MM-YYYY HH:mm` or `M/D/YYYY`. */
  readonly dateFormats?: readonly string[]
  /** Values that mean "missing", compared after trimming. */
  readonly missing?: readonly string[]
  /** Replaces values of the file, after trimming, before they are typed. */
  readonly values?: Readonly<Record<string, string>>
  /** For lookups: the table and the key column by which the row is found. */
  readonly lookup?: { readonly table: string; readonly key: string; readonly create?: boolean }
  readonly knownWhen?: 'creation' | 'history' | 'snapshot' | 'after_outcome'
}

/** One file into one table. */
export interface Mapping {
  readonly table: string
  /** Label of a new table. */
  readonly tableLabel?: string
  readonly format?: Partial<FileFormat>
  /** Target column by which existing records are found and updated; without it every row is new. */
  readonly key?: string
  readonly missing?: readonly string[]
  readonly columns: readonly ColumnMapping[]
  /** Values for columns that the file lacks. */
  readonly constants?: Readonly<Record<string, string | number | boolean | null>>
  /** What happens to columns that are not named: inferred and created, or left out. */
  readonly others?: 'infer' | 'ignore'
}

/** A value that could not be read, in words and place. */
export interface RowProblem {
  /** 1-based row of data, the heading not counted. */
  readonly row: number
  readonly column: string
  readonly value: string
  readonly expected: string
}
