import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveFormula } from '#main/db/formulas/save-formula'
import { turnDay } from '#main/db/formulas/turn-day'
import { publishModel } from '#main/db/queries/models-write'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import score from '#main/workers/jobs/score'
import { all, gives, is, model } from '../../support/rules/build.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { makeWorkspace, type TestWorkspace } from '../db/support/workspace.ts'
import { CALL, emptyWorkspace, fillSample, testJob } from '../jobs/support.ts'
import { trained } from '../jobs/trained.ts'

const DAY = 86_400_000

describe('scores by rules', () => {
  let workspace: TestWorkspace
  beforeEach(() => {
    workspace = makeWorkspace()
  })
  afterEach(() => workspace.close())
  const make = (table: string, label: string, formula: string): void => void workspace.db.transaction(() => saveFormula(workspace.db, { table, name: null, label, formula }, workspace.context))
  const create = (table: string, values: Parameters<typeof createRecord>[1]['values']): number => createRecord(workspace.db, { table, values }, workspace.context).id
  const save = (table: string, id: number, values: Parameters<typeof saveRecord>[1]['values']): unknown => saveRecord(workspace.db, { table, id, values }, workspace.context)
  const scoreOf = (lead: number): unknown => workspace.db.prepare<{ score: number }>('SELECT score FROM rule_score WHERE lead_id = ?').get(lead)?.score ?? null
  const live = (...groups: Parameters<typeof model>[1]): unknown => storeModel(workspace.db, model('lead', groups), { now: workspace.context.now, zone: 'UTC' })
  const jobs = (kind: string): string[] => workspace.db.prepare<{ title: string }>('SELECT title FROM job WHERE kind = ? ORDER BY id').all(kind).map(({ title }) => title)

  test('follow a save of a record two relationships away, through a column of the one between and one of the lead', () => {
    const user = create('user', { name: 'Grace', region: 'North' })
    const account = create('account', { name: 'Navy', owner_id: user })
    const lead = create('lead', { last_name: 'Hopper', parent_account_id: account })
    const other = create('lead', { last_name: 'Byron' })
    make('account', 'Region of the owner', 'upper(Owner.Region)')
    make('lead', 'Place', 'concat([Parent account].[Region of the owner], "/", City)')
    make('lead', 'In the north', 'contains(Place, "north")')
    live(gives(10, all(is('in_the_north', 'equals', true))))
    save('user', user, { region: 'Northwest' })
    expect([scoreOf(lead), scoreOf(other)]).toEqual([10, null])
    save('user', user, { region: 'South' })
    expect(scoreOf(lead)).toBe(0)
    save('lead', lead, { city: 'Northampton' })
    expect(scoreOf(lead)).toBe(10)
    save('lead', other, { parent_account_id: account })
    expect(scoreOf(other)).toBe(0)
    save('account', account, { owner_id: null })
    save('user', user, { region: 'North' })
    expect(scoreOf(other)).toBe(0)
    save('account', account, { owner_id: user })
    expect(scoreOf(other)).toBe(10)
  })

  test('are queued when the day turns, once, and only where live rules look at what has changed', () => {
    create('lead', { last_name: 'Hopper' })
    make('lead', 'Age', 'agedays([Created on])')
    live(gives(10, all(is('age', 'ge', 1))))
    const turn = (days: number): unknown => workspace.db.transaction(() => turnDay(workspace.db, { ...workspace.context, now: workspace.context.now + days * DAY }))
    expect(turn(0.4)).toEqual({ changed: false, queued: false })
    expect(turn(1)).toEqual({ changed: true, queued: true })
    expect(turn(1)).toEqual({ changed: false, queued: false })
    expect(jobs('rules_score')).toEqual(['Rescoring with rule models for a new day'])
    expect(workspace.db.prepare('SELECT age FROM lead').all()).toEqual([{ age: 1 }])
    expect(turn(2)).toEqual({ changed: true, queued: false })
    expect(jobs('score')).toEqual([])
  })
})

test('predictive scores follow a save of a record two relationships away, as a full rescoring would', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'formula-score-'))
  const bench = emptyWorkspace(folder)
  try {
    const { db } = bench
    fillSample(bench, 450)
    db.exec(`UPDATE account SET owner_id = 1 + id % 2; UPDATE user SET region = CASE id WHEN 1 THEN 'North' ELSE 'South' END WHERE id < 3;
      UPDATE lead SET parent_account_id = (SELECT id FROM account WHERE id % 2 = CASE lead.state WHEN 'qualified' THEN lead.id % 5 = 0 WHEN 'disqualified' THEN lead.id % 5 > 0 ELSE lead.id % 2 END LIMIT 1)`)
    db.transaction(() => saveFormula(db, { table: 'account', name: null, label: 'Owned in', formula: 'Owner.Region' }, CALL))
    db.transaction(() => saveFormula(db, { table: 'lead', name: null, label: 'Team', formula: 'concat([Parent account].[Owned in], "!")' }, CALL))
    const modelId = await trained(bench, 'lead', { include: ['lead.team'], exclude: ['account.owned_in'] })
    publishModel(db, { modelId }, CALL)
    await score(testJob(bench, { input: { all: true } }))
    const scores = (): unknown[] => db.prepare('SELECT s.record_id, s.score FROM score s JOIN lead l ON l.id = s.record_id JOIN account a ON a.id = l.parent_account_id AND a.owner_id = 2 ORDER BY s.record_id').all()
    const before = scores()
    expect(before.length).toBeGreaterThan(10)
    expect(before.length).toBeLessThan(200)
    db.transaction(() => saveRecord(db, { table: 'user', id: 2, values: { region: 'North' } }, { ...CALL, now: CALL.now + 1, changed: () => undefined }))
    const after = scores()
    expect(after).not.toEqual(before)
    await score(testJob(bench, { input: { all: true }, call: { ...CALL, now: CALL.now + 1 } }))
    expect(scores()).toEqual(after)
  } finally {
    bench.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
