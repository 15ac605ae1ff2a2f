import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RuleOptions } from '#shared/contract/rule-scores'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { goLive } from '#main/db/queries/rule-lifecycle'
import { createRules } from '#main/db/queries/rule-models-write'
import { newestVersion } from '#main/db/queries/rule-models'
import { listNotices, markNoticesSeen } from '#main/db/queries/rule-notices'
import { DEFAULT_RULE_OPTIONS, saveRuleOptions } from '#main/db/queries/rule-options'
import { settleReady } from '#main/db/queries/rule-ready'
import { companyGroup, leadModel } from '../rules-service/trees.ts'
import { makeWorkspace, NOW, problemOf, type TestWorkspace } from './support/workspace.ts'

let workspace: TestWorkspace
let lead: number
let other: number
let first: number
let second: number

beforeEach(() => {
  workspace = makeWorkspace()
  lead = createRecord(workspace.db, { table: 'lead', values: { first_name: 'Ada', last_name: 'Byron', company: 'Engines' } }, workspace.context).id
  other = createRecord(workspace.db, { table: 'lead', values: { last_name: 'Hopper' } }, workspace.context).id
  first = live('Engaged', 100)
  second = live('Fitting', 50)
})
afterEach(() => workspace.close())

/** A live model with this threshold that has scored nobody. */
function live(name: string, threshold: number | null): number {
  const { modelId } = createRules(workspace.db, { tree: leadModel(name, [companyGroup()], threshold) }, workspace.context)
  goLive(workspace.db, newestVersion(workspace.db, modelId), NOW)
  workspace.db.prepare('DELETE FROM rule_score').run()
  workspace.db.prepare('DELETE FROM rule_ready').run()
  return modelId
}

function score(modelId: number, leadId: number, points: number): void {
  workspace.db
    .prepare("INSERT OR REPLACE INTO rule_score (model_id, lead_id, version_id, score, total, grade, scored_at, contributions) SELECT ?, ?, id, ?, ?, 'Cold', ?, '[[1,10]]' FROM rule_version WHERE model_id = ? AND state = 'live'")
    .run(modelId, leadId, points, points, NOW, modelId)
}

const options = (given: Partial<RuleOptions>): RuleOptions => saveRuleOptions(workspace.db, { ...DEFAULT_RULE_OPTIONS, ...given }, workspace.context)
const settle = (leads: readonly number[] | null = [lead]) => settleReady(workspace.db, leads, workspace.context)
const field = (name: string, id = lead): unknown => workspace.db.prepare<Record<string, unknown>>(`SELECT ${name} AS value FROM lead WHERE id = ?`).get(id)?.['value']
const history = (column: string): unknown[] =>
  workspace.db.prepare("SELECT old_value AS old, new_value AS new, user_id AS user FROM field_change WHERE table_name = 'lead' AND record_id = ? AND column_name = ? ORDER BY id").all(lead, column)

