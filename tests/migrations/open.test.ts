import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUILT_IN_TABLES } from '#shared/domain/catalog/built-in'
import { Problem } from '#main/db/errors'
import { openDb, prepareWorkspace } from '#main/db/open'
import { temporaryFolder } from '../support/temporary-folder.ts'

let folder: ReturnType<typeof temporaryFolder>
let file: string
const now = Date.UTC(2026, 10, 21)

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'workspace.sextant')
})
afterEach(() => folder.remove())

/** Expects the sentence, and that not one byte of the file changed. */
function expectRefused(sentence: RegExp): void {
  const before = readFileSync(file)
  let caught: unknown
  try {
    prepareWorkspace(file, now, 'UTC')
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(Problem)
  expect((caught as Problem).message).toMatch(sentence)
  expect(readFileSync(file).equals(before)).toBe(true)
}

describe('a new workspace', () => {
  it('has every built-in table with exactly the columns of the catalog, all STRICT, and one admin', () => {
    prepareWorkspace(file, now, 'Europe/Berlin')
    const db = openDb(file)
    const kept = new Set(['id', 'import_id'])
    for (const table of BUILT_IN_TABLES) {
      const columns = db.prepare<{ name: string }>('SELECT name FROM pragma_table_xinfo(?)').all(table.name)
      const stored = columns.map((column) => column.name).filter((name) => !kept.has(name)).sort()
      const catalog = table.columns.map((column) => column.name).sort()
      expect(stored.filter((name) => catalog.includes(name)), table.name).toEqual(catalog)
    }
    const loose = db.prepare<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").all()
    expect(loose).toEqual([])
    expect(db.prepare('SELECT id, role FROM user').all()).toEqual([{ id: 1, role: 'admin' }])
    db.close()
  })

  it('works in WAL with foreign keys and full synchronization', () => {
    prepareWorkspace(file, now, 'UTC')
    const db = openDb(file)
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(() => db.prepare("INSERT INTO lead (owner_id, modified_at) VALUES (999, 0)").run()).toThrow(/FOREIGN KEY/u)
    db.close()
  })

  it('is opened again as it was', () => {
    prepareWorkspace(file, now, 'UTC')
    prepareWorkspace(file, now + 1, 'Europe/Paris')
    const db = openDb(file)
    expect(db.prepare("SELECT value FROM setting WHERE key = 'timeZone'").get()).toEqual({ value: '"UTC"' })
    db.close()
  })

  it('gives readers a connection that cannot write', () => {
    prepareWorkspace(file, now, 'UTC')
    const db = openDb(file, { readOnly: true })
    expect(() => db.prepare("INSERT INTO setting (key, value) VALUES ('a', '1')").run()).toThrow(/readonly/u)
    db.close()
  })
})

describe('a file that is not a workspace', () => {
  it('is refused when it is no database', () => {
    writeFileSync(file, 'Name,Company\n'.repeat(200))
    expectRefused(/is not a Sextant workspace: it is not a database file\. Choose another file/u)
  })

  it('is refused when it is the database of another program', () => {
    const db = new BetterSqlite3(file)
    db.exec('CREATE TABLE note (text TEXT)')
    db.close()
    expectRefused(/is a database of another program/u)
  })

  it('is refused when a newer Sextant wrote it', () => {
    prepareWorkspace(file, now, 'UTC')
    const db = new BetterSqlite3(file)
    db.pragma('user_version = 999')
    db.pragma('journal_mode = DELETE')
    db.close()
    expectRefused(/written by a newer Sextant \(format 999; this one reads up to \d+\)\. Update Sextant/u)
  })

  it('is refused when it is damaged', () => {
    prepareWorkspace(file, now, 'UTC')
    const db = new BetterSqlite3(file)
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
    db.close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096, Math.min(bytes.length, 40 * 4096))
    writeFileSync(file, bytes)
    expectRefused(/is damaged and was not opened .*Restore a backup/u)
  })
})
