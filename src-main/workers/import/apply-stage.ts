import type { WriteDb } from '#main/db/handles'
import { quoteName } from '#main/db/stage'
import type { JobContext } from '../context.ts'
import type { Plan, PlannedColumn } from './plan.ts'
import { number, type Settled } from './settle-stage.ts'

interface Input {
  readonly job: Pick<JobContext, 'call' | 'progress' | 'checkCancelled'>
  readonly plan: Plan
  readonly settled: Settled
  readonly importId: number
  /** Progress of the whole job from and to which this goes. */
  readonly from: number
}

export interface Applied {
  readonly inserted: number
  /** Existing records that the file names. */
  readonly updated: number
  /** Of those, the ones that have the same values already. */
  readonly unchanged: number
  /** Values that an empty cell of the file cleared. */
  readonly cleared: number
}

/** Rows at a time, between which the user can stop the job. */
const slice = 50_000

/** Moves the settled stage into its table, inside the caller's transaction: new records, changed values with their history, records that lookups create. */
export function applyStage(db: WriteDb, input: Input): Applied {
  const { plan, settled } = input
  const here = physicalColumns(db, plan.table)
  keepGiven(db, input)
  createLookedUp(db, input)
  const changes = settled.hits === 0 ? { unchanged: 0, cleared: 0 } : updateHits(db, input, here)
  const rebuilt = settled.inserts > 20_000 && settled.inserts > number(db, `SELECT count(*) AS n FROM ${quoteName(plan.table)}`) / 2 ? dropIndexes(db, plan) : []
  const inserted = insertRows(db, input, here)
  for (const [at, sql] of rebuilt.entries()) {
    input.job.progress({ stage: 'apply', label: 'Sorting what was written', done: at, total: rebuilt.length, unit: 'indexes', fraction: 0.9 + (0.1 * at) / rebuilt.length })
    input.job.checkCancelled()
    db.exec(sql)
  }
  linkOwn(db, input)
  return { inserted, updated: settled.hits, ...changes }
}

/** Puts the values that all rows share into `stage.given`, so that none is written into SQL. */
function keepGiven(db: WriteDb, { job, plan, importId }: Input): void {
  const { now, userId } = job.call
  db.exec('DROP TABLE IF EXISTS stage.given; CREATE TABLE stage.given (name TEXT PRIMARY KEY, value) WITHOUT ROWID')
  const keep = db.prepare('INSERT INTO stage.given VALUES (?, ?)')
  const unit = db.prepare<{ id: number | null }>('SELECT business_unit_id AS id FROM user WHERE id = ?').get(userId)?.id ?? null
  for (const [name, value] of [['now', now], ['user', userId], ['import', importId], ['unit', unit]] as const) keep.run(name, value)
  for (const [at, constant] of plan.constants.entries()) keep.run(`constant ${at}`, constant.value)
}

const given = (name: string): string => `(SELECT value FROM stage.given WHERE name = '${name}')`
const now = given('now')
const user = given('user')
const thisImport = given('import')
const unit = given('unit')

/** The value of a planned column for a new record, as SQL over `stage.row r`. */
function newValue(column: PlannedColumn, at: number, plan: Plan): string {
  const plain = column.lookup === null ? `r.c${at}` : `(SELECT id FROM stage.look_${at} WHERE value = r.c${at})`
  if (column.target === 'owner_id') return `coalesce(${plain}, ${user})`
  if (column.target === 'recorded_at' && plan.table === 'interaction') {
    const occurred = plan.columns.findIndex((other) => other.target === 'occurred_at')
    if (occurred >= 0) return `coalesce(${plain}, r.c${occurred})`
  }
  return column.fallback === null ? plain : `coalesce(${plain}, ${column.fallback})`
}