describe('the sales-ready flag', () => {
  it('is set when any live model is at its threshold, once, with its history', () => {
    score(first, lead, 99)
    expect(settle()).toMatchObject({ becameReady: 0 })
    score(second, lead, 50)
    expect(settle()).toMatchObject({ becameReady: 1, changed: [lead] })
    expect(settle()).toEqual({ becameReady: 0, revoked: 0, qualified: 0, changed: [], columns: [] })
    expect(field('sales_ready')).toBe(1)
    expect(history('sales_ready')).toEqual([{ old: 0, new: 1, user: null }])
  })

  it('is set for all leads at once as for each alone', () => {
    for (const id of [lead, other]) score(first, id, 120)
    expect(settle(null)).toMatchObject({ becameReady: 2 })
    expect([field('sales_ready'), field('sales_ready', other)]).toEqual([1, 1])
  })

  it('leaves other leads alone', () => {
    for (const id of [lead, other]) score(first, id, 120)
    settle([lead])
    expect(field('sales_ready', other)).toBe(0)
  })

  it('stays when the score falls, unless it is to be revoked', () => {
    score(first, lead, 120)
    settle()
    score(first, lead, 0)
    expect(settle()).toMatchObject({ revoked: 0 })
    expect(field('sales_ready')).toBe(1)
  })

  it('is revoked only below the threshold less the hysteresis, and only when no other model holds it', () => {
    options({ revoke: true, hysteresis: 10 })
    score(first, lead, 100)
    score(second, lead, 50)
    settle()
    score(first, lead, 0)
    settle()
    expect(field('sales_ready'), 'the second model holds it').toBe(1)
    score(second, lead, 40)
    settle()
    expect(field('sales_ready'), 'at the threshold less ten').toBe(1)
    score(second, lead, 39)
    expect(settle()).toMatchObject({ revoked: 1 })
    expect(field('sales_ready')).toBe(0)
    score(second, lead, 49)
    settle()
    expect(field('sales_ready'), 'one point is missing again').toBe(0)
    score(second, lead, 50)
    expect(settle()).toMatchObject({ becameReady: 1 })
    expect(history('sales_ready').map((change) => (change as { new: number }).new)).toEqual([1, 0, 1])
  })

  it('that a person took away is not set again by the same score', () => {
    score(first, lead, 120)
    settle()
    // Without saving, which would score the lead as it really is.
    workspace.db.prepare('UPDATE lead SET sales_ready = 0 WHERE id = ?').run(lead)
    score(first, lead, 130)
    settle()
    expect(field('sales_ready')).toBe(0)
  })

  it('is nobody’s when the options say so', () => {
    options({ automaticSalesReady: false })
    score(first, lead, 120)
    expect(settle(null)).toMatchObject({ becameReady: 0 })
    options({ automaticSalesReady: true })
    expect(settle(null)).toMatchObject({ becameReady: 1 })
  })

  it('needs a model with a threshold that is live', () => {
    const third = live('No threshold', null)
    score(third, lead, 1000)
    score(first, lead, 120)
    workspace.db.prepare("UPDATE rule_version SET state = 'retired' WHERE model_id = ?").run(first)
    expect(settle(null)).toMatchObject({ becameReady: 0 })
  })
})

describe('what follows', () => {
  const stageIds = (): unknown[] => workspace.db.prepare('SELECT s.name, v.left_at IS NULL AS here FROM process_stage_visit v JOIN process_stage s ON s.id = v.process_stage_id JOIN process_run r ON r.id = v.process_run_id WHERE r.lead_id = ? ORDER BY v.id').all(lead)

  beforeEach(() => {
    workspace.db.exec(`INSERT INTO user (id, name, modified_at) VALUES (2, 'Sally', 0);
      INSERT INTO process (id, name, entity, modified_at) VALUES (1, 'Lead to opportunity', 'lead', 0);
      INSERT INTO process_stage (id, process_id, name, position, modified_at) VALUES (1, 1, 'Inquiry', 0, 0), (2, 1, 'Sales acceptance', 1, 0), (3, 1, 'Closed', 2, 0)`)
  })

  it('is done in order, once each time a lead becomes ready', () => {
    options({
      revoke: true,
      actions: [
        { kind: 'set_field', column: 'source', value: 'Rules' },
        { kind: 'move_stage', stage: 'sales acceptance' },
        { kind: 'assign', userId: 2 },
        { kind: 'create_task', subject: 'Call', dueDays: 2 },
        { kind: 'notify', userId: null },
      ],
    })
    score(first, lead, 120)
    settle()
    settle()
    expect([field('source'), field('owner_id')]).toEqual(['Rules', 2])
    expect(stageIds()).toEqual([{ name: 'Sales acceptance', here: 1 }])
    // NOW is a Friday noon in Berlin; the owner is the one that was assigned before.
    expect(workspace.db.prepare('SELECT lead_id, owner_id, subject, due_on FROM task').all()).toEqual([{ lead_id: lead, owner_id: 2, subject: 'Call', due_on: '2026-11-22' }])
    expect(listNotices(workspace.db, 2)).toEqual([{ id: 1, leadId: lead, sentence: 'Ada Byron of Engines is sales-ready: Engaged gives 120 points.', at: NOW, seen: false }])
    expect(markNoticesSeen(workspace.db, { now: NOW, userId: 2 })).toEqual({ seen: 1 })
    expect(listNotices(workspace.db, 2)[0]?.seen).toBe(true)
    expect(workspace.db.prepare("SELECT count(*) AS n FROM catalog_option WHERE column_name = 'source' AND value = 'Rules'").get()).toEqual({ n: 1 })
    score(first, lead, 0)
    settle()
    score(first, lead, 120)
    settle()
    expect(workspace.db.prepare('SELECT count(*) AS n FROM task').get()).toEqual({ n: 2 })
  })

  it('moves forwards in the process that the lead is in, never back', () => {
    options({ actions: [{ kind: 'move_stage', stage: 'Sales acceptance' }] })
    const run = (stage: number) => {
      workspace.db.exec(`DELETE FROM process_stage_visit; DELETE FROM process_run; UPDATE lead SET sales_ready = 0; DELETE FROM rule_ready;
        INSERT INTO process_run (id, process_id, lead_id, active_stage_id, modified_at) VALUES (7, 1, ${lead}, ${stage}, 0);
        INSERT INTO process_stage_visit (process_run_id, process_stage_id, entered_at, modified_at) VALUES (7, ${stage}, 0, 0)`)
      settle()
      return workspace.db.prepare<{ stage: number }>('SELECT active_stage_id AS stage FROM process_run').all().map(({ stage: at }) => at)
    }
    score(first, lead, 120)
    expect(run(1)).toEqual([2])
    expect(stageIds()).toEqual([{ name: 'Inquiry', here: 0 }, { name: 'Sales acceptance', here: 1 }])
    expect(run(3)).toEqual([3])
    expect(stageIds()).toEqual([{ name: 'Closed', here: 1 }])
  })

  it('does not follow for a lead that is closed', () => {
    options({ actions: [{ kind: 'create_task', subject: 'Call', dueDays: 0 }] })
    saveRecord(workspace.db, { table: 'lead', id: lead, values: { state: 'disqualified' } }, workspace.context)
    score(first, lead, 120)
    expect(settle()).toMatchObject({ becameReady: 1 })
    expect(workspace.db.prepare('SELECT count(*) AS n FROM task').get()).toEqual({ n: 0 })
  })

  it.each([
    [{ kind: 'set_field', column: 'state', value: 'qualified' }, /State cannot be set/u],
    [{ kind: 'set_field', column: 'nonsense', value: 1 }, /no column "nonsense"/u],
    [{ kind: 'set_field', column: 'employees', value: 'many' }, /Employees cannot be "many"/u],
    [{ kind: 'set_field', column: 'parent_account_id', value: 77 }, /no such record/u],
    [{ kind: 'move_stage', stage: 'Nowhere' }, /No process of leads has a stage "Nowhere"/u],
    [{ kind: 'assign', userId: 99 }, /no longer active/u],
    [{ kind: 'create_task', subject: ' ', dueDays: 0 }, /needs a subject/u],
  ] as const)('is refused when it cannot be done: %j', (action, sentence) => {
    expect(problemOf(() => options({ actions: [action] }))?.message).toMatch(sentence)
  })
})

