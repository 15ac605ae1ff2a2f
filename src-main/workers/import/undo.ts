import { z } from 'zod'
import { Problem } from '#main/db/errors'
import type { ReadDb, WriteDb } from '#main/db/handles'
import { currentGraph } from '#main/db/formulas/current-graph'
import { keepUp, letGo } from '#main/db/formulas/keep'
import { isNamedByFormulas } from '#main/db/formulas/users'
import { readTables } from '#main/db/queries/catalog'
import { quoteName } from '#main/db/stage'

/** What rule models keep of a lead goes with it, so that none of it is an obstacle. */
const keptOfLeads: readonly string[] = ['rule_score', 'rule_score_history', 'rule_dirty', 'rule_ready', 'notice', 'task']

interface Reference {
  readonly table: string
  readonly column: string
}

/** Tables with an `import_id`, that is, those that an import may have put records into. */
function filledTables(db: ReadDb, importId: number): { name: string; label: string; records: number }[] {
  return readTables(db).flatMap((table) => {
    const columns = db.prepare<{ name: string }>(`PRAGMA table_info(${quoteName(table.name)})`).all()
    if (!columns.some((column) => column.name === 'import_id')) return []
    const records = db.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${quoteName(table.name)} WHERE import_id = ?`).get(importId)?.n ?? 0
    return records === 0 ? [] : [{ name: table.name, label: table.labelPlural, records }]
  })
}

/** Every column of the workspace that points at the table. */
function referencesTo(db: ReadDb, table: string): Reference[] {
  return db
    .prepare<Reference>(`SELECT m.name AS "table", k."from" AS "column" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND k."table" = ?`)
    .all(table)
}

/** Throws a Problem that says why the import can no longer be undone. */
function refuseWhenUsed(db: ReadDb, importId: number, tables: readonly { name: string; label: string }[]): void {
  const labels = new Map(readTables(db).map((table) => [table.name, table.labelPlural.toLowerCase()]))
  const counted = (sql: string, ...parameters: (string | number)[]): number => db.prepare<{ n: number }>(sql).get(...parameters)?.n ?? 0
  const refuse = (why: string): Problem => new Problem('CONFLICT', `Import ${importId} cannot be undone: ${why}`)
  for (const { name, label } of tables) {
    const mine = `SELECT id FROM ${quoteName(name)} WHERE import_id = ?`
    // a change without an author was made by a rule and is no edit
    const edited = counted(`SELECT count(DISTINCT record_id) AS n FROM field_change WHERE table_name = ? AND import_id IS NOT ? AND user_id IS NOT NULL AND record_id IN (${mine})`, name, importId, importId)
    if (edited > 0) throw refuse(`${edited} of its ${label.toLowerCase()} ${edited === 1 ? 'was' : 'were'} edited since, and the edits would be lost.`)
    for (const { table, column } of referencesTo(db, name)) {
      if (column === 'lead_id' && keptOfLeads.includes(table)) continue
      // a value that this import itself wrote into an older record is put back, so it is no obstacle
      const own = `import_id IS NOT ? AND NOT EXISTS (SELECT 1 FROM field_change f WHERE f.table_name = ? AND f.record_id = t.id AND f.column_name = ? AND f.import_id = ?)`
      const users = db.prepare<{ name: string }>(`PRAGMA table_info(${quoteName(table)})`).all().some((entry) => entry.name === 'import_id')
        ? counted(`SELECT count(*) AS n FROM ${quoteName(table)} t WHERE ${quoteName(column)} IN (${mine}) AND ${own}`, importId, importId, table, column, importId)
        : counted(`SELECT count(*) AS n FROM ${quoteName(table)} WHERE ${quoteName(column)} IN (${mine})`, importId)
      if (users > 0) throw refuse(`${users} of the ${labels.get(table) ?? 'other entries'} ${users === 1 ? 'points' : 'point'} at its ${label.toLowerCase()}. Undo what was imported after it first.`)
    }
  }
  const later = counted(
    `SELECT count(*) AS n FROM field_change mine WHERE mine.import_id = ? AND EXISTS (SELECT 1 FROM field_change f
     WHERE f.table_name = mine.table_name AND f.record_id = mine.record_id AND f.column_name = mine.column_name AND f.id > mine.id AND f.import_id IS NOT mine.import_id)`, importId,
  )
  if (later > 0) throw refuse(`${later} of the values that it changed ${later === 1 ? 'was' : 'were'} edited since, and the edits would be lost.`)
}

export interface Undone {
  readonly removed: number
  readonly restored: number
  readonly removedColumns: readonly string[]
  readonly removedTable: string | null
}

/**
 * Takes an import back, inside the caller's transaction: its records go, the values that it changed return, columns and
 * a table that it made go when nothing else is in them. Foreign keys must be off: the deletions would look for each record
 * in columns without an index, and references are checked beforehand.
 */
export function undoImport(db: WriteDb, importId: number, now: number, step: () => void): Undone {
  const found = db.prepare<{ state: string; table_name: string; created_columns: string }>('SELECT state, table_name, created_columns FROM import WHERE id = ?').get(importId)
  if (found === undefined) throw new Problem('NOT_FOUND', `There is no import ${importId}.`)
  if (found.state !== 'applied') throw new Problem('CONFLICT', found.state === 'undone' ? `Import ${importId} was undone already.` : `Import ${importId} was never applied, so there is nothing to undo.`)
  const tables = filledTables(db, importId)
  refuseWhenUsed(db, importId, tables)
  const changed = db.prepare<{ table_name: string; column_name: string }>('SELECT DISTINCT table_name, column_name FROM field_change WHERE import_id = ?').all(importId)
  let restored = 0
  for (const { table_name: table, column_name: column } of changed) {
    step()
    restored += db.prepare(
      `UPDATE ${quoteName(table)} AS t SET ${quoteName(column)} = f.old_value, modified_at = ? FROM field_change f WHERE f.import_id = ? AND f.table_name = ? AND f.column_name = ? AND f.record_id = t.id`,
    ).run(now, importId, table, column).changes
  }
  db.prepare('DELETE FROM field_change WHERE import_id = ?').run(importId)
  let removed = 0
  for (const { name } of tables) {
    step()
    const mine = `SELECT id FROM ${quoteName(name)} WHERE import_id = ?`
    if (name === 'lead' || name === 'opportunity') for (const scores of ['score', 'score_history']) db.prepare(`DELETE FROM ${scores} WHERE entity = ? AND record_id IN (${mine})`).run(name, importId)
    if (name === 'lead') for (const kept of keptOfLeads) db.prepare(`DELETE FROM ${kept} WHERE lead_id IN (${mine})`).run(importId)
    db.prepare(`DELETE FROM field_change WHERE table_name = ? AND record_id IN (${mine})`).run(name, importId)
    removed += db.prepare(`DELETE FROM ${quoteName(name)} WHERE import_id = ?`).run(importId).changes
  }
  step()
  const removedTable = dropTable(db, importId, found.table_name) ? found.table_name : null
  const made = z.array(z.string()).parse(JSON.parse(found.created_columns))
  const removedColumns = removedTable === null ? made.filter((column) => dropColumn(db, found.table_name, column)) : []
  db.prepare("UPDATE import SET state = 'undone' WHERE id = ?").run(importId)
  return { removed, restored, removedColumns, removedTable }
}

/** Drops the table when an import made it, it is empty, and no other table points at it. */
function dropTable(db: WriteDb, importId: number, table: string): boolean {
  const entry = db.prepare<{ built_in: number }>('SELECT built_in FROM catalog_table WHERE name = ?').get(table)
  if (entry === undefined || entry.built_in === 1) return false
  const first = db.prepare<{ id: number }>("SELECT min(id) AS id FROM import WHERE table_name = ? AND (state = 'applied' OR id = ?)").get(table, importId)
  const others = referencesTo(db, table).filter((reference) => reference.table !== table)
  if (first?.id !== importId || others.length > 0 || holdsRows(db, table, '1') || isNamedByRules(db, table)) return false
  // its calculated columns may follow others, whose triggers then refer to it
  letGo(db)
  db.exec(`DROP TABLE ${quoteName(table)}`)
  db.prepare('DELETE FROM catalog_column WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM catalog_option WHERE table_name = ?').run(table)
  db.prepare('DELETE FROM catalog_table WHERE name = ?').run(table)
  keepUp(db, currentGraph(db))
  return true
}

/** Drops a column that holds nothing and that no index, no formula and no model names. */
function dropColumn(db: WriteDb, table: string, column: string): boolean {
  const there = db.prepare('SELECT 1 FROM catalog_column WHERE table_name = ? AND name = ? AND built_in = 0').get(table, column)
  if (there === undefined || holdsRows(db, table, `${quoteName(column)} IS NOT NULL`)) return false
  const named = `%"${column}"%`
  const dotted = `%.${column}"%`
  const used = db.prepare<{ n: number }>(
    'SELECT (SELECT count(*) FROM model WHERE config LIKE ? OR config LIKE ?) + (SELECT count(*) FROM model_version WHERE config LIKE ? OR config LIKE ? OR artifact LIKE ? OR artifact LIKE ?) AS n',
  ).get(named, dotted, named, dotted, named, dotted)
  if ((used?.n ?? 0) > 0 || isNamedByRules(db, column) || isNamedByFormulas(db, table, column)) return false
  db.exec(`ALTER TABLE ${quoteName(table)} DROP COLUMN ${quoteName(column)}`)
  db.prepare('DELETE FROM catalog_option WHERE table_name = ? AND column_name = ?').run(table, column)
  db.prepare('DELETE FROM catalog_column WHERE table_name = ? AND name = ?').run(table, column)
  return true
}

/** A live rule model would fail at each save without it, and a draft would have an error that nobody made. */
function isNamedByRules(db: ReadDb, name: string): boolean {
  return db.prepare("SELECT 1 FROM rule_version WHERE state IN ('draft', 'live') AND instr(tree, ?) > 0 LIMIT 1").get(`"${name}"`) !== undefined
}

function holdsRows(db: ReadDb, table: string, where: string): boolean {
  return db.prepare(`SELECT 1 FROM ${quoteName(table)} WHERE ${where} LIMIT 1`).get() !== undefined
}