function insertRows(db: WriteDb, { job, plan, settled, from }: Input, here: ReadonlySet<string>): number {
  const targets: [string, string][] = plan.columns.map((column, at) => [column.target, column.lookup?.self === true ? (column.target === 'owner_id' ? user : 'NULL') : newValue(column, at, plan)])
  const filled = new Set([...plan.columns.map((column) => column.target), ...plan.constants.map((constant) => constant.target)])
  for (const [at, constant] of plan.constants.entries()) targets.push([constant.target, given(`constant ${at}`)])
  if (here.has('owner_id') && !filled.has('owner_id')) targets.push(['owner_id', user])
  if (here.has('business_unit_id') && !filled.has('business_unit_id') && plan.table !== 'user') targets.push(['business_unit_id', unit])
  const occurred = plan.columns.findIndex((column) => column.target === 'occurred_at')
  if (plan.table === 'interaction' && !filled.has('recorded_at')) targets.push(['recorded_at', occurred >= 0 ? `r.c${occurred}` : now])
  targets.push(['modified_at', now], ['import_id', thisImport])
  const others = settled.hits === 0 ? '' : ' AND r.n NOT IN (SELECT n FROM stage.hit)'
  const insert = db.prepare(`INSERT INTO main.${quoteName(plan.table)} (${targets.map(([name]) => quoteName(name)).join(', ')}) SELECT ${targets.map(([, value]) => value).join(', ')} FROM stage.row r WHERE r.n > ? AND r.n <= ?${others} ORDER BY r.n`)
  const last = number(db, 'SELECT coalesce(max(n), 0) AS n FROM stage.row')
  let inserted = 0
  for (let begin = 0; begin < last; begin += slice) {
    job.checkCancelled()
    inserted += insert.run(begin, begin + slice).changes
    job.progress({ stage: 'apply', label: 'Writing the records', done: inserted, total: settled.inserts, unit: 'rows', fraction: from + ((0.9 - from) * Math.min(begin + slice, last)) / last })
  }
  return inserted
}

/** Writes changed values of existing records, and each change into their history. */
function updateHits(db: WriteDb, { job, plan, importId }: Input, here: ReadonlySet<string>): { unchanged: number; cleared: number } {
  const table = `main.${quoteName(plan.table)}`
  const columns = plan.columns.flatMap((column, at) => (column.target === plan.key || column.lookup?.self === true ? [] : [{ name: quoteName(column.target), target: column.target, value: changedValue(column, at, here) }]))
  const constants = plan.constants.map((constant, at) => ({ name: quoteName(constant.target), target: constant.target, value: given(`constant ${at}`) }))
  const all = [...columns, ...constants]
  for (const column of all) {
    job.checkCancelled()
    db.prepare(
      `INSERT INTO main.field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at, user_id, import_id)
       SELECT ?, t.id, ?, t.${column.name}, ${column.value}, ${now}, ${now}, ${user}, ${thisImport} FROM stage.hit h JOIN stage.row r ON r.n = h.n JOIN ${table} t ON t.id = h.id WHERE t.${column.name} IS NOT ${column.value}`,
    ).run(plan.table, column.target)
  }
  const changed = all.length === 0 ? 0 : db.prepare(
    `UPDATE ${table} AS t SET ${all.map((column) => `${column.name} = ${column.value}`).join(', ')}, modified_at = ${now} FROM stage.hit h JOIN stage.row r ON r.n = h.n
     WHERE t.id = h.id AND (${all.map((column) => `t.${column.name} IS NOT ${column.value}`).join(' OR ')})`,
  ).run().changes
  const cleared = db.prepare<{ n: number }>('SELECT count(*) AS n FROM main.field_change WHERE import_id = ? AND new_value IS NULL').get(importId)?.n ?? 0
  return { unchanged: number(db, 'SELECT count(*) AS n FROM stage.hit') - changed, cleared }
}

/** The value of a planned column for an existing record; where the store takes no missing value, the old one stays. */
function changedValue(column: PlannedColumn, at: number, here: ReadonlySet<string>): string {
  const plain = column.lookup === null ? `r.c${at}` : `(SELECT id FROM stage.look_${at} WHERE value = r.c${at})`
  const keeps = column.fallback !== null || ['owner_id', 'recorded_at', 'created_at'].includes(column.target)
  return keeps && here.has(column.target) ? `coalesce(${plain}, t.${quoteName(column.target)})` : plain
}

