import { isAscii } from 'node:buffer'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { detectDialect } from '#shared/domain/dataset/dialect'
import { detectEncoding, isUtf8 } from '#shared/domain/dataset/encoding'
import type { Encoding, FileFormat } from '#shared/domain/dataset/mapping'
import { Problem } from '#main/db/errors'
import { foreignKind } from './file-kind.ts'

/** Bytes from which encoding and dialect are found; also the file size up to which everything is read at inspection. */
export const sampleBytes = 4 * 1024 * 1024
/** Bytes from which delimiter, quote and line end are found. */
const dialectBytes = 1024 * 1024
/** Bytes at a time; larger pieces become objects that the collector of young ones does not reach. */
const chunkBytes = 64 * 1024

export interface FileHead {
  readonly bytes: number
  /** Bytes before the text. */
  readonly skip: number
  readonly encoding: Encoding
  readonly dialect: Pick<FileFormat, 'delimiter' | 'quote' | 'lineEnd'>
}

/** Looks at the beginning of a file; a Problem says what the file is when it is no table of text. */
export function readHead(file: string, name: string, chosen: Partial<FileFormat> = {}): FileHead {
  const bytes = sizeOf(file, name)
  const head = readBytes(file, Math.min(bytes, sampleBytes))
  const kind = detectEncoding(head, head.length === bytes)
  const foreign = chosen.encoding === undefined || kind.kind === 'zip' ? foreignKind(head, name) : undefined
  if (foreign !== undefined) throw new Problem('BAD_INPUT', foreign)
  switch (kind.kind) {
    case 'empty':
      throw new Problem('BAD_INPUT', `${name} is empty. Choose a file with a heading and at least one row.`)
    case 'zip':
    case 'binary':
      if (chosen.encoding === undefined) throw new Problem('BAD_INPUT', `${name} does not hold text: it looks like a program’s own format. Save the data as CSV in the program that made it, and import that file.`)
      break
    case 'text':
      break
  }
  const marked = kind.kind === 'text' ? kind : { encoding: 'utf-8' as const, skip: 0 }
  const encoding = chosen.encoding ?? marked.encoding
  const skip = encoding === marked.encoding ? marked.skip : 0
  const text = decoderOf(encoding, name)(head.subarray(skip, skip + dialectBytes), false)
  if (text.trim() === '') throw new Problem('BAD_INPUT', `${name} holds nothing but blank lines. Choose a file with a heading and at least one row.`)
  return { bytes, skip, encoding, dialect: detectDialect(text) }
}

function sizeOf(file: string, name: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) throw new Problem('NOT_FOUND', `${name} is no longer there. Choose the file again.`)
  return found.size
}

function readBytes(file: string, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  const handle = openSync(file, 'r')
  try {
    let read = 0
    while (read < length) {
      const more = readSync(handle, buffer, read, length - read, read)
      if (more === 0) break
      read += more
    }
    return buffer.subarray(0, read)
  } finally {
    closeSync(handle)
  }
}

type Decoder = (bytes: Uint8Array, last: boolean) => string

function decoderOf(encoding: Encoding, name: string): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8', ignoreBOM: true })
  let clean = true
  return (bytes, last) => {
    // plain ASCII between whole characters needs no decoder, and gives strings of one byte a character
    if (encoding === 'utf-8' && clean && isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    clean = false
    try {
      return decoder.decode(bytes, { stream: !last })
    } catch {
      throw new Problem('BAD_INPUT', notUtf8(name, undefined))
    }
  }
}

function notUtf8(name: string, line: number | undefined): string {
  return `${name} is not UTF-8 all through${line === undefined ? '' : `: line ${line.toLocaleString('en-US')} is the first that is not`}. Choose Windows-1252 as its encoding, or save it again as UTF-8.`
}

/** The first line of an open file that is no UTF-8, 1-based; looked for only once reading has failed. */
function badLine(handle: number, skip: number): number | undefined {
  const buffer = Buffer.alloc(chunkBytes)
  let held = Buffer.alloc(0)
  let lines = 1
  for (let at = skip; ; ) {
    const read = readSync(handle, buffer, 0, chunkBytes, at)
    at += read
    held = Buffer.concat([held, buffer.subarray(0, read)])
    // a line feed is never part of a longer character
    for (let end = held.indexOf(10); end >= 0; end = held.indexOf(10)) {
      if (!isUtf8(held.subarray(0, end), true)) return lines
      held = held.subarray(end + 1)
      lines += 1
    }
    if (read === 0) return isUtf8(held, true) ? undefined : lines
  }
}

/** The text of a file in pieces, with the number of bytes read so far. */
export function* readText(file: string, name: string, head: Pick<FileHead, 'skip' | 'encoding'>): Generator<{ text: string; bytes: number }> {
  const decode = decoderOf(head.encoding, name)
  const buffer = Buffer.alloc(chunkBytes)
  const handle = openSync(file, 'r')
  try {
    let at = head.skip
    for (;;) {
      const read = readSync(handle, buffer, 0, chunkBytes, at)
      at += read
      let text: string
      try {
        text = decode(buffer.subarray(0, read), read === 0)
      } catch (error) {
        throw error instanceof Problem ? new Problem('BAD_INPUT', notUtf8(name, badLine(handle, head.skip))) : error
      }
      yield { text, bytes: at }
      if (read === 0) return
    }
  } finally {
    closeSync(handle)
  }
}
