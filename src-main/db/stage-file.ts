import { closeSync, openSync, writeSync } from 'node:fs'

export type StageValue = string | number | null
export type StageType = 'INTEGER' | 'REAL' | 'TEXT'

const pageSize = 32_768
/** Payload that a leaf holds at most, and at least when the rest goes to overflow pages (SQLite file format, section 1.6). */
const mostLocal = pageSize - 35
const leastLocal = Math.floor(((pageSize - 12) * 32) / 255) - 23
const leafHeader = 8
const interiorHeader = 12

/**
 * Writes one table `row(n INTEGER PRIMARY KEY, c0, c1, …)` as an SQLite database file, by the published format
 * (sqlite.org/fileformat2.html), rows in ascending order of `n`. Binding each cell to an INSERT costs three times as much
 * as all other reading of a file; laying out pages directly does not.
 */
export class StageFile {
  readonly #handle: number
  readonly #types: readonly StageType[]
  readonly #page = Buffer.alloc(pageSize)
  #scratch: Buffer = Buffer.alloc(65_536)
  readonly #serials: Float64Array
  /** Finished leaves: their pages and largest row numbers. */
  readonly #leaves: { page: number; last: number }[] = []
  #pages = 1
  #leaf: number
  #cells = 0
  #content = pageSize
  #last = 0
  #open = true
  #rows = 0

  constructor(file: string, types: readonly StageType[]) {
    this.#handle = openSync(file, 'w', 0o600)
    this.#types = types
    this.#serials = new Float64Array(types.length)
    this.#leaf = this.#nextPage()
  }

  get rows(): number {
    return this.#rows
  }

