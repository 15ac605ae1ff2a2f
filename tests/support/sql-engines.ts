import { DuckDBInstance } from '@duckdb/node-api'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { SqlDialect } from '#shared/domain/predictive/model-sql'
import { findPostgres, startPostgres, type Postgres } from './postgres.ts'

/** One of the engines for which a model can be written out. */
export interface SqlEngine {
  readonly dialect: SqlDialect
  /** Its type of binary fractions. */
  readonly real: string
  /** Runs the statements, then the query, in a database of its own, and answers the values of the query's one column as text. */
  run(statements: readonly string[], select: string): Promise<string[]>
}

const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A value in SQL that all engines take. */
function literalSql(value: number | string | null): string {
  if (value === null || Number.isNaN(value)) return 'NULL'
  return typeof value === 'number' ? `CAST('${value}' AS DOUBLE PRECISION)` : `'${value.replaceAll("'", "''")}'`
}

/** CREATE and INSERT of a table with an `id` and the columns, in SQL that all engines take; `rows` begin with the id. */
export function tableSql(table: string, columns: readonly { readonly name: string; readonly text: boolean }[], rows: readonly (readonly (number | string | null)[])[], { real }: SqlEngine): string[] {
  const types = columns.map(({ name, text }) => `${quotedName(name)} ${text ? 'TEXT' : real}`)
  return [`DROP TABLE IF EXISTS ${table}`, `CREATE TABLE ${table} (id INTEGER, ${types.join(', ')})`, `INSERT INTO ${table} VALUES ${rows.map(([id, ...values]) => `(${[String(id), ...values.map(literalSql)].join(', ')})`).join(',\n')}`]
}

/** Declares the same tests in SQLite, DuckDB and, where it is installed, PostgreSQL. */
export function inEachEngine(suite: string, declare: (engine: SqlEngine) => void): void {
  describe(suite, () => {
    declare({ dialect: 'sqlite', real: 'REAL', run: inSqlite })
    declare({ dialect: 'duckdb', real: 'DOUBLE', run: inDuckdb })
  })
  const postgres = findPostgres()
  describe.runIf(postgres !== undefined)(`${suite}, in PostgreSQL (skips where PostgreSQL is not installed)`, () => {
    let server: Postgres
    beforeAll(async () => {
      server = await startPostgres(postgres ?? '')
    }, 60_000)
    afterAll(() => server.close())
    declare({ dialect: 'postgresql', real: 'DOUBLE PRECISION', run: (statements, select) => server.query([...statements, select].join(';\n')) })
  })
}

function inSqlite(statements: readonly string[], select: string): Promise<string[]> {
  const db = new BetterSqlite3(':memory:')
  for (const statement of statements) db.exec(statement)
  const rows = db.prepare(select).pluck().all().map(String)
  db.close()
  return Promise.resolve(rows)
}

async function inDuckdb(statements: readonly string[], select: string): Promise<string[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const statement of statements) await connection.run(statement)
  const rows = (await connection.runAndReadAll(select)).getRows().map(([value]) => String(value))
  connection.closeSync()
  return rows
}

/** Fails unless the engine's probabilities lie within 1e-9 of the application's, one by one. */
export function expectProbabilities(found: readonly string[], expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((probability, row) => expect(Math.abs(Number(probability) - expected[row]!)).toBeLessThan(1e-9))
}
