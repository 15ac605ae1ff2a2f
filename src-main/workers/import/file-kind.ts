import path from 'node:path'

interface Kind {
  readonly test: (head: Buffer) => boolean
  /** What the file is, and what to do about it. */
  readonly is: string
  readonly endings: readonly string[]
  readonly advice: string
}

const begins = (...signatures: readonly (string | readonly number[])[]) => (head: Buffer): boolean =>
  signatures.some((signature) => Buffer.from(typeof signature === 'string' ? Buffer.from(signature, 'latin1') : [...signature]).equals(head.subarray(0, signature.length)))
const text = (shape: RegExp) => (head: Buffer): boolean => shape.test(head.toString('latin1', 0, 1024).replace(/^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/u, '').replaceAll('\0', ''))

const asCsv = 'Save the data as CSV in the program that made it, and import that file.'

/** By the first bytes, the more telling before the others. */
const kinds: readonly Kind[] = [
  { test: (head) => begins('PK\u0003\u0004')(head) && (head.includes('xl/') || head.includes('[Content_Types]')), is: 'an Excel workbook', endings: ['.xlsx', '.xlsm'], advice: 'Open it in Excel, save the sheet as “CSV UTF-8”, and import that file.' },
  { test: begins('PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'), is: 'a ZIP archive', endings: ['.zip'], advice: 'Unpack it and import the CSV file inside.' },
  { test: begins([0x1f, 0x8b], 'BZh', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], [0x28, 0xb5, 0x2f, 0xfd], '7z\u00bc\u00af', 'Rar!'), is: 'a compressed file', endings: ['.gz', '.bz2', '.xz', '.zst', '.7z', '.rar'], advice: 'Unpack it and import the CSV file inside.' },
  { test: begins([0xd0, 0xcf, 0x11, 0xe0]), is: 'an Excel workbook of the old kind', endings: ['.xls'], advice: 'Open it in Excel, save the sheet as “CSV UTF-8”, and import that file.' },
  { test: begins('%PDF'), is: 'a PDF document', endings: ['.pdf'], advice: asCsv },
  { test: begins([0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], 'GIF8'), is: 'a picture', endings: ['.png', '.jpg', '.jpeg', '.gif'], advice: asCsv },
  { test: begins('SQLite format 3'), is: 'an SQLite database', endings: ['.db', '.sqlite', '.sextant'], advice: 'Write its table as CSV, and import that file.' },
  { test: begins('PAR1'), is: 'a Parquet file', endings: ['.parquet'], advice: 'Write it as CSV, and import that file.' },
  { test: begins('{\\rtf'), is: 'a text document (RTF)', endings: ['.rtf'], advice: asCsv },
  { test: text(/^\s*<(?:!doctype\s+html|html|head|table)[\s>]/iu), is: 'a web page (HTML)', endings: ['.html', '.htm'], advice: 'Open it in a spreadsheet or go back to where it came from, save the table as CSV, and import that file.' },
  { test: text(/^\s*<(?:\?xml|Workbook)[\s>]/iu), is: 'an XML document', endings: ['.xml'], advice: asCsv },
]

/** The sentence that says what a file is when it is known to be no table of text; undefined otherwise. */
export function foreignKind(head: Buffer, name: string): string | undefined {
  const kind = kinds.find(({ test }) => test(head))
  if (kind === undefined) return undefined
  const ending = path.extname(name).toLowerCase()
  return `${name} is ${kind.is}${kind.endings.includes(ending) ? '' : ` named ${ending || 'without an ending'}`}, not a CSV file. ${kind.advice}`
}