describe('automatic qualification', () => {
  const qualification = (match: 'any' | 'all') => ({ match, models: [{ modelId: first, points: 30 }, { modelId: second, points: 20 }] })

  it('by any of several models gives the status reason, and never takes it back', () => {
    options({ qualification: qualification('any') })
    score(first, lead, 29)
    score(second, lead, 19)
    expect(settle()).toMatchObject({ qualified: 0 })
    score(second, lead, 20)
    expect(settle()).toMatchObject({ qualified: 1 })
    expect(field('status')).toBe('Marketing Qualified')
    expect(history('status')).toEqual([{ old: 'New', new: 'Marketing Qualified', user: null }])
    score(second, lead, 0)
    settle()
    expect(field('status')).toBe('Marketing Qualified')
  })

  it('by all of several models waits for the last', () => {
    options({ qualification: qualification('all') })
    score(first, lead, 30)
    expect(settle(null)).toMatchObject({ qualified: 0 })
    score(second, lead, 20)
    expect(settle(null)).toMatchObject({ qualified: 1 })
  })

  it('does not undo what a person makes of the status', () => {
    options({ qualification: qualification('any') })
    score(first, lead, 30)
    settle()
    saveRecord(workspace.db, { table: 'lead', id: lead, values: { status: 'Contacted' } }, workspace.context)
    settle()
    expect(field('status')).toBe('Contacted')
  })

  it('is for open leads and live models only', () => {
    options({ qualification: qualification('any') })
    saveRecord(workspace.db, { table: 'lead', id: lead, values: { state: 'disqualified' } }, workspace.context)
    score(first, lead, 30)
    score(first, other, 30)
    workspace.db.prepare("UPDATE rule_version SET state = 'retired' WHERE model_id = ?").run(first)
    expect(settle(null)).toMatchObject({ qualified: 0 })
  })

  it('refuses a model that is gone', () => {
    expect(problemOf(() => options({ qualification: { match: 'any', models: [{ modelId: 77, points: 1 }] } }))?.message).toMatch(/no longer there/u)
  })
})
