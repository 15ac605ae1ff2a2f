import { afterAll, expect, test } from 'vitest'
import { openDb, prepareWorkspace } from '#main/db/open'
import { rescoreWaitingDue, waitingLeads } from '#main/db/queries/rule-rescore'
import type { RuleModel } from '#shared/domain/rules/tree'
import { all, compare, EACH, gives, happened, model } from '../../support/rules/build.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 21, 12)
const folder = temporaryFolder()
afterAll(() => folder.remove())

/** Scores leads that are older than so many days. */
function olderThan(days: number): RuleModel {
  const age = { ...compare('created_at', 'older_than', days), unit: 'day' as const }
  return model('lead', [gives(5, all(happened('lead', 'EmailOpened', EACH)))], { audience: all({ kind: 'attribute', id: 'age', label: '', expressions: [age] }) })
}

test('leads that time brings into an audience wait, until they are scored', () => {
  prepareWorkspace(`${folder.path}/waiting.sextant`, NOW, 'UTC')
  const db = openDb(`${folder.path}/waiting.sextant`)
  const context = { now: NOW, timeZone: 'UTC', userId: 1 }
  const later = { ...context, now: NOW + 3 * DAY }
  for (let lead = 1; lead <= 30; lead += 1) db.prepare('INSERT INTO lead (id, last_name, created_at, modified_at) VALUES (?, ?, ?, ?)').run(lead, `Lead ${lead}`, lead <= 20 ? NOW - DAY : NOW, NOW)
  storeModel(db, olderThan(2), { now: NOW, zone: 'UTC' })
  expect(waitingLeads(db, context, 201)).toEqual({ dirty: 0, due: 0 })
  expect(waitingLeads(db, later, 201)).toEqual({ dirty: 0, due: 30 })
  expect(waitingLeads(db, later, 7)).toEqual({ dirty: 0, due: 7 })
  expect(db.transaction(() => rescoreWaitingDue(db, later, 201))).toEqual({ scored: 30, left: 0 })
  expect(waitingLeads(db, later, 201)).toEqual({ dirty: 0, due: 0 })
  db.close()
})
