import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '#main/db/errors'

export interface RegisteredFile {
  readonly fileId: string
  readonly path: string
  readonly name: string
  readonly bytes: number
}

interface Upload extends RegisteredFile {
  received: number
}

/** Bytes of one piece before base64. */
const chunkBytes = 1 << 20

/** Files that wait to be imported: named by a path, or sent by a page piece by piece. */
export class Uploads {
  readonly #folder: string
  readonly #files = new Map<string, Upload>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** A file of this machine, chosen in a dialog or on the command line. Throws `Problem` when it cannot be read. */
  async register(file: string): Promise<RegisteredFile> {
    const full = path.resolve(file)
    const found = await stat(full).catch(() => undefined)
    if (found === undefined) throw new Problem('NOT_FOUND', `There is no file ${full}. Check the path.`)
    if (!found.isFile()) throw new Problem('BAD_INPUT', `${full} is a folder, not a file. Choose a CSV file inside it.`)
    const upload: Upload = { fileId: randomUUID(), path: full, name: path.basename(full), bytes: found.size, received: found.size }
    this.#files.set(upload.fileId, upload)
    return upload
  }

  async begin(file: { name: string; bytes: number }): Promise<{ fileId: string; chunkBytes: number }> {
    const fileId = randomUUID()
    await mkdir(this.#folder, { recursive: true })
    const target = path.join(this.#folder, `${fileId}.upload`)
    await (await open(target, 'w')).close()
    this.#files.set(fileId, { fileId, path: target, name: path.basename(file.name), bytes: file.bytes, received: 0 })
    return { fileId, chunkBytes }
  }

  /** Appends one piece; it must follow the last one. Throws `Problem` when it does not, or when more arrives than was announced. */
  async append(piece: { fileId: string; offset: number; data: string }): Promise<{ received: number; complete: boolean }> {
    const upload = this.#find(piece.fileId)
    const data = Buffer.from(piece.data, 'base64')
    if (piece.offset !== upload.received) throw new Problem('CONFLICT', `A piece of ${upload.name} arrived out of order: byte ${piece.offset} came, byte ${upload.received} was expected. Choose the file again.`)
    if (upload.received + data.length > upload.bytes) throw new Problem('BAD_INPUT', `${upload.name} is larger than was announced. Choose the file again.`)
    const handle = await open(upload.path, 'a')
    try {
      await handle.write(data)
    } finally {
      await handle.close()
    }
    upload.received += data.length
    return { received: upload.received, complete: upload.received === upload.bytes }
  }

  /** The whole file. Throws `Problem` when it is unknown or has not arrived completely. */
  get(fileId: string): RegisteredFile {
    const upload = this.#find(fileId)
    if (upload.received < upload.bytes) throw new Problem('CONFLICT', `${upload.name} has not arrived completely. Wait for the upload to end, or choose the file again.`)
    return { fileId: upload.fileId, path: upload.path, name: upload.name, bytes: upload.bytes }
  }

  /** Deletes what pages have sent; files of this machine stay. */
  async clear(): Promise<void> {
    this.#files.clear()
    await rm(this.#folder, { recursive: true, force: true })
  }

  #find(fileId: string): Upload {
    const upload = this.#files.get(fileId)
    if (upload === undefined) throw new Problem('NOT_FOUND', 'This file is no longer known. Choose it again.')
    return upload
  }
}
