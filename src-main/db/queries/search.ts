import { sql } from 'kysely'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { allRows, columnSql, likeSql, type Sql } from './filters-sql.ts'

export interface SearchHit {
  readonly table: string
  readonly id: number
  readonly name: string
  readonly detail: string
}

interface Searched {
  readonly table: string
  /** Columns in which the text may stand, beside the name. */
  readonly columns: readonly string[]
  readonly detail: Sql
  readonly joins: Sql
}

const searched: readonly Searched[] = [
  { table: 'lead', columns: ['company', 'email', 'topic'], detail: sql`concat_ws(', ', r.company, r.topic)`, joins: sql`` },
  { table: 'opportunity', columns: [], detail: sql`concat_ws(', ', a.name, r.status)`, joins: sql`LEFT JOIN account a ON a.id = r.account_id` },
  { table: 'contact', columns: ['email'], detail: sql`concat_ws(', ', r.job_title, a.name)`, joins: sql`LEFT JOIN account a ON a.id = r.account_id` },
  { table: 'account', columns: [], detail: sql`concat_ws(', ', r.industry, r.city)`, joins: sql`` },
]

/** Found in each table before the best are chosen. */
const candidates = 60

/**
 * Records whose name, company, e-mail or topic contains the text: names that begin with it first, then words of a name,
 * then the rest, the newest of equals first. A record's external id finds it too. Every table is read from its newest
 * row backwards and only until it has given enough, so that a common text is quick; a rare one reads the table once.
 */
export function searchRecords(db: ReadDb, input: { text: string; tables?: readonly string[] | undefined; limit: number }): SearchHit[] {
  const text = input.text.trim()
  if (text === '') return []
  if (text.length > 200) throw new Problem('BAD_INPUT', `The search text has ${text.length} characters; 200 is the most.`, 'text')
  const unknown = input.tables?.find((table) => !searched.some((item) => item.table === table))
  if (unknown !== undefined) throw new Problem('BAD_INPUT', `"${unknown}" cannot be searched; expected ${searched.map((item) => item.table).join(', ')}.`, 'tables')
  const hits = searched.filter((item) => input.tables?.includes(item.table) ?? true).flatMap((item) => findIn(db, item, text))
  return hits.toSorted((one, other) => one.rank - other.rank || other.id - one.id).slice(0, input.limit).map(({ table, id, name, detail }) => ({ table, id, name, detail }))
}

interface Found {
  id: number
  name: string | null
  detail: string
}

function findIn(db: ReadDb, item: Searched, text: string): (SearchHit & { rank: number })[] {
  const from = sql`SELECT r.id AS id, r.name AS name, ${item.detail} AS detail FROM ${sql.id(item.table)} r ${item.joins}`
  const exact = allRows<Found>(db, sql`${from} WHERE r.external_id = ${text}`)
  const indexed = item.table === 'account' ? allRows<Found>(db, sql`${from} WHERE ${beginsSql(text)} LIMIT ${candidates}`) : []
  const holds = [columnSql('r', 'name'), ...item.columns.map((name) => columnSql('r', name))].map((column) => likeSql(column, text, 'anywhere'))
  const rest = indexed.length >= candidates ? [] : allRows<Found>(db, sql`${from} WHERE ${sql.join(holds, sql` OR `)} ORDER BY r.id DESC LIMIT ${candidates}`)
  // The newest rows with a common text need not be those whose names begin with it.
  const beginning = rest.length < candidates ? [] : allRows<Found>(db, sql`${from} WHERE ${likeSql(columnSql('r', 'name'), text, 'beginning')} ORDER BY r.id DESC LIMIT ${candidates}`)
  const found = new Map([...rest, ...indexed, ...beginning].map((row) => [row.id, { ...row, rank: rankOf(row.name, text) }]))
  for (const row of exact) found.set(row.id, { ...row, rank: -1 })
  return [...found.values()].map((row) => ({ table: item.table, id: row.id, name: row.name ?? `No name (${row.id})`, detail: row.detail, rank: row.rank }))
}

/** A range that the index on names serves: as typed, and with a capital first letter. */
function beginsSql(text: string): Sql {
  const range = (start: string): Sql => sql`(r.name >= ${start} AND r.name < ${`${start}\u{10FFFF}`})`
  return sql`(${range(text)} OR ${range(text.charAt(0).toUpperCase() + text.slice(1))})`
}

function rankOf(name: string | null, text: string): number {
  const low = name?.toLowerCase() ?? ''
  const sought = text.toLowerCase()
  if (low.startsWith(sought)) return 0
  if (low.includes(` ${sought}`)) return 1
  return low.includes(sought) ? 2 : 3
}
