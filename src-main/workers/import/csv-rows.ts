import Papa from 'papaparse'
import type { FileFormat } from '#shared/domain/dataset/mapping'
import { Problem } from '#main/db/errors'

interface Pieces {
  readonly pieces: Iterable<{ readonly text: string; readonly bytes: number }>
  readonly format: Pick<FileFormat, 'delimiter' | 'quote' | 'lineEnd'>
  readonly name: string
}

export interface RowBatch {
  /** Fields of each row as text; blank lines are left out. */
  readonly rows: readonly (readonly string[])[]
  /** Bytes of the file read so far. */
  readonly bytes: number
  /** Whether some field holds a null byte. */
  readonly hasNull: boolean
}

/** A row longer than this many characters means that a quote was never closed. */
const longestRow = 8_000_000

/** Cuts text into rows of fields, batch by batch; the first row of the first batch is the heading. */
export function* readRows({ pieces, format, name }: Pieces): Generator<RowBatch> {
  const parser = parserOf(format)
  let rest = ''
  let count = 0
  let bytes = 0
  for (const piece of pieces) {
    bytes = piece.bytes
    const held = rest + piece.text
    // a carriage return at the end may belong to a line feed that is still to come
    const tail = piece.text === '' ? '' : (/\r+$/u.exec(held)?.[0] ?? '')
    const text = evenLines(tail === '' ? held : held.slice(0, -tail.length), format)
    const { data, meta } = parser.parse(text, 0, true)
    rest = text.slice(meta.cursor) + tail
    if (rest.length > longestRow) throw tooLong(name, count + data.length, format.quote)
    const rows = withoutBlank(data)
    count += rows.length
    if (rows.length > 0) yield { rows, bytes, hasNull: text.includes('\0') }
  }
  if (rest.trim() === '') return
  const { data, errors } = parser.parse(rest.replace(/\r+$/u, ''), 0, false)
  if (errors.some((error) => error.code === 'MissingQuotes')) throw unclosed(name, count, format.quote)
  yield { rows: withoutBlank(data), bytes, hasNull: rest.includes('\0') }
}

function parserOf(format: Pick<FileFormat, 'delimiter' | 'quote' | 'lineEnd'>): { parse(text: string, base: number, ignoreLastRow: boolean): Papa.ParseResult<string[]> } {
  const newline = format.lineEnd === 'lf' ? '\n' : format.lineEnd === 'cr' ? '\r' : '\r\n'
  const settings = { delimiter: format.delimiter, quoteChar: format.quote, escapeChar: format.quote, newline } as const
  // its handle keeps a position, so each piece gets a parser of its own; that costs nothing
  return { parse: (text, base, ignoreLastRow) => new Papa.Parser(settings).parse(text, base, ignoreLastRow) as Papa.ParseResult<string[]> }
}

/** Repairs doubled carriage returns, and files of mixed line ends where a quoted field ends a row. */
function evenLines(text: string, { lineEnd, quote }: Pick<FileFormat, 'lineEnd' | 'quote'>): string {
  if (lineEnd === 'crcrlf') return text.replaceAll('\r\r\n', '\r\n')
  if (lineEnd === 'lf' && text.includes(`${quote}\r\n`)) return text.replaceAll('\r\n', '\n')
  return text
}

function withoutBlank(rows: readonly string[][]): readonly string[][] {
  return rows.some(isBlank) ? rows.filter((row) => !isBlank(row)) : rows
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && (row[0] ?? '').trim() === ''
}

function unclosed(name: string, rows: number, quote: string): Problem {
  return new Problem('BAD_INPUT', `${name} has a quotation mark (${quote}) that opens a field and is never closed, after row ${Math.max(0, rows - 1).toLocaleString('en-US')}. Close it, or choose another quote character.`)
}

function tooLong(name: string, rows: number, quote: string): Problem {
  return new Problem('BAD_INPUT', `${name} has a row of more than ${longestRow.toLocaleString('en-US')} characters, after row ${Math.max(0, rows - 1).toLocaleString('en-US')}. Either a quotation mark (${quote}) there is never closed, or a field is too long to be imported. Correct it, or choose another quote character.`)
}