/** Makes the records that lookups may create, with nothing but their key and, where needed, a name. */
function createLookedUp(db: WriteDb, { plan, settled }: Input): void {
  for (const { column } of settled.created) {
    const lookup = column.lookup
    if (lookup === null) continue
    const at = plan.columns.indexOf(column)
    const there = physicalColumns(db, lookup.table)
    // the name of a contact, lead or opportunity is computed from this column
    const written = there.has(lookup.key) ? lookup.key : there.has('last_name') ? 'last_name' : 'topic'
    const fields: [string, string][] = [[written, 'l.value'], ['modified_at', now], ['import_id', thisImport]]
    if (there.has('name') && written !== 'name') fields.push(['name', 'l.value'])
    if (there.has('owner_id')) fields.push(['owner_id', user])
    if (there.has('business_unit_id')) fields.push(['business_unit_id', unit])
    const table = `main.${quoteName(lookup.table)}`
    db.exec(`INSERT INTO ${table} (${fields.map(([name]) => quoteName(name)).join(', ')}) SELECT ${fields.map(([, value]) => value).join(', ')} FROM stage.look_${at} l WHERE l.id IS NULL AND l.own = 0 AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${quoteName(lookup.key)} = l.value) ORDER BY l.value`)
    // another column of the file may have created the same records a moment ago
    db.exec(`UPDATE stage.look_${at} SET id = (SELECT min(t.id) FROM ${table} t WHERE t.${quoteName(lookup.key)} = look_${at}.value) WHERE id IS NULL AND own = 0`)
  }
}

/** Lookups into the table itself, resolved once all its rows are there; changes of older records go into their history. */
function linkOwn(db: WriteDb, { plan }: Input): void {
  const table = `main.${quoteName(plan.table)}`
  for (const [at, column] of plan.columns.entries()) {
    const lookup = column.lookup
    if (lookup?.self !== true) continue
    const name = quoteName(column.target)
    const by = plan.key ?? lookup.key
    const byAt = plan.columns.findIndex((other) => other.target === by)
    if (byAt < 0) continue
    db.exec(`UPDATE stage.look_${at} SET id = (SELECT min(t.id) FROM ${table} t WHERE t.${quoteName(lookup.key)} = look_${at}.value) WHERE id IS NULL`)
    db.exec(`DROP TABLE IF EXISTS stage.link; CREATE TABLE stage.link (id INTEGER PRIMARY KEY, parent INTEGER)`)
    const mine = plan.key === null ? `AND t.import_id = ${thisImport}` : ''
    db.exec(`INSERT OR IGNORE INTO stage.link SELECT t.id, l.id FROM stage.row r JOIN ${table} t ON t.${quoteName(by)} = r.c${byAt} ${mine} LEFT JOIN stage.look_${at} l ON l.value = r.c${at}`)
    db.prepare(
      `INSERT INTO main.field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at, user_id, import_id)
       SELECT ?, t.id, ?, t.${name}, k.parent, ${now}, ${now}, ${user}, ${thisImport} FROM stage.link k JOIN ${table} t ON t.id = k.id WHERE t.import_id IS NOT ${thisImport} AND t.${name} IS NOT k.parent`,
    ).run(plan.table, column.target)
    db.exec(`UPDATE ${table} AS t SET ${name} = k.parent FROM stage.link k WHERE k.id = t.id AND t.${name} IS NOT k.parent`)
  }
}

function physicalColumns(db: WriteDb, table: string): Set<string> {
  return new Set(db.prepare<{ name: string }>(`PRAGMA main.table_info(${quoteName(table)})`).all().map((column) => column.name))
}

/** A large import is faster without indexes to keep up; they are made again in the same transaction. Those that stay empty are left alone. Returns how to make them. */
function dropIndexes(db: WriteDb, plan: Plan): string[] {
  const filled = [...plan.columns.map((column) => column.target), ...plan.constants.map((constant) => constant.target)]
  const indexes = db
    .prepare<{ name: string; sql: string }>("SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
    .all(plan.table)
    .filter(({ sql }) => {
      const needs = /WHERE "?(\w+)"? IS NOT NULL$/u.exec(sql)?.[1]
      return needs === undefined || filled.includes(needs)
    })
  for (const index of indexes) db.exec(`DROP INDEX main.${quoteName(index.name)}`)
  return indexes.map((index) => index.sql)
}
