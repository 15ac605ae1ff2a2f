import { sql } from 'kysely'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { followsFromClosing } from '#shared/domain/rules/history/columns-used'
import type { SqlValue, WriteDb } from '../handles.ts'
import { compiled } from '../queries/filters-sql.ts'
import { keptColumns } from './kept-columns.ts'

/** Makes the connection's tables show earlier and earlier states of the workspace. */
export interface TimeMachine {
  /** Goes back to the moment, UTC milliseconds, which must not be later than the last one. */
  goTo(moment: number): void
}

/** What one table needs to be shown as it was. */
interface Replayed {
  readonly table: string
  /** Columns whose edits are undone. */
  readonly columns: readonly string[]
  /** Its records are open again before the moment at which they closed. */
  readonly reopens: boolean
}

/**
 * Runs the body while the tables that hold one of the columns are shown as they were: temporary copies of them carry the same
 * names, which SQLite prefers, and edits recorded with their time are undone in them from the newest to the oldest. The
 * workspace itself is not touched; everything is read from one state of it, and afterwards the connection is as before. Must not be called inside a transaction.
 *
 * Only what has changed since `earliest` is copied, and of the leads only those that are looked at unless others are reached
 * through a relationship. Calculated columns whose values stand in a table follow in the copies. Rows that happened later need no copy, because a rule does not count what lies after its moment.
 */
export function backInTime<T>(db: WriteDb, columns: readonly CatalogColumn[], earliest: number, leads: readonly number[] | null, body: (machine: TimeMachine) => T): T {
  // The copies refer to tables that are not copied.
  db.exec('PRAGMA foreign_keys = OFF')
  db.exec('BEGIN')
  try {
    const kept = keptColumns(db, columns)
    const replayed = replayedTables(db, [...columns, ...kept.sources], earliest, kept.tables)
    for (const { table, reopens } of replayed) {
      copyTable(db, table, table === 'lead' && !kept.reachesLeads ? leads : null)
      // Finds what is still to be reopened without a walk over all records at each moment.
      if (reopens) db.exec(compiled(sql`CREATE INDEX temp.${sql.id(`${table}_closing`)} ON ${sql.id(table)} (closed_at) WHERE closed_at IS NOT NULL`).text)
    }
    kept.follow(db, new Set(replayed.map(({ table }) => table)))
    const undo = undoing(db, replayed, earliest)
    return body({
      goTo: (moment) => {
        undo(moment)
        kept.goTo(db, moment)
      },
    })
  } finally {
    db.exec('ROLLBACK')
    db.exec('PRAGMA foreign_keys = ON')
  }
}

/** `always` names tables of which a copy is wanted whatever has changed. */
function replayedTables(db: WriteDb, columns: readonly CatalogColumn[], earliest: number, always: ReadonlySet<string>): Replayed[] {
  const changed = db.prepare<{ name: string }>('SELECT DISTINCT column_name AS name FROM field_change WHERE table_name = ? AND changed_at > ?')
  const historied = db.prepare<{ name: string }>("SELECT name FROM catalog_column WHERE table_name = ? AND known_when = 'history'")
  return [...Map.groupBy(columns, ({ table }) => table)].flatMap(([table, used]) => {
    const names = new Set(used.map(({ name }) => name))
    const kept = new Set(historied.all(table).map(({ name }) => name))
    // A computed column is made of others of its row.
    const isComputed = columnsOf(db, table).some(({ name, computed }) => computed && names.has(name))
    const undone = changed.all(table, earliest).map(({ name }) => name).filter((name) => kept.has(name) && (names.has(name) || isComputed))
    const reopens = used.some(followsFromClosing)
    return undone.length > 0 || reopens || always.has(table) ? [{ table, columns: undone, reopens }] : []
  })
}

/** Columns of the table in the store, in their order. */
function columnsOf(db: WriteDb, table: string): { readonly name: string; readonly computed: boolean }[] {
  return db.prepare<{ name: string; hidden: number }>('SELECT name, hidden FROM pragma_table_xinfo(?, ?)').all(table, 'main').map(({ name, hidden }) => ({ name, computed: hidden !== 0 }))
}

/** A copy in the temporary schema, made by the table's own statements so that types, computed columns and indexes are the same. */
function copyTable(db: WriteDb, table: string, leads: readonly number[] | null): void {
  const made = db.prepare<{ type: string; sql: string }>("SELECT type, sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC, name").all(table)
  for (const { type, sql: text } of made) if (type === 'table') db.exec(text.replace(/^CREATE TABLE\s/u, 'CREATE TEMP TABLE '))
  const names = sql.join(columnsOf(db, table).filter(({ computed }) => !computed).map(({ name }) => sql.id(name)))
  const only = leads === null ? sql`` : sql` WHERE id IN (SELECT value FROM json_each(${JSON.stringify(leads)}))`
  const { text, parameters } = compiled(sql`INSERT INTO temp.${sql.id(table)} (${names}) SELECT ${names} FROM main.${sql.id(table)}${only}`)
  db.prepare(text).run(...parameters)
  // A state of before may hold twice what is unique now.
  for (const { type, sql: index } of made) if (type === 'index') db.exec(index.replace(/^CREATE (?:UNIQUE )?INDEX\s+(?:IF NOT EXISTS\s+)?/u, 'CREATE INDEX temp.'))
}

const changesSql = `SELECT record_id, column_name, old_value, changed_at FROM main.field_change
  WHERE table_name = ? AND changed_at > ? AND column_name IN (SELECT value FROM json_each(?)) ORDER BY changed_at DESC, id DESC`

/** Undoes each edit once, on the way from now back past its moment. */
function undoing(db: WriteDb, replayed: readonly Replayed[], earliest: number): (moment: number) => void {
  const ways = replayed.map(({ table, columns, reopens }) => {
    const changes = columns.length === 0 ? [] : db.prepare(changesSql).values(table, earliest, JSON.stringify(columns))
    const undo = new Map(columns.map((column) => [column, db.prepare(compiled(sql`UPDATE temp.${sql.id(table)} SET ${sql.id(column)} = ${null} WHERE id = ${0}`).text)]))
    const reopen = reopens ? db.prepare(compiled(sql`UPDATE temp.${sql.id(table)} SET state = 'open', closed_at = NULL WHERE closed_at >= ${0}`).text) : null
    let next = 0
    return (moment: number): void => {
      for (; next < changes.length; next += 1) {
        const [id, column, old, at] = changes[next] ?? []
        if (!(Number(at) > moment)) break
        undo.get(String(column))?.run(valueOf(old), valueOf(id))
      }
      reopen?.run(moment)
    }
  })
  return (moment) => ways.forEach((goTo) => goTo(moment))
}

const valueOf = (value: SqlValue | undefined): SqlValue => value ?? null
