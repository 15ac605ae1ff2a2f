import type { ProblemGroups } from '#shared/domain/dataset/problem-groups'
import type { WriteDb } from '#main/db/handles'
import { quoteName } from '#main/db/stage'
import type { Filled, Reject } from './fill-stage.ts'
import type { Plan, PlannedColumn, PlannedLookup } from './plan.ts'

export interface Settled {
  readonly rejected: number
  /** Rows that stand for existing records; `stage.hit` has their ids. */
  readonly hits: number
  readonly inserts: number
  /** Records that lookups create. */
  readonly created: readonly { readonly column: PlannedColumn; readonly count: number }[]
  readonly notes: readonly string[]
}

/**
 * Compares the staged rows with the workspace, changing only the stage: the last row of each key stays, lookups find their
 * records (`stage.look_N`), rows find the records that they update (`stage.hit`), and what cannot be resolved is rejected.
 */
export function settleStage(db: WriteDb, plan: Plan, filled: Filled, groups: ProblemGroups, reject: Reject): Settled {
  const notes: string[] = []
  let rejected = 0
  const turnAway = (column: PlannedColumn | undefined, where: string, value: string, expected: (value: string) => string): void => {
    const rows = db.prepare<{ n: number; value: string | number | null }>(`SELECT n, ${value} AS value FROM stage.row WHERE ${where} ORDER BY n`)
    for (const row of rows.iterate()) {
      const shown = String(row.value ?? '')
      const problem = { row: row.n, column: column?.source ?? '(whole row)', kind: 'lookup' as const, value: shown, expected: expected(shown) }
      groups.add(problem)
      reject(problem)
    }
    rejected += db.prepare(`DELETE FROM stage.row WHERE ${where}`).run().changes
  }
  db.exec('DROP TABLE IF EXISTS stage.hit; CREATE TABLE stage.hit (n INTEGER PRIMARY KEY, id INTEGER NOT NULL)')
  const keyAt = plan.columns.findIndex((column) => column.target === plan.key)
  if (filled.keysRepeat && keyAt >= 0) {
    const dropped = db.prepare(`DELETE FROM stage.row WHERE n NOT IN (SELECT max(n) FROM stage.row GROUP BY c${keyAt})`).run().changes
    if (dropped > 0) notes.push(`${plan.columns[keyAt]?.source} occurs more than once in ${count(dropped, 'row')}; the last row of each counts.`)
  }
  const lookups = plan.columns.flatMap((column, at) => (column.lookup === null ? [] : [{ column, lookup: column.lookup, at }]))
  for (const { column, lookup, at } of lookups) {
    const ambiguous = findRecords(db, plan, lookup, at)
    if (ambiguous > 0) notes.push(`${column.source}: ${count(ambiguous, 'value')} fit several records of ${lookup.tableLabel} by ${lookup.key}; the oldest was taken.`)
    if (lookup.create) continue
    turnAway(column, `c${at} IN (SELECT value FROM stage.look_${at} WHERE id IS NULL AND own = 0)`, `c${at}`, (value) => `a record of ${lookup.tableLabel} with ${lookup.key} “${value}”, which was not found`)
  }
  if (keyAt >= 0 && !plan.isNewTable && number(db, `SELECT EXISTS (SELECT 1 FROM main.${quoteName(plan.table)}) AS n`) === 1) db.exec(hitSql(plan, keyAt))
  refuseTaken(plan, turnAway)
  if (plan.lacking.length > 0) turnAway(plan.columns[keyAt], 'n NOT IN (SELECT n FROM stage.hit)', `c${keyAt}`, () => `the key of an existing record, since a new one needs ${plan.lacking.join(', ')} too`)
  db.exec('DELETE FROM stage.hit WHERE n NOT IN (SELECT n FROM stage.row)')
  const created = lookups.flatMap(({ column, lookup, at }) => {
    if (!lookup.create) return []
    db.exec(`DELETE FROM stage.look_${at} WHERE value NOT IN (SELECT c${at} FROM stage.row WHERE c${at} IS NOT NULL)`)
    const missing = number(db, `SELECT count(*) AS n FROM stage.look_${at} WHERE id IS NULL AND own = 0`)
    return missing === 0 ? [] : [{ column, count: missing }]
  })
  const hits = number(db, 'SELECT count(*) AS n FROM stage.hit')
  return { rejected, hits, inserts: number(db, 'SELECT count(*) AS n FROM stage.row') - hits, created, notes }
}

