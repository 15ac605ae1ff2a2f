import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '#main/db/errors'

/** Bytes of one piece of an upload. */
export const uploadChunkBytes = 1024 * 1024
const largestUpload = 8 * 1024 ** 3
/** Uploads older than this are deleted when the next one begins. */
const keptFor = 7 * 86_400_000

interface KnownFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  /** Bytes that have arrived; all of them for a file that lies on this machine. */
  received: number
  /** The piece that is being written; the next one waits for it. */
  writing: boolean
}

/** Files that may be imported: those sent by the page, kept in a folder of their own, and those named on this machine, left where they are. */
export class Uploads {
  readonly #folder: string
  readonly #files = new Map<string, KnownFile>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Starts an upload of exactly `bytes` bytes. */
  async begin(input: { name: string; bytes: number }): Promise<{ fileId: string; chunkBytes: number }> {
    if (input.bytes > largestUpload) throw new Problem('BAD_INPUT', `${input.name} is larger than 8 GB. Split it into smaller files.`)
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await this.#removeOld()
    const fileId = randomUUID()
    const file: KnownFile = { path: path.join(this.#folder, `${fileId}.upload`), name: baseName(input.name), bytes: input.bytes, received: 0, writing: false }
    await writeFile(file.path, '', { mode: 0o600 })
    this.#files.set(fileId, file)
    return { fileId, chunkBytes: uploadChunkBytes }
  }

  /** Appends one piece in base64; `offset` must be the number of bytes that have arrived. */
  async append(input: { fileId: string; offset: number; data: string }): Promise<{ received: number; complete: boolean }> {
    const file = this.#known(input.fileId)
    if (!file.path.startsWith(this.#folder + path.sep)) throw new Problem('BAD_INPUT', `${file.name} lies on this machine already; nothing needs to be sent.`)
    if (file.writing) throw new Problem('CONFLICT', `The last piece of ${file.name} is still being written. Send the next one after it.`)
    if (input.offset !== file.received) throw new Problem('CONFLICT', `The next piece of ${file.name} begins at byte ${file.received}, not ${input.offset}. Go on from there.`)
    if (input.data.length > Math.ceil(uploadChunkBytes / 3) * 4) throw new Problem('BAD_INPUT', `A piece of ${file.name} is larger than ${uploadChunkBytes} bytes. Send smaller pieces.`)
    if (!/^[A-Za-z0-9+/]*={0,2}$/u.test(input.data)) throw new Problem('BAD_INPUT', `A piece of ${file.name} is not base64.`)
    const piece = Buffer.from(input.data, 'base64')
    if (file.received + piece.length > file.bytes) throw new Problem('BAD_INPUT', `${file.name} was announced with ${file.bytes} bytes, and more have been sent. Start its upload again.`)
    file.writing = true
    try {
      await appendFile(file.path, piece)
      file.received += piece.length
    } finally {
      file.writing = false
    }
    return { received: file.received, complete: file.received === file.bytes }
  }

  /** Makes a file of this machine known without copying it. */
  async register(file: string): Promise<{ fileId: string; name: string; bytes: number }> {
    const full = path.resolve(file)
    const found = await stat(full).catch(() => null)
    if (found === null) throw new Problem('NOT_FOUND', `${full} does not exist or cannot be read. Choose another file.`)
    if (!found.isFile()) throw new Problem('BAD_INPUT', `${full} is not a file. Choose one data file.`)
    const fileId = randomUUID()
    this.#files.set(fileId, { path: full, name: path.basename(full), bytes: found.size, received: found.size, writing: false })
    return { fileId, name: path.basename(full), bytes: found.size }
  }

  /** Where a file lies; a Problem until all of it has arrived. */
  get(fileId: string): { path: string; name: string; bytes: number } {
    const file = this.#known(fileId)
    if (file.received < file.bytes) throw new Problem('CONFLICT', `Only ${file.received} of ${file.bytes} bytes of ${file.name} have arrived. Wait for the upload to end, or start it again.`)
    return { path: file.path, name: file.name, bytes: file.bytes }
  }

  #known(fileId: string): KnownFile {
    const file = this.#files.get(fileId)
    if (file === undefined) throw new Problem('NOT_FOUND', 'This file is no longer known. Choose it again.')
    return file
  }

  async #removeOld(): Promise<void> {
    // against the times of files, which no workspace clock sets
    const oldest = Date.now() - keptFor
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith('.upload')) continue
      const file = path.join(this.#folder, name)
      const found = await stat(file).catch(() => null)
      if (found !== null && found.mtimeMs < oldest) await rm(file, { force: true })
    }
  }
}

/** A file's name without any folder, of either kind of separator. */
function baseName(name: string): string {
  return name.split(/[\\/]/u).at(-1)?.trim() || 'file'
}
