import { afterEach, beforeEach, expect, test } from 'vitest'
import { readCounts, readWorkspaceSettings, saveWorkspaceSettings } from '#main/db/queries/workspace'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import { makeWorkspace, NOW, problemOf, type TestWorkspace } from './support/workspace.ts'

let workspace: TestWorkspace
beforeEach(() => {
  workspace = makeWorkspace()
})
afterEach(() => workspace.close())

test('a new workspace is whole', () => {
  const { ok, checks } = checkWorkspace(workspace.db)
  expect(checks.map((check) => check.name)).toEqual(['File', 'References', 'Catalog', 'Calculated columns', 'Imports', 'Models', 'Scores', 'Interactions'])
  expect(ok).toBe(true)
})

test.each([
  ['References', "PRAGMA foreign_keys = OFF; INSERT INTO contact (last_name, account_id, modified_at) VALUES ('A', 9, 0)", 'Row 1 of contact points at a missing row of account.'],
  ['Catalog', 'ALTER TABLE lead ADD COLUMN shoe INTEGER', 'The column lead.shoe is stored but not listed.'],
  ['Catalog', "INSERT INTO catalog_column (table_name, name, label, type, known_when, position) VALUES ('lead', 'hat', 'Hat', 'text', 'history', 99)", 'The column lead.hat is listed but not stored.'],
  ['Imports', "INSERT INTO import (table_name, file_name, state, mapping, started_at) VALUES ('lead', 'a.csv', 'applying', '{}', 0)", 'Import 1 of a.csv stopped half way; start its job again or undo it.'],
  ['Models', "INSERT INTO model (id, entity, name, config, created_at) VALUES (1, 'lead', 'M', '{}', 0); INSERT INTO model_version (model_id, number, state, config, artifact) VALUES (1, 2, 'published', '{}', '{\"cut')", 'Version 2 of M cannot be read; train it again.'],
  ['Scores', "PRAGMA foreign_keys = OFF; INSERT INTO score (entity, record_id, model_id, version_id, score, probability, scored_at, bins) VALUES ('lead', 5, 1, 1, 1, 1, 1, x'')", '1 scores belong to no lead.'],
  ['Interactions', "INSERT INTO interaction (type, occurred_at, recorded_at, modified_at) VALUES ('CallHeld', 0, 0, 0)", '1 interactions belong to no contact, lead or opportunity.'],
])('%s: %s', (name, damage, detail) => {
  workspace.db.exec(damage)
  const { ok, checks } = checkWorkspace(workspace.db)
  expect(ok).toBe(false)
  expect(checks.find((check) => check.name === name)).toEqual({ name, ok: false, detail })
})

test('an import whose job still runs is not half done', () => {
  workspace.db.exec(`INSERT INTO job (id, kind, title, input, state, due_at, created_at) VALUES (4, 'import', '', '{}', 'running', 0, 0);
    INSERT INTO import (table_name, file_name, state, mapping, started_at, job_id) VALUES ('lead', 'a.csv', 'applying', '{}', 0, 4)`)
  expect(checkWorkspace(workspace.db).ok).toBe(true)
})

test('settings are checked and saved', () => {
  const save = (input: Parameters<typeof saveWorkspaceSettings>[1]): ReturnType<typeof saveWorkspaceSettings> => saveWorkspaceSettings(workspace.db, input, workspace.context)
  expect(save({ name: ' North ', timeZone: 'Asia/Kolkata', frozenNow: NOW })).toEqual({ name: 'North', timeZone: 'Asia/Kolkata', frozenNow: NOW })
  expect(save({ frozenNow: null })).toEqual({ name: 'North', timeZone: 'Asia/Kolkata', frozenNow: null })
  for (const timeZone of ['Mars/Olympus', '+01:00', '']) expect(problemOf(() => save({ timeZone }))?.message).toBe(`"${timeZone}" is not a time zone; expected an IANA name such as Europe/Berlin.`)
  expect(problemOf(() => save({ name: '  ' }))?.code).toBe('BAD_INPUT')
  expect(problemOf(() => save({ frozenNow: 1.5 }))?.code).toBe('BAD_INPUT')
  expect(readWorkspaceSettings(workspace.db)).toEqual({ name: 'North', timeZone: 'Asia/Kolkata', frozenNow: null })
})

test('counts follow what is added and taken away', () => {
  const interactions = (): number => readCounts(workspace.db, { userId: 1 }).interactions
  const add = (count: number, importId: number): void => {
    workspace.db.exec(`INSERT INTO interaction (type, occurred_at, recorded_at, modified_at, import_id) SELECT 'CallHeld', 0, 0, 0, ${importId} FROM json_each('${JSON.stringify(Array(count).fill(0))}')`)
  }
  add(5, 1)
  expect(interactions()).toBe(5)
  add(3, 2)
  expect(interactions()).toBe(8)
  workspace.db.exec("DELETE FROM interaction WHERE import_id = 1; INSERT INTO import (table_name, file_name, state, mapping, started_at) VALUES ('interaction', 'a.csv', 'undone', '{}', 0)")
  expect(interactions()).toBe(3)
})
