import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { guardFormula, quoteCell, unguardFormula } from '#shared/domain/dataset/csv-cell'
import type { CellProblem } from '#shared/domain/dataset/problem-groups'
import type { RowProblem } from '#shared/domain/dataset/mapping'
import { readRows } from './csv-rows.ts'
import { readText } from './file-text.ts'

const bufferSize = 65_536

/** Writes the rejected rows of one file as CSV: row, column, value, reason; made with the first of them, safe to open in a spreadsheet. */
export class RejectsFile {
  readonly path: string
  #handle: number | undefined
  #buffer = ''

  constructor(dataFolder: string, fileName: string, jobId: number) {
    const base = path.parse(fileName).name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80)
    this.path = path.join(dataFolder, 'rejects', `${base}-rejected-${jobId}.csv`)
    rmSync(this.path, { force: true })
  }

  /** The path, or null while nothing was rejected. */
  get written(): string | null {
    return this.#handle === undefined && !existsSync(this.path) ? null : this.path
  }

  add({ row, column, value, expected }: CellProblem): void {
    if (this.#handle === undefined) {
      mkdirSync(path.dirname(this.path), { recursive: true })
      this.#handle = openSync(this.path, 'w', 0o600)
      this.#buffer = '\ufeffrow,column,value,reason\r\n'
    }
    this.#buffer += `${row},${[column, value, `expected ${expected}`].map((text) => quoteCell(guardFormula(text))).join(',')}\r\n`
    if (this.#buffer.length > bufferSize) this.#flush()
  }

  close(): void {
    if (this.#handle === undefined) return
    this.#flush()
    closeSync(this.#handle)
    this.#handle = undefined
  }

  remove(): void {
    this.close()
    rmSync(this.path, { force: true })
  }

  #flush(): void {
    if (this.#handle !== undefined) writeSync(this.#handle, this.#buffer)
    this.#buffer = ''
  }
}

/** The first problems of a file that `RejectsFile` wrote; none when it is gone. */
export function readRejects(file: string | null, limit: number): RowProblem[] {
  if (file === null || !existsSync(file)) return []
  const problems: RowProblem[] = []
  const pieces = readText(file, path.basename(file), { skip: 3, encoding: 'utf-8' })
  let heading = true
  for (const batch of readRows({ pieces, format: { delimiter: ',', quote: '"', lineEnd: 'crlf' }, name: path.basename(file) })) {
    for (const [row = '', column = '', value = '', reason = ''] of batch.rows) {
      if (!heading) problems.push({ row: Number(row), column: unguardFormula(column), value: unguardFormula(value), expected: reason.replace(/^expected /u, '') })
      heading = false
      if (problems.length === limit) return problems
    }
  }
  return problems
}
