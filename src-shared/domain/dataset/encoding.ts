import type { Encoding } from './mapping.ts'

/** What the first bytes of a file say about it. */
export type FileKind =
  | { readonly kind: 'text'; readonly encoding: Encoding; /** Bytes of the byte order mark, to be skipped. */ readonly skip: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'binary' }

/**
 * Tells text from other files and finds its encoding: a byte order mark decides; without one null bytes in every other
 * place mean UTF-16, valid UTF-8 is UTF-8, and everything else is read as Windows-1252, which has no invalid text.
 * `whole` says that the bytes are the whole file, so that a character cut off at the end is an error.
 */
export function detectEncoding(bytes: Uint8Array, whole: boolean): FileKind {
  if (bytes.length === 0) return { kind: 'empty' }
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return { kind: 'zip' }
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return { kind: 'text', encoding: 'utf-8', skip: 3 }
  if (starts(bytes, 0xff, 0xfe)) return { kind: 'text', encoding: 'utf-16le', skip: 2 }
  if (starts(bytes, 0xfe, 0xff)) return { kind: 'text', encoding: 'utf-16be', skip: 2 }
  const sample = bytes.subarray(0, 65_536)
  const [even, odd] = nulls(sample)
  const half = Math.max(1, sample.length / 2)
  if (odd / half > 0.3 && even / half < 0.05) return { kind: 'text', encoding: 'utf-16le', skip: 0 }
  if (even / half > 0.3 && odd / half < 0.05) return { kind: 'text', encoding: 'utf-16be', skip: 0 }
  // a few null bytes are damage in one row, not another kind of file
  if (even + odd > Math.max(3, sample.length * 0.001) || (controls(sample) - even - odd) / sample.length > 0.02) return { kind: 'binary' }
  return { kind: 'text', encoding: isUtf8(bytes, whole) ? 'utf-8' : 'windows-1252', skip: 0 }
}

function starts(bytes: Uint8Array, ...head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte)
}

/** Null bytes at even and at odd places. */
function nulls(bytes: Uint8Array): [number, number] {
  const count: [number, number] = [0, 0]
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] === 0) count[(index & 1) as 0 | 1] += 1
  return count
}

/** Control characters that text does not hold; tab, line feed, form feed, carriage return and end-of-file are text. */
function controls(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26) count += 1
  return count
}

/** Strict: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode 15, table 3-7). */
export function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  let index = 0
  while (index < bytes.length) {
    const first = bytes[index] ?? 0
    if (first < 0x80) {
      index += 1
      continue
    }
    const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
    if (length === 0) return false
    for (let place = 1; place < length; place += 1) {
      const next = bytes[index + place]
      if (next === undefined) return !whole
      const low = place > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
      const high = place > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
      if (next < low || next > high) return false
    }
    index += length
  }
  return true
}