  /** `values` is the row's number, larger than that of the row before, followed by its cells; the array may be used again. */
  add(values: readonly StageValue[]): void {
    const number = values[0] as number
    const body = this.#writeBody(values)
    const serials = this.#serials
    let header = 1 // the serial type of n, which is null since the row's number stands for it
    for (let index = 0; index < serials.length; index += 1) header += varintLength(serials[index] ?? 0)
    header += header + 1 < 128 ? 1 : header + 2 < 16_384 ? 2 : 3
    const payload = header + body
    const local = payload <= mostLocal ? payload : localPart(payload)
    const cell = varintLength(payload) + varintLength(number) + local + (local < payload ? 4 : 0)
    if (this.#content - cell < leafHeader + 2 * (this.#cells + 1)) this.#finishLeaf()
    this.#content -= cell
    const page = this.#page
    let at = writeVarint(page, this.#content, payload)
    at = writeVarint(page, at, number)
    if (local === payload) {
      at = this.#writeHeader(page, at, header)
      this.#scratch.copy(page, at, 0, body)
    } else this.#spill(page, at, header, body, local)
    page.writeUInt16BE(this.#content, leafHeader + 2 * this.#cells)
    this.#cells += 1
    this.#last = number
    this.#rows += 1
  }

  /** Writes what is left and the page that names the table; the file is a database from then on. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    try {
      this.#finishLeaf()
      let level = this.#leaves
      while (level.length > 1) level = this.#writeLevel(level)
      this.#writeFirstPage(level[0]?.page ?? 2)
    } finally {
      closeSync(this.#handle)
    }
  }

  /** Lays the cells' bytes into the scratch buffer, their serial types beside; returns the length. */
  #writeBody(values: readonly StageValue[]): number {
    const serials = this.#serials
    let scratch = this.#scratch
    let at = 0
    for (let index = 0; index < serials.length; index += 1) {
      const value = values[index + 1] ?? null
      if (value === null) {
        serials[index] = 0
        continue
      }
      const room = at + (typeof value === 'string' ? 3 * value.length : 8)
      if (room > scratch.length) scratch = this.#grow(room, at)
      if (typeof value === 'string') {
        const length = writeText(scratch, at, value)
        serials[index] = 13 + 2 * length
        at += length
      } else if (this.#types[index] === 'INTEGER') {
        const width = integerWidth(value)
        serials[index] = width === 8 ? 6 : width === 6 ? 5 : width
        if (width === 8) scratch.writeBigInt64BE(BigInt(value), at)
        else scratch.writeIntBE(value, at, width)
        at += width
      } else {
        serials[index] = 7
        scratch.writeDoubleBE(value + 0, at) // never a negative zero
        at += 8
      }
    }
    return at
  }

  #grow(room: number, used: number): Buffer {
    const larger = Buffer.alloc(room * 2)
    this.#scratch.copy(larger, 0, 0, used)
    this.#scratch = larger
    return larger
  }

  #writeHeader(target: Buffer, begin: number, header: number): number {
    let at = writeVarint(target, begin, header)
    target[at] = 0
    at += 1
    for (const serial of this.#serials) at = writeVarint(target, at, serial)
    return at
  }

  /** Writes a payload that does not fit into a leaf: its beginning there, the rest into a chain of pages. */
  #spill(page: Buffer, at: number, header: number, body: number, local: number): void {
    const whole = Buffer.alloc(header + body)
    this.#scratch.copy(whole, this.#writeHeader(whole, 0, header), 0, body)
    whole.copy(page, at, 0, local)
    let from = local
    let next = this.#nextPage()
    page.writeUInt32BE(next, at + local)
    while (from < whole.length) {
      const own = next
      const link = Buffer.alloc(pageSize)
      const until = Math.min(whole.length, from + pageSize - 4)
      whole.copy(link, 4, from, until)
      from = until
      if (from < whole.length) link.writeUInt32BE((next = this.#nextPage()), 0)
      this.#write(own, link)
    }
  }

  #finishLeaf(): void {
    const page = this.#page
    page[0] = 0x0d
    page.writeUInt16BE(0, 1)
    page.writeUInt16BE(this.#cells, 3)
    page.writeUInt16BE(this.#content, 5)
    page[7] = 0
    this.#write(this.#leaf, page)
    this.#leaves.push({ page: this.#leaf, last: this.#last })
    if (!this.#open) return
    this.#leaf = this.#nextPage()
    this.#cells = 0
    this.#content = pageSize
  }

  /** One level of inner pages above the given one; each names its children with the largest row number below them. */
  #writeLevel(children: readonly { page: number; last: number }[]): { page: number; last: number }[] {
    const level: { page: number; last: number }[] = []
    // a cell is four bytes of page number and at most nine of row number, with two for its place
    const most = Math.floor((pageSize - interiorHeader) / 15)
    for (let begin = 0; begin < children.length; begin += most) {
      const group = children.slice(begin, begin + most)
      const right = group[group.length - 1] as { page: number; last: number }
      const page = Buffer.alloc(pageSize)
      let content = pageSize
      group.slice(0, -1).forEach((child, index) => {
        content -= 4 + varintLength(child.last)
        page.writeUInt32BE(child.page, content)
        writeVarint(page, content + 4, child.last)
        page.writeUInt16BE(content, interiorHeader + 2 * index)
      })
      page[0] = 0x05
      page.writeUInt16BE(group.length - 1, 3)
      page.writeUInt16BE(content, 5)
      page.writeUInt32BE(right.page, 8)
      const number = this.#nextPage()
      this.#write(number, page)
      level.push({ page: number, last: right.last })
    }
    return level
  }

  /** The database header and the schema with its one table. */
  #writeFirstPage(root: number): void {
    const sql = `CREATE TABLE row (n INTEGER PRIMARY KEY${this.#types.map((type, index) => `, c${index} ${type}`).join('')})`
    const texts = ['table', 'row', 'row', sql].map((text) => Buffer.from(text))
    const serials = [...texts.slice(0, 3).map((text) => 13 + 2 * text.length), 4, 13 + 2 * Buffer.byteLength(sql)]
    const rootBytes = Buffer.alloc(4)
    rootBytes.writeInt32BE(root)
    const header = 1 + serials.reduce((length, serial) => length + varintLength(serial), 0)
    const payload = header + texts.reduce((length, text) => length + text.length, 0) + 4
    const page = Buffer.alloc(pageSize)
    page.write('SQLite format 3\0', 0, 'latin1')
    page.writeUInt16BE(pageSize, 16)
    page.set([1, 1, 0, 64, 32, 32], 18)
    page.writeUInt32BE(1, 24) // change counter
    page.writeUInt32BE(this.#pages, 28)
    page.writeUInt32BE(1, 40) // schema cookie
    page.writeUInt32BE(4, 44) // schema format
    page.writeUInt32BE(1, 56) // UTF-8
    page.writeUInt32BE(1, 92) // the change counter for which the page count is valid
    page.writeUInt32BE(3_054_001, 96)
    const content = pageSize - varintLength(payload) - 1 - payload
    let at = writeVarint(page, writeVarint(page, content, payload), 1)
    at = writeVarint(page, at, header)
    for (const serial of serials) at = writeVarint(page, at, serial)
    for (const bytes of [...texts.slice(0, 3), rootBytes, ...texts.slice(3)]) at += bytes.copy(page, at)
    page[100] = 0x0d
    page.writeUInt16BE(1, 103)
    page.writeUInt16BE(content, 105)
    page.writeUInt16BE(content, 108)
    this.#write(1, page)
  }

  #nextPage(): number {
    this.#pages += 1
    return this.#pages
  }

  #write(number: number, page: Buffer): void {
    writeSync(this.#handle, page, 0, pageSize, (number - 1) * pageSize)
  }
}

/** Bytes of a payload that stay in the leaf when it is too long for it. */
function localPart(payload: number): number {
  const rest = leastLocal + ((payload - leastLocal) % (pageSize - 4))
  return rest <= mostLocal ? rest : leastLocal
}

/** Short ASCII is copied by hand, which is quicker than a call; everything else is encoded. */
function writeText(target: Buffer, at: number, text: string): number {
  const length = text.length
  if (length > 120) return target.write(text, at, 'utf8')
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 127) return target.write(text, at, 'utf8')
    target[at + index] = code
  }
  return length
}

function integerWidth(value: number): 1 | 2 | 3 | 4 | 6 | 8 {
  const size = value < 0 ? -value - 1 : value
  if (size < 0x80) return 1
  if (size < 0x8000) return 2
  if (size < 0x80_0000) return 3
  if (size < 0x8000_0000) return 4
  return size < 0x8000_0000_0000 ? 6 : 8
}

function varintLength(value: number): number {
  let length = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1
  return length
}

/** Writes a number below 2^53 in groups of seven bits, the highest first; returns the place after it. */
function writeVarint(target: Buffer, at: number, value: number): number {
  if (value < 128) {
    target[at] = value
    return at + 1
  }
  const length = varintLength(value)
  let rest = value
  for (let place = length - 1; place >= 0; place -= 1) {
    target[at + place] = (rest % 128) | (place === length - 1 ? 0 : 0x80)
    rest = Math.floor(rest / 128)
  }
  return at + length
}
