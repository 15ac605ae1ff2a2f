import { sql, type RawBuilder } from 'kysely'
import type { ReadDb, SqlValue } from '../handles.ts'
import { sqlBuilder } from '../sql-builder.ts'

/** Part of a statement whose names are known only at run time. */
export type Sql = RawBuilder<unknown>

export interface CompiledSql {
  readonly text: string
  readonly parameters: readonly SqlValue[]
}

/** The statement's text and its values; values never stand in the text. */
export function compiled(query: Sql): CompiledSql {
  const { sql: text, parameters } = query.compile(sqlBuilder)
  return { text, parameters: parameters.map(sqlValue) }
}

function sqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  throw new Error(`A value of type ${typeof value} cannot be sent to the store`)
}

export function allRows<Row>(db: ReadDb, query: Sql): Row[] {
  const { text, parameters } = compiled(query)
  return db.prepare<Row>(text).all(...parameters)
}

export function firstRow<Row>(db: ReadDb, query: Sql): Row | undefined {
  const { text, parameters } = compiled(query)
  return db.prepare<Row>(text).get(...parameters)
}

export function countRows(db: ReadDb, query: Sql): number {
  return firstRow<{ n: number }>(db, query)?.n ?? 0
}

/** A column of the table that goes by a short name in the statement. */
export function columnSql(alias: string, name: string): Sql {
  return sql`${sql.id(alias)}.${sql.id(name)}`
}

/** Text as a LIKE pattern in which nothing is a wildcard; use it with ESCAPE '\\'. */
function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

/** Whether a column holds the text somewhere, or begins with it; capital and small ASCII letters are alike. */
export function likeSql(column: Sql, text: string, where: 'anywhere' | 'beginning'): Sql {
  return sql`${column} LIKE ${`${where === 'anywhere' ? '%' : ''}${likeText(text)}%`} ESCAPE '\\'`
}

export function andSql(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1` : sql.join(conditions, sql` AND `)
}
