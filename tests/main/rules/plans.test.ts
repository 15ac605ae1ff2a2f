import { afterAll, describe, expect, test } from 'vitest'
import { clockTimes } from '#main/db/rules/clock'
import { scoresStatement } from '#main/db/rules/compiled-rules'
import type { RuleModel } from '#shared/domain/rules/tree'
import { openDb, prepareWorkspace } from '#main/db/open'
import { all, EACH, gives, happened, model, NONE } from '../../support/rules/build.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { benchModel } from '../../bench/_rules-model.ts'

const folder = temporaryFolder()
prepareWorkspace(`${folder.path}/plans.sextant`, 0, 'UTC')
const db = openDb(`${folder.path}/plans.sextant`)
afterAll(() => {
  db.close()
  folder.remove()
})

function planOf(tree: RuleModel, scope: 'range' | 'list'): string[] {
  const statement = scoresStatement(db, tree, scope)
  const values = statement.bind({ clock: clockTimes({ now: 0, timeZone: 'UTC' }), after: 0, last: 20_000, leads: '[1]' })
  return db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement.text}`).all(...values).map(({ detail }) => detail)
}

describe('plans of the statements', () => {
  test('twenty groups share one pass over the index of contact, type and time, without a sort', () => {
    const plan = planOf(benchModel(), 'range')
    expect(plan.filter((step) => / h /.test(step))).toEqual(['SEARCH h USING INDEX interaction_contact (contact_id=?) LEFT-JOIN'])
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
})
