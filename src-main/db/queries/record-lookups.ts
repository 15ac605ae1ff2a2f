import { sql } from 'kysely'
import type { ReadDb } from '../handles.ts'
import { readTable } from './catalog.ts'
import { allRows, likeSql } from './filters-sql.ts'
import { nameSql } from './records.ts'

/** Names that are read to choose from; a longer list is narrowed by typing. */
const candidates = 400

/** Records of a table whose name contains the text, those that begin with it first, then by name. */
export function readLookup(db: ReadDb, input: { table: string; text: string; limit: number }): { id: number; name: string }[] {
  const table = readTable(db, input.table)
  const name = nameSql(db, table.name)
  const text = input.text.trim()
  const from = sql`SELECT r.id AS id, ${name} AS name FROM ${sql.id(table.name)} r`
  const beginning = text === '' ? [] : allRows<{ id: number; name: string }>(db, sql`${from} WHERE ${likeSql(name, text, 'beginning')} LIMIT ${candidates}`)
  // The newest records are the likeliest choices where a table has more names than a list can show.
  const others = beginning.length >= input.limit ? [] : allRows<{ id: number; name: string | null }>(db, sql`${from} ${text === '' ? sql`` : sql`WHERE ${likeSql(name, text, 'anywhere')}`} ORDER BY r.id DESC LIMIT ${candidates}`)
  const seen = new Set(beginning.map((row) => row.id))
  const rest = others.filter((row) => !seen.has(row.id)).map((row) => ({ id: row.id, name: row.name ?? `No name (${row.id})` }))
  return [...byName(beginning), ...byName(rest)].slice(0, input.limit)
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function byName<Row extends { readonly name: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => collator.compare(one.name, other.name))
}
