import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migration0001 } from '#main/db/migrations/0001-base'
import { openDb, prepareWorkspace } from '#main/db/open'
import { createRules } from '#main/db/queries/rule-models-write'
import { listRules } from '#main/db/queries/rule-models'
import { leadModel } from '../main/rules-service/trees.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const now = Date.UTC(2026, 10, 21)
const kept = ['setting', 'user', 'business_unit', 'account', 'contact', 'lead', 'interaction', 'field_change', 'model', 'model_version', 'score', 'job'] as const
const added = ['rule_model', 'rule_version', 'rule_score', 'rule_score_history', 'rule_dirty', 'rule_ready', 'notice', 'task'] as const

let folder: ReturnType<typeof temporaryFolder>
let file: string

/** A workspace as the first format left it, with something in every table that later ones point at. */
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'workspace.sextant')
  const db = new BetterSqlite3(file)
  db.exec(migration0001.sql)
  db.exec(`
    INSERT INTO setting VALUES ('name', '"Old"'), ('timeZone', '"Europe/Berlin"'), ('userId', '1');
    INSERT INTO business_unit (id, name, modified_at) VALUES (1, 'Main unit', 0);
    INSERT INTO user (id, name, role, business_unit_id, modified_at) VALUES (1, 'Me', 'admin', 1, 0);
    INSERT INTO account (id, name, modified_at) VALUES (1, 'Engines', 0);
    INSERT INTO contact (id, last_name, account_id, modified_at) VALUES (1, 'Byron', 1, 0);
    INSERT INTO lead (id, last_name, company, parent_contact_id, modified_at) VALUES (1, 'Hopper', 'Navy', 1, 0), (2, 'Byron', 'Engines', NULL, 0);
    INSERT INTO interaction (id, type, occurred_at, recorded_at, lead_id, modified_at) VALUES (1, 'EmailOpened', 5, 5, 1, 0);
    INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at) VALUES ('lead', 1, 'company', NULL, 'Navy', 1, 1);
    INSERT INTO model (id, entity, name, config, created_at) VALUES (1, 'lead', 'M', '{}', 0);
    INSERT INTO model_version (id, model_id, number, state, config) VALUES (1, 1, 1, 'published', '{}');
    INSERT INTO score (entity, record_id, model_id, version_id, score, probability, scored_at, bins) VALUES ('lead', 1, 1, 1, 60, 0.6, 0, x'00');
    INSERT INTO job (id, kind, title, input, state, due_at, created_at) VALUES (1, 'score', 'Old', '{}', 'done', 0, 0);
  `)
  db.pragma('application_id = 0x53455854')
  db.pragma('user_version = 1')
  db.close()
})
afterEach(() => folder.remove())

function rows(tables: readonly string[]): Record<string, unknown[]> {
  const db = new BetterSqlite3(file)
  const found = Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]))
  db.close()
  return found
}

describe('a workspace of the first format', () => {
  it('gets the tables of rules, and keeps every row', () => {
    const before = rows(kept)
    prepareWorkspace(file, now, 'UTC')
    expect(rows(kept)).toEqual(before)
    expect(rows(added)).toEqual(Object.fromEntries(added.map((table) => [table, []])))
    const db = openDb(file)
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 5 })
    expect(db.prepare<{ name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").all()).toEqual([])
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    createRules(db, { tree: leadModel('First') }, { now, userId: 1 })
    expect(listRules(db).map(({ name }) => name)).toEqual(['First'])
    db.close()
  })

  it('is as it was when the new tables cannot be made', () => {
    const db = new BetterSqlite3(file)
    db.exec('CREATE TABLE task (id INTEGER PRIMARY KEY)')
    db.close()
    const before = rows(kept)
    expect(() => prepareWorkspace(file, now, 'UTC')).toThrow(/task already exists/u)
    expect(rows(kept)).toEqual(before)
    const after = new BetterSqlite3(file)
    expect(after.pragma('user_version', { simple: true })).toBe(1)
    expect(after.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name LIKE 'rule_%'").get()).toEqual({ n: 0 })
    after.close()
  })

  it('takes what hangs on a lead or a model with it when that goes', () => {
    prepareWorkspace(file, now, 'UTC')
    const db = openDb(file)
    const { modelId } = createRules(db, { tree: leadModel('First') }, { now, userId: 1 })
    db.exec(`
      INSERT INTO rule_score VALUES (${modelId}, 2, 1, 10, 10, NULL, 0, NULL, '[]');
      INSERT INTO rule_score_history (model_id, lead_id, version_id, score, scored_at, contributions) VALUES (${modelId}, 2, 1, 10, 0, '[]');
      INSERT INTO rule_ready VALUES (2, ${modelId}, 0);
      INSERT INTO rule_dirty VALUES (2, 0);
      INSERT INTO notice (user_id, lead_id, sentence, at) VALUES (1, 2, 'Ready.', 0);
      INSERT INTO task (lead_id, subject, due_on, created_at) VALUES (2, 'Call', '2026-11-22', 0);
      DELETE FROM lead WHERE id = 2;
    `)
    db.close()
    const left = rows(added)
    expect(Object.entries(left).filter(([, entries]) => entries.length > 0).map(([table]) => table)).toEqual(['rule_model', 'rule_version'])
    const again = openDb(file)
    again.exec('DELETE FROM rule_model')
    expect(again.prepare('SELECT count(*) AS n FROM rule_version').get()).toEqual({ n: 0 })
    again.close()
  })
})
