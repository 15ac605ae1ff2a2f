import { rmSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import type { WriteDb } from './handles.ts'

export type StageValue = string | number | null

/** A throw-away database beside the workspace that takes the rows of one file; nothing in it needs to survive a crash. */
export class Stage {
  readonly file: string
  readonly #db: BetterSqlite3.Database
  readonly #insert: BetterSqlite3.Statement<unknown[]>
  #rows = 0

  /** Makes `row(n, c0, c1, …)`, the columns with the given affinities, in place of whatever lies at `file`. */
  constructor(file: string, affinities: readonly ('INTEGER' | 'REAL' | 'TEXT')[]) {
    this.file = file
    removeStage(file)
    this.#db = new BetterSqlite3(file)
    for (const setting of ['page_size = 16384', 'journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_size = -16384']) this.#db.pragma(setting)
    this.#db.exec(`CREATE TABLE row (n INTEGER PRIMARY KEY${affinities.map((affinity, index) => `, c${index} ${affinity}`).join('')})`)
    this.#insert = this.#db.prepare(`INSERT INTO row VALUES (?${', ?'.repeat(affinities.length)})`)
    this.#db.exec('BEGIN')
  }

  get rows(): number {
    return this.#rows
  }

  /** `values` is the row's number followed by its cells; the array may be used again. */
  add(values: StageValue[]): void {
    this.#insert.run(values)
    this.#rows += 1
  }

  /** Writes what is left and lets go of the file, so that it can be attached. */
  close(): void {
    if (!this.#db.open) return
    if (this.#db.inTransaction) this.#db.exec('COMMIT')
    this.#db.close()
  }
}

export function removeStage(file: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(file + ending, { force: true })
}

/** Makes a stage visible to a connection as `stage`; must be called outside of a transaction. */
export function attachStage(db: WriteDb, file: string): void {
  db.prepare('ATTACH ? AS stage').run(file)
  db.exec('PRAGMA stage.journal_mode = MEMORY; PRAGMA stage.synchronous = OFF; PRAGMA stage.cache_size = -16384')
}

export function detachStage(db: WriteDb): void {
  db.exec('DETACH stage')
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
