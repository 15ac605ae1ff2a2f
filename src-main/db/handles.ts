import type BetterSqlite3 from 'better-sqlite3'

/** A connection that may only read; queries that change nothing ask for this type. */
export interface ReadDb {
  prepare<Row = unknown>(sql: string): ReadStatement<Row>
  readonly access: 'read' | 'write'
}

export interface ReadStatement<Row> {
  get(...parameters: readonly SqlValue[]): Row | undefined
  all(...parameters: readonly SqlValue[]): Row[]
  iterate(...parameters: readonly SqlValue[]): IterableIterator<Row>
  values(...parameters: readonly SqlValue[]): SqlValue[][]
}

export interface WriteStatement<Row> extends ReadStatement<Row> {
  run(...parameters: readonly SqlValue[]): { changes: number; lastInsertRowid: number | bigint }
}

/** A connection that may write; only the writer and job workers hold one. */
export interface WriteDb extends ReadDb {
  readonly access: 'write'
  prepare<Row = unknown>(sql: string): WriteStatement<Row>
  exec(sql: string): void
  /** Runs the body in one immediate transaction; a throw rolls everything back. */
  transaction<T>(body: () => T): T
}

export type SqlValue = string | number | bigint | null | Uint8Array

const slowMilliseconds = 40

/** Called with the first line of a statement that took longer than 40 ms on a reader or the writer. */
export type SlowStatement = (sql: string, milliseconds: number) => void

/** Statements kept of a connection: those of 200 live models, two or three each, and all others. */
export const MOST_KEPT = 1000

/** Wraps a connection; the prepared statements used last are kept by their text, which must therefore not hold values. */
export function wrapDb(db: BetterSqlite3.Database, onSlow?: SlowStatement): WriteDb {
  const kept = new Map<string, WriteStatement<unknown>>()
  const timed = <T>(sql: string, body: () => T): T => {
    if (onSlow === undefined) return body()
    const start = performance.now()
    const result = body()
    const took = performance.now() - start
    if (took > slowMilliseconds) onSlow(sql, took)
    return result
  }
  const prepare = <Row>(sql: string): WriteStatement<Row> => {
    const known = kept.get(sql)
    if (known !== undefined) {
      // A map keeps the order of its entries, so that the one used longest ago is always the first.
      kept.delete(sql)
      kept.set(sql, known)
      return known as WriteStatement<Row>
    }
    const statement = db.prepare<unknown[], Row>(sql)
    let raw: BetterSqlite3.Statement<unknown[], SqlValue[]> | undefined
    const made: WriteStatement<Row> = {
      get: (...parameters) => timed(sql, () => statement.get(...parameters)),
      all: (...parameters) => timed(sql, () => statement.all(...parameters)),
      iterate: (...parameters) => statement.iterate(...parameters),
      values: (...parameters) => {
        raw ??= db.prepare<unknown[], SqlValue[]>(sql).raw(true)
        const rows = raw
        return timed(sql, () => rows.all(...parameters))
      },
      run: (...parameters) => timed(sql, () => statement.run(...parameters)),
    }
    kept.set(sql, made)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return made
  }
  return {
    access: 'write',
    prepare,
    exec: (sql) => {
      db.exec(sql)
    },
    transaction: (body) => db.transaction(body).immediate(),
  }
}
