import { afterAll, describe, expect, test } from 'vitest'
import { clockTimes } from '#main/db/rules/clock'
import { waitingLeads } from '#main/db/queries/rule-rescore'
import { DUE, rescoreDue } from '#main/db/rules/rescore'
import { scoresStatement } from '#main/db/rules/scores-statement'
import { scoreRules } from '#main/db/rules/score-rules'
import type { RuleModel } from '#shared/domain/rules/tree'
import { openDb, prepareWorkspace } from '#main/db/open'
import { all, EACH, gives, happened, is, model, NONE } from '../../support/rules/build.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { benchModel } from '../../bench/_rules-model.ts'

const folder = temporaryFolder()
prepareWorkspace(`${folder.path}/plans.sextant`, 0, 'UTC')
const db = openDb(`${folder.path}/plans.sextant`)
afterAll(() => {
  db.close()
  folder.remove()
})

/** The steps of the plan but those that hand the rows of a pass on, which SQLite calls by the rows' own name. */
function planOf(tree: RuleModel, scope: 'range' | 'list', statement = scoresStatement(db, tree, scope)): string[] {
  const values = statement.bind({ clock: clockTimes({ now: 0, timeZone: 'UTC' }), after: 0, last: 20_000, leads: '[1]' })
  const steps = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement.text}`).all(...values).map(({ detail }) => detail)
  let handed = steps.filter((step) => step === 'CO-ROUTINE h').length
  return steps.filter((step) => step !== 'CO-ROUTINE h' && !(step === 'SCAN h' && handed-- > 0))
}

/** The exact count for a subject with more rows than a pass has room for, which is not run for others. */
const EXACT = /^SEARCH h USING COVERING INDEX interaction_contact \(contact_id=\? AND type=\? AND occurred_at/

describe('plans of the statements', () => {
  test('twenty groups share one pass over the index of contact, type and time, without a sort', () => {
    const plan = planOf(benchModel(), 'range')
    expect(plan.filter((step) => /\bh\b/.test(step) && !EXACT.test(step))).toEqual(['SEARCH h USING INDEX interaction_contact (contact_id=?) LEFT-JOIN'])
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    expect(plan).toContain('SEARCH l USING COVERING INDEX lead_contact (parent_contact_id>? AND parent_contact_id<?)')
    expect(plan.filter((step) => /SCAN (s|h|lead|contact|interaction)\b/.test(step))).toEqual(['SCAN s'])
    expect(plan).toContain('CO-ROUTINE s')
  })

  test('of a model with an audience the same, over its leads', () => {
    const plan = planOf({ ...benchModel(), audience: all(is('employees', 'ge', 10)) }, 'range')
    expect(plan.filter((step) => /\bh\b/.test(step) && !EXACT.test(step))).toEqual(['SEARCH h USING INDEX interaction_contact (contact_id=?) LEFT-JOIN'])
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    expect(plan).toContain('SEARCH s USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  })

  test('a few leads are found by their ids and their rows by an index', () => {
    const plan = planOf(benchModel(), 'list')
    expect(plan.filter((step) => /SCAN (s|h|lead|contact|interaction)\b/.test(step))).toEqual([])
  })

  test('no target reads all interactions for a group', () => {
    for (const target of ['lead', 'contact', 'account'] as const) {
      for (const countParentContact of [false, true]) {
        const settings = { salesReadyScore: null, minimumConsent: null, businessUnit: null, countParentContact }
        const tree = model(target, [gives(1, all(happened(target, 'EmailOpened', EACH), happened(target, 'EmailClicked', EACH)), { decay: { percent: 10, days: 7 } }), gives(2, all(happened(target, 'CallHeld', NONE)))], { settings })
        for (const scope of ['range', 'list'] as const) expect(planOf(tree, scope).filter((step) => /^SCAN h\b/.test(step)), `${target} ${scope}`).toEqual([])
      }
    }
  })

  test('no condition compares for equality with a bare parameter, which would have SQLite prepare the statement for each run', () => {
    const texts: string[] = []
    const spied = { ...db, prepare: <Row>(text: string) => (texts.push(text), db.prepare<Row>(text)) }
    const stored = storeModel(db, { ...benchModel(), settings: { salesReadyScore: 80, minimumConsent: 1, businessUnit: 'Main unit', countParentContact: false } }, { now: 0, zone: 'UTC' })
    scoreRules(spied, stored, [1], { now: 0, timeZone: 'UTC' })
    const long = texts.filter((text) => text.includes('WITH l '))
    expect(long).toHaveLength(1)
    expect(long.filter((text) => /(?:WHERE|AND|ON) \(?[\w."]+ = \?/.test(text))).toEqual([])
  })

  test('scores whose next change has come are found by the day of it, the oldest first', () => {
    const texts: string[] = []
    const spied = { ...db, prepare: <Row>(text: string) => (texts.push(text), db.prepare<Row>(text)) }
    const context = { now: 0, timeZone: 'UTC' }
    rescoreDue(spied, [], context, 10)
    waitingLeads(spied, context, 10)
    const due = texts.filter((text) => text.includes(DUE))
    expect(due).toHaveLength(2)
    for (const text of due) {
      const steps = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...Array.from(text.matchAll(/\?/g), () => 0n)).map(({ detail }) => detail)
      expect(steps.filter((step) => /\b[sv] /.test(step))[0]).toMatch(/^SEARCH s USING (?:COVERING )?INDEX rule_score_due \(<expr><\?\)$/)
      expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    }
  })
})
