import type { Inspection } from '#shared/contract/index'
import type { DecimalStyle, Encoding } from '#shared/domain/dataset/mapping'

type Format = Inspection['format']

export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', 'windows-1252': 'Windows-1252' }
export const DECIMAL_WORDS: Readonly<Record<DecimalStyle, string>> = { dot: 'decimal point', comma: 'decimal comma' }
export const LINE_END_WORDS: Readonly<Record<Format['lineEnd'], string>> = { crlf: 'CRLF', lf: 'LF', cr: 'CR', crcrlf: 'CR CR LF' }

/** A separator as people name it: the sign itself where it can be seen. */
export function separatorWord(delimiter: string): string {
  if (delimiter === '\t') return 'tab'
  if (delimiter === ' ') return 'space'
  return delimiter
}

/** The way a file is read, as facts for one line. */
export function formatFacts(format: Format): readonly string[] {
  return [ENCODING_WORDS[format.encoding], `separator ${separatorWord(format.delimiter)}`, DECIMAL_WORDS[format.decimal], `times in ${format.timeZone}`]
}

/** A row of the file as text again, as it would stand there. */
export function rawCells(cells: readonly string[], format: Pick<Format, 'delimiter' | 'quote'>): readonly string[] {
  const { delimiter, quote } = format
  return cells.map((cell) => (cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell) ? `${quote}${cell.replaceAll(quote, quote + quote).replace(/\r\n|\r|\n/g, '↵')}${quote}` : cell))
}
