import { existsSync, openSync, readSync, closeSync, statSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { BUILT_IN_TABLES } from '#shared/domain/catalog/built-in'
import { Problem } from './errors.ts'
import { systemProblem } from './system-errors.ts'
import { wrapDb, type SlowStatement, type WriteDb } from './handles.ts'
import { migrations } from './migrations/index.ts'

/** "SEXT" in ASCII; marks the file as a Sextant workspace. */
const applicationId = 0x53455854

export interface OpenDb extends WriteDb {
  close(): void
}

interface OpenOptions {
  /** A reader cannot write, whatever it is asked. */
  readonly readOnly?: boolean
  /** Holds little of the file in memory, for a connection beside others that walks through it once. */
  readonly lean?: boolean
  readonly onSlow?: SlowStatement
}

/** Opens a connection to a workspace that `prepareWorkspace` has accepted. */
export function openDb(file: string, options: OpenOptions = {}): OpenDb {
  const db = new BetterSqlite3(file, { fileMustExist: true, timeout: 60_000 })
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = ON')
  db.pragma('synchronous = FULL')
  db.pragma(options.lean === true ? 'cache_size = -16384' : 'cache_size = -65536')
  db.pragma('temp_store = MEMORY')
  db.pragma(options.lean === true ? 'mmap_size = 0' : 'mmap_size = 268435456')
  if (options.readOnly === true) db.pragma('query_only = ON')
  return { ...wrapDb(db, options.onSlow), close: () => db.close() }
}

/** Throws `Problem` when an existing file is not a workspace; looks at its first bytes only and leaves nothing beside it. */
export function refuseForeign(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile() === false) throw new Problem('BAD_INPUT', `${file} is not a file, so it cannot be a workspace. Choose another name.`)
  if (!isFresh(file)) readHead(file)
}

function isFresh(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0
}

/** Creates the workspace when the file is missing, checks and migrates it otherwise; a file that is not ours stays as it is. */
export function prepareWorkspace(file: string, now: number, timeZone: string): void {
  refuseForeign(file)
  const fresh = isFresh(file)
  const db = new BetterSqlite3(file, { timeout: 10_000 })
  try {
    const version = fresh ? 0 : acceptedVersion(db, file)
    if (version === migrations.length) return
    db.pragma('journal_mode = WAL')
    db.pragma('foreign_keys = OFF')
    db.transaction(() => {
      for (const migration of migrations.slice(version)) db.exec(migration.sql)
      if (version === 0) seed(db, now, timeZone)
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${migrations.length}`)
    }).immediate()
  } finally {
    db.close()
  }
}

function readHead(file: string): void {
  const head = Buffer.alloc(72)
  const handle = openSync(file, 'r')
  const length = readSync(handle, head, 0, 72, 0)
  closeSync(handle)
  if (length < 72 || head.toString('latin1', 0, 15) !== 'SQLite format 3') {
    throw new Problem('BAD_INPUT', `${file} is not a Sextant workspace: it is not a database file. Choose another file, or a new name for a new workspace.`)
  }
  if (head.readUInt32BE(68) !== applicationId) {
    throw new Problem('BAD_INPUT', `${file} is a database of another program, not a Sextant workspace. Choose another file; this one was left as it is.`)
  }
}

function acceptedVersion(db: BetterSqlite3.Database, file: string): number {
  let version: number
  try {
    db.pragma('query_only = ON')
    version = Number(db.pragma('user_version', { simple: true }))
    const verdict = version <= migrations.length ? db.pragma('quick_check(1)', { simple: true }) : 'ok'
    if (verdict !== 'ok') throw new Error(String(verdict))
    db.pragma('query_only = OFF')
  } catch (error) {
    const refused = systemProblem(error, file)
    if (refused !== undefined) throw refused
    throw new Problem('BAD_INPUT', `${file} is damaged and was not opened (${error instanceof Error ? error.message : String(error)}). Restore a backup, or open another workspace.`)
  }
  if (version > migrations.length) {
    throw new Problem('BAD_INPUT', `${file} was written by a newer Sextant (format ${version}; this one reads up to ${migrations.length}). Update Sextant to open it.`)
  }
  return version
}

function seed(db: BetterSqlite3.Database, now: number, timeZone: string): void {
  const table = db.prepare('INSERT INTO catalog_table (name, label, label_plural, built_in, position) VALUES (?, ?, ?, 1, ?)')
  const column = db.prepare(
    `INSERT INTO catalog_column (table_name, name, label, type, scale, known_when, personal, built_in, read_only, lookup_table, source, position)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 'built in', ?)`,
  )
  const option = db.prepare('INSERT INTO catalog_option (table_name, column_name, value, position) VALUES (?, ?, ?, ?)')
  BUILT_IN_TABLES.forEach((entry, index) => table.run(entry.name, entry.label, entry.labelPlural, index))
  for (const entry of BUILT_IN_TABLES) {
    entry.columns.forEach((item, index) => {
      column.run(entry.name, item.name, item.label, item.type, item.scale ?? 0, item.knownWhen, item.personal === true ? 1 : 0, item.readOnly === true ? 1 : 0, item.lookupTable ?? null, index)
      item.options?.forEach((value, place) => option.run(entry.name, item.name, value, place))
    })
  }
  db.prepare("INSERT INTO business_unit (id, name, created_at, modified_at) VALUES (1, 'Main unit', ?, ?)").run(now, now)
  db.prepare("INSERT INTO user (id, name, role, business_unit_id, created_at, modified_at) VALUES (1, 'Me', 'admin', 1, ?, ?)").run(now, now)
  const setting = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)')
  setting.run('name', JSON.stringify('My workspace'))
  setting.run('timeZone', JSON.stringify(timeZone))
  setting.run('userId', '1')
}
