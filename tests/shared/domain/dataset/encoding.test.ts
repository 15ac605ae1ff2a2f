import { expect, test } from 'vitest'
import { detectEncoding, isUtf8 } from '#shared/domain/dataset/encoding'

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => new Uint8Array(Buffer.from(text, encoding))
const be = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16())

test('a byte order mark decides', () => {
  expect(detectEncoding(bytes('\ufeffa,b'), true)).toEqual({ kind: 'text', encoding: 'utf-8', skip: 3 })
  expect(detectEncoding(bytes('\ufeffa,b', 'utf16le'), true)).toEqual({ kind: 'text', encoding: 'utf-16le', skip: 2 })
  expect(detectEncoding(be('\ufeffa,b'), true)).toEqual({ kind: 'text', encoding: 'utf-16be', skip: 2 })
})

test('UTF-16 is known by its null bytes', () => {
  expect(detectEncoding(bytes('name,city\nZoë,Köln', 'utf16le'), true)).toMatchObject({ encoding: 'utf-16le', skip: 0 })
  expect(detectEncoding(be('name,city\nZoë,Köln'), true)).toMatchObject({ encoding: 'utf-16be', skip: 0 })
})

test('what is no valid UTF-8 is Windows-1252', () => {
  expect(detectEncoding(bytes('Köln'), true)).toMatchObject({ encoding: 'utf-8' })
  expect(detectEncoding(bytes('Köln', 'latin1'), true)).toMatchObject({ encoding: 'windows-1252' })
})

test('a character cut off is an error only at the end of the whole file', () => {
  const cut = bytes('Zürich €').slice(0, -1)
  expect(isUtf8(cut, false)).toBe(true)
  expect(isUtf8(cut, true)).toBe(false)
})

test.each([[[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xe0, 0x80, 0x80]], [[0x80]]])('%j is no UTF-8', (sequence) => {
  expect(isUtf8(Uint8Array.from(sequence), true)).toBe(false)
})

test('other files are told apart', () => {
  expect(detectEncoding(new Uint8Array(0), true)).toEqual({ kind: 'empty' })
  expect(detectEncoding(Uint8Array.from([0x50, 0x4b, 3, 4, 20]), true)).toEqual({ kind: 'zip' })
  expect(detectEncoding(Uint8Array.from({ length: 500 }, (_, index) => (index * 37) % 256), true)).toEqual({ kind: 'binary' })
})
