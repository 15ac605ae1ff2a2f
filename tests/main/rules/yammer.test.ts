import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evaluateRules } from '#main/db/rules/evaluate'
import { all, atLeast, compare, EACH, gives, happened, model, NONE } from '../../support/rules/build.ts'
import { NEEDS_SHARED_DATA, sharedData } from '../../support/shared-data.ts'
import { openBench, type Bench } from '../import/run-job.ts'

const folder = sharedData('mode-yammer-email-events')
const mapping = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../reference/mappings/${name}.json`, import.meta.url), 'utf8'))
const NOW = Date.parse('2014-09-01T00:00:00-07:00')
const DAY = 86_400_000

describe.runIf(folder !== undefined)(`the Yammer e-mail events scored by rules ${NEEDS_SHARED_DATA}`, () => {
  let bench: Bench
  beforeAll(async () => {
    bench = openBench()
    await bench.import(`${folder}/users.csv`, mapping('mode-yammer-users'))
    await bench.import(`${folder}/email_events.csv`, mapping('mode-yammer-email-events'))
    bench.db.exec("INSERT INTO lead (first_name, state, parent_contact_id, modified_at) SELECT 'Lead', 'open', id, 0 FROM contact")
  }, 120_000)
  afterAll(() => bench.close())

  test('each, at least, none, decay and a two-hop path give what plain counting gives', { timeout: 120_000 }, () => {
    const colleagues = happened('contact', 'EmailClicked', atLeast(20), { path: [{ kind: 'rows', table: 'contact', column: 'account_id' }, { kind: 'rows', table: 'interaction', column: 'contact_id' }] })
    const tree = model('contact', [
      gives(3, all(happened('contact', 'EmailClicked', EACH))),
      gives(10, all(happened('contact', 'EmailOpened', atLeast(5), { range: { kind: 'last', count: 60, unit: 'day' } }))),
      gives(-8, all(happened('contact', 'EmailOpened', NONE, { range: { kind: 'last', count: 30, unit: 'day' } }))),
      gives(4, all(happened('contact', 'EmailOpened', EACH)), { decay: { percent: 50, days: 14 } }),
      gives(2, all(happened('contact', 'EmailSent', EACH, { expressions: [compare('detail', 'equals', 'sent_reengagement_email')] }))),
    ])
    const company = model('account', [gives(6, all(colleagues))])
    const found = new Map(evaluateRules(bench.db, tree, { now: NOW, timeZone: 'America/Los_Angeles' }).map((score) => [score.leadId, score.contributions.map(([, points]) => points)]))
    const events = bench.db.prepare<{ lead_id: number; type: string; occurred_at: number; detail: string }>('SELECT l.id AS lead_id, i.type, i.occurred_at, i.detail FROM lead l JOIN interaction i ON i.contact_id = l.parent_contact_id').all()
    const leads = Map.groupBy(events, ({ lead_id }) => lead_id)
    expect(found.size).toBe(9381)
    for (const [lead, points] of found) {
      const own = leads.get(lead) ?? []
      const opened = own.filter(({ type }) => type === 'EmailOpened').map(({ occurred_at }) => (NOW - occurred_at) / DAY)
      expect(points[0]).toBe(3 * own.filter(({ type }) => type === 'EmailClicked').length)
      expect(points[1]).toBe(opened.filter((age) => age <= 60).length >= 5 ? 10 : 0)
      expect(points[2]).toBe(opened.some((age) => age <= 30) ? 0 : -8)
      expect(points[3]).toBeCloseTo(opened.reduce((sum, age) => sum + 4 * 0.5 ** Math.floor(age / 14), 0), 9)
      expect(points[4]).toBe(2 * own.filter(({ detail }) => detail === 'sent_reengagement_email').length)
    }

    bench.db.exec("UPDATE lead SET parent_account_id = (SELECT account_id FROM contact WHERE contact.id = parent_contact_id), parent_contact_id = NULL")
    const clicks = bench.db.prepare<{ id: number; n: number }>("SELECT c.account_id AS id, count(*) AS n FROM contact c JOIN interaction i ON i.contact_id = c.id WHERE i.type = 'EmailClicked' GROUP BY 1").all()
    const busy = new Set(clicks.filter(({ n }) => n >= 20).map(({ id }) => id))
    expect(busy.size).toBeGreaterThan(10)
    const accounts = new Map(bench.db.prepare<{ id: number; parent_account_id: number }>('SELECT id, parent_account_id FROM lead').all().map((lead) => [lead.id, lead.parent_account_id]))
    const scored = evaluateRules(bench.db, company, { now: NOW, timeZone: 'America/Los_Angeles' })
    expect(scored.filter(({ leadId, score }) => score !== (busy.has(accounts.get(leadId) ?? 0) ? 6 : 0))).toEqual([])
  })
})