/** Fills `look_N` with each distinct value and its record; `own` marks records that this very file brings. Returns how many values fit several. */
function findRecords(db: WriteDb, plan: Plan, lookup: PlannedLookup, at: number): number {
  const look = `stage.look_${at}`
  db.exec(`DROP TABLE IF EXISTS ${look}; CREATE TABLE ${look} (value TEXT PRIMARY KEY, id INTEGER, found INTEGER NOT NULL DEFAULT 0, own INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`)
  db.exec(`INSERT INTO ${look} (value) SELECT DISTINCT c${at} FROM stage.row WHERE c${at} IS NOT NULL`)
  if (!(lookup.self && plan.isNewTable)) {
    const key = quoteName(lookup.key)
    db.exec(`UPDATE ${look} SET id = f.id, found = f.n FROM (SELECT l.value AS value, min(t.id) AS id, count(*) AS n FROM ${look} l JOIN main.${quoteName(lookup.table)} t ON t.${key} = l.value GROUP BY l.value) f WHERE f.value = ${look.slice(6)}.value`)
    // what an export writes of a record without an external id
    if (lookup.key === 'external_id' && hasColumn(db, lookup.table, 'name')) {
      db.exec(`UPDATE ${look} SET id = f.id, found = f.n FROM (SELECT l.value AS value, min(t.id) AS id, count(*) AS n FROM ${look} l JOIN main.${quoteName(lookup.table)} t ON t.name = l.value WHERE l.id IS NULL GROUP BY l.value) f WHERE f.value = ${look.slice(6)}.value`)
    }
  }
  const brought = lookup.self ? plan.columns.findIndex((column) => column.target === lookup.key) : -1
  if (brought >= 0) db.exec(`UPDATE ${look} SET own = 1 WHERE id IS NULL AND value IN (SELECT CAST(c${brought} AS TEXT) FROM stage.row)`)
  return number(db, `SELECT count(*) AS n FROM ${look} WHERE found > 1`)
}

function hasColumn(db: WriteDb, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_xinfo(?) WHERE name = ?').get(table, column) !== undefined
}

function hitSql(plan: Plan, keyAt: number): string {
  const key = quoteName(plan.key ?? '')
  return `INSERT INTO stage.hit SELECT r.n, min(t.id) FROM main.${quoteName(plan.table)} t JOIN stage.row r ON r.c${keyAt} = t.${key} WHERE t.${key} IS NOT NULL GROUP BY r.n`
}

/** An external id belongs to one record: a row must not take another's when records are found by something else, or not at all. */
function refuseTaken(plan: Plan, turnAway: (column: PlannedColumn | undefined, where: string, value: string, expected: (value: string) => string) => void): void {
  const at = plan.columns.findIndex((column) => column.target === 'external_id')
  const column = plan.columns[at]
  if (column === undefined || plan.key === 'external_id') return
  const repeated = `c${at} IS NOT NULL AND n NOT IN (SELECT min(n) FROM stage.row GROUP BY c${at})`
  turnAway(column, repeated, `c${at}`, () => 'an external id that no earlier row of the file has; choose it as the key to update records by it')
  if (plan.isNewTable) return
  const taken = `n IN (SELECT r.n FROM stage.row r JOIN main.${quoteName(plan.table)} t ON t.external_id = r.c${at} LEFT JOIN stage.hit h ON h.n = r.n WHERE h.id IS NOT t.id)`
  turnAway(column, taken, `c${at}`, () => 'an external id that no other record has; choose it as the key to update records by it')
}

export function number(db: WriteDb, sql: string): number {
  return db.prepare<{ n: number }>(sql).get()?.n ?? 0
}

export function count(amount: number, unit: string): string {
  return `${amount.toLocaleString('en-US')} ${unit}${amount === 1 ? '' : 's'}`
}
