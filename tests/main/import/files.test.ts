import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardFormula, quoteCell } from '#shared/domain/dataset/csv-cell'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeAll(() => {
  bench = openBench()
})
afterAll(() => bench.close())

const encode: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16le with mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text.replaceAll('€', '\u0080'), 'latin1'),
}
const ends = { crlf: '\r\n', lf: '\n', cr: '\r', crcrlf: '\r\r\n' } as const
let tables = 0

/** Imports into a new table and returns its rows without the columns that every table has. */
async function rowsOf(file: string, mapping: Record<string, unknown> = {}): Promise<unknown[]> {
  tables += 1
  const table = `t${tables}`
  const result = await bench.import(file, { table, columns: [], ...mapping })
  expect(result.rejected).toBe(0)
  return bench.all(`SELECT * FROM ${table} ORDER BY id`).map(({ id: _a, external_id: _b, owner_id: _c, created_at: _d, modified_at: _e, import_id: _f, ...rest }) => rest)
}

describe.each(Object.keys(encode))('%s', (encoding) => {
  for (const [lineEnd, sign] of Object.entries(ends)) {
    test.each([',', ';', '\t', '|'])(`with ${lineEnd} and %j is read to the letter`, async (delimiter) => {
      const lines = ['Who#Note#City', `Zoë#"one${delimiter} ""two"" € three"#Köln`, 'Bo##Zürich', 'Ångström#"two\nlines"#', 'Cy#plain#Łódź'.replace('Łódź', 'Málaga')]
      const text = lines.map((line) => line.replaceAll('#', delimiter)).join(sign) + sign
      const file = bench.file('matrix.csv', (encode[encoding] as (text: string) => Uint8Array)(text))
      expect(bench.inspect(file).format).toMatchObject({ encoding: encoding.replace(' with mark', ''), delimiter, lineEnd, quote: '"' })
      expect(await rowsOf(file)).toEqual([
        { who: 'Zoë', note: `one${delimiter} "two" € three`, city: 'Köln' }, { who: 'Bo', note: null, city: 'Zürich' },
        { who: 'Ångström', note: 'two\nlines', city: null }, { who: 'Cy', note: 'plain', city: 'Málaga' },
      ])
    })
  }
})

/** A blank cell is a missing value, unless the guard against formulas marked it as text. */
const kept = (text: string): string | null => (guardFormula(text).trim() === '' ? null : text)

test('any text comes through CSV quoting unchanged', async () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', "'", '=', ' ', 'a', ';') }))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), async (rows) => {
      const text = `n,a,b\r\n${rows.map(([a, b], index) => [`${index}x`, a, b].map((value) => quoteCell(guardFormula(value))).join(',')).join('\r\n')}\r\n`
      const found = await rowsOf(bench.file('round.csv', text), { columns: ['n', 'a', 'b'].map((source) => ({ source, target: source, type: 'text' })), format: { delimiter: ',', lineEnd: 'crlf', quote: '"' } })
      expect(found).toEqual(rows.map(([a, b], index) => ({ n: `${index}x`, a: kept(a), b: kept(b) })))
    }),
    { numRuns: 60 },
  )
})

test('rows and characters that lie across the pieces in which a file is read are whole', async () => {
  const rows = Array.from({ length: 9000 }, (_, index) => [`${index}`, 'ü€𝄞'.repeat(1 + (index % 9)), `"x\r\n${'y'.repeat(index % 70)}"`])
  const file = bench.file('pieces.csv', `number of row,text,quoted\r\n${rows.map((row) => row.join(',')).join('\r\n')}`)
  const found = await rowsOf(file, { columns: [{ source: 'quoted', target: 'quoted', type: 'text' }, { source: 'text', target: 'text', type: 'text' }] })
  expect(found).toHaveLength(9000)
  expect(found).toEqual(rows.map(([number, text, quoted]) => ({ quoted: quoted?.slice(1, -1), text, number_of_row: Number(number) })))
})

test('ids stay text, long numbers exact, zeros in front kept', async () => {
  const file = bench.file('ids.csv', 'Id,Big,Zip,Count\n00Q5g000003abcXYZA,9007199254740993123,01234,12\n00Q5g000003abcxyza,9007199254740993124,99999,7\n')
  expect(await rowsOf(file)).toEqual([
    { id_2: '00Q5g000003abcXYZA', big: '9007199254740993123', zip: '01234', count: 12 }, { id_2: '00Q5g000003abcxyza', big: '9007199254740993124', zip: '99999', count: 7 },
  ])
})

test('a decimal comma is found and used', async () => {
  const file = bench.file('comma.csv', 'Name;Price;Weight\nA;1.234,50;0,125\nB;7,25;2,5\n')
  expect(await rowsOf(file)).toEqual([{ name: 'A', price: 123_450, weight: 0.125 }, { name: 'B', price: 725, weight: 2.5 }])
})

test('times without an offset are read in the zone of the mapping; skipped and doubled ones are counted', async () => {
  const file = bench.file('dst.csv', 'name,at\na,2026-03-29 02:30\nb,2026-10-25 02:30\nc,2026-07-01 12:00\nd,2026-07-01T12:00:00Z\n')
  const result = await bench.import(file, { table: 'dst', format: { timeZone: 'Europe/Berlin' }, columns: [] })
  expect(bench.all('SELECT at FROM dst ORDER BY id').map((row) => new Date(Number(row['at'])).toISOString())).toEqual(['2026-03-29T01:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-07-01T10:00:00.000Z', '2026-07-01T12:00:00.000Z'])
  expect(result.notes).toEqual([
    '1 time falls into an hour that a clock change in Europe/Berlin skipped, and was moved forward by it.', '1 time happened twice by a clock change in Europe/Berlin; the earlier was taken.',
  ])
})

test.each([
  ['empty.csv', '', /empty\.csv is empty\. Choose a file/u],
  ['blank.csv', '\n \n\n', /holds nothing but blank lines/u],
  ['heading.csv', 'a,b\n', /has a heading but no rows below it/u],
  ['data.csv', Uint8Array.from({ length: 2000 }, (_, index) => (index * 91) % 256), /does not hold text/u],
  ['archive.csv', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), /is a ZIP archive named \.csv/u],
  ['open.csv', 'a,b\n1,"never closed\n2,3\n', /quotation mark \("\) that opens a field and is never closed/u],
])('%s gets a sentence', (name, content, sentence) => {
  expect(() => bench.inspect(bench.file(name, content))).toThrow(sentence)
})

test('a file that has gone gets a sentence', () => expect(() => bench.inspect('/nowhere/gone.csv')).toThrow('gone.csv is no longer there'))

test('repeated and missing headings are told', () => {
  const { columns, notes, suggested } = bench.inspect(bench.file('heads.csv', 'name,,name,\nA,1,B,\nC,2,D,\n'))
  expect(columns.map((column) => column.source)).toEqual(['name', 'column 2', 'name 2', 'column 4'])
  expect(notes).toEqual(['Headings that occur twice got a number: name.', 'column 4 has no heading and no values, and is left out.'])
  expect(suggested.columns.at(-1)).toEqual({ source: 'column 4', ignore: true })
})

test('a large file is estimated, not counted', () => {
  const file = bench.file('large.csv', `name,text\n${'row,some text that is long enough to fill a file\n'.repeat(100_000)}`)
  const { rows, rowsExact } = bench.inspect(file)
  expect(rowsExact).toBe(false)
  expect(Math.abs(rows - 100_000)).toBeLessThan(1000)
})
