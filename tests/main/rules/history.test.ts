import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRecord, saveRecord } from '#main/db/queries/record-save'
import { rulesContext } from '#main/db/queries/rule-check'
import { backtest } from '#main/db/rule-history/backtest'
import { openMoments } from '#main/db/rule-history/moments'
import { scoreHistory } from '#main/db/rule-history/score-history'
import { evaluateRules } from '#main/db/rules/evaluate'
import { ruleBacktestSchema } from '#shared/contract/rule-history'
import { parseRules } from '#shared/domain/rules/text/parse'
import type { RuleModel } from '#shared/domain/rules/tree'
import { present } from '#shared/lib/assert'
import { createRandom } from '#shared/lib/random'
import { makeSampleWorkspace, makeWorkspace, NOW, problemOf, type TestWorkspace } from '../db/support/workspace.ts'

const DAY = 86_400_000
const parsed = (workspace: TestWorkspace, text: string): RuleModel => {
  const { model, problems } = parseRules(text, rulesContext(workspace.db))
  expect(problems).toEqual([])
  return present(model, 'the model of the text')
}
const judge = (workspace: TestWorkspace, tree: RuleModel) => backtest(workspace.db, tree, { ...workspace.context, seed: 1, between: () => undefined })

describe('going back in time', () => {
  let workspace: TestWorkspace
  beforeEach(() => {
    workspace = makeWorkspace()
  })
  afterEach(() => workspace.close())

  const RULES = `Model "Then" for leads
Audience: State equals "open"

When "Town": City equals "Oslo"
then add 1 point

When "Account's town": Parent account's City equals "Bergen"
then add 10 points

When "Name": Name begins with "A"
then add 100 points

When "Opens": each EmailOpened of Lead in the last 5 days
then add 1000 points

When "New": Created on is in the last 4 days
then subtract 1 point
`

  test('every lead gets the score that it had on the day, whatever was edited, closed or done later', () => {
    const random = createRandom(7)
    const pick = <T extends string | number>(from: readonly T[]): T => present(from[random.below(from.length)], 'a pick')
    const towns = ['Oslo', 'Bergen', 'Rome']
    const begin = NOW - 40 * DAY
    const at = (time: number) => ({ ...workspace.context, now: time })
    const tree = parsed(workspace, RULES)
    const accounts = [1, 2, 3].map((number) => createRecord(workspace.db, { table: 'account', values: { name: `Firm ${number}`, city: pick(towns) } }, at(begin)).id)
    const leads: number[] = []
    const truth: { readonly lead: number; readonly time: number; readonly score: number }[] = []
    const closed = new Set<number>()
    for (let day = 0; day < 20; day += 1) {
      const time = begin + day * DAY
      if (day < 12) leads.push(createRecord(workspace.db, { table: 'lead', values: { first_name: pick(['Ada', 'Bo']), last_name: 'X', city: pick(towns), parent_account_id: pick(accounts) } }, at(time + 1)).id)
      for (const lead of leads) {
        if (random.next() < 0.3) saveRecord(workspace.db, { table: 'lead', id: lead, values: { city: pick(towns), first_name: pick(['Ada', 'Bo', 'Al']) } }, at(time + 2))
        if (random.next() < 0.2) saveRecord(workspace.db, { table: 'lead', id: lead, values: { parent_account_id: pick(accounts) } }, at(time + 3))
        if (random.next() < 0.4) workspace.db.prepare("INSERT INTO interaction (type, occurred_at, recorded_at, lead_id, modified_at) VALUES ('EmailOpened', ?, ?, ?, ?)").run(time + 4, time + 4, lead, time + 4)
      }
      for (const account of accounts) if (random.next() < 0.2) saveRecord(workspace.db, { table: 'account', id: account, values: { city: pick(towns) } }, at(time + 5))
      for (const { leadId, score } of evaluateRules(workspace.db, tree, at(time + 10))) truth.push({ lead: leadId, time: time + 10, score })
      const [ending] = leads.filter((lead) => !closed.has(lead) && random.next() < 0.1)
      if (ending !== undefined) {
        closed.add(ending)
        saveRecord(workspace.db, { table: 'lead', id: ending, values: { state: pick(['qualified', 'disqualified']) } }, at(time + 20))
      }
    }
    expect(closed.size).toBeGreaterThan(5)
    const edits = workspace.db.prepare<{ n: number }>('SELECT count(*) AS n FROM field_change').get()?.n ?? 0
    expect(edits).toBeGreaterThan(50)
    for (let round = 0; round < 6; round += 1) {
      const seen = leads.map((lead) => {
        const days = truth.filter((one) => one.lead === lead)
        return present(days[random.below(days.length)], 'a day')
      })
      const moments = { ids: Float64Array.from(seen, ({ lead }) => lead), at: Float64Array.from(seen, ({ time }) => time), outcome: new Uint8Array(seen.length), closed: seen.length }
      const { leads: found, unscored } = scoreHistory(workspace.db, tree, moments, { tables: rulesContext(workspace.db).tables, timeZone: 'Europe/Berlin', between: () => undefined })
      expect(unscored).toEqual([])
      expect([...found.score]).toEqual(seen.map(({ score }) => score))
    }
    expect(new Set(truth.map(({ score }) => score)).size).toBeGreaterThan(20)
  })

  test('the connection is as it was before, also when the work is cut off', () => {
    const lead = createRecord(workspace.db, { table: 'lead', values: { last_name: 'X', city: 'Oslo' } }, { ...workspace.context, now: NOW - 9 * DAY }).id
    saveRecord(workspace.db, { table: 'lead', id: lead, values: { city: 'Rome' } }, workspace.context)
    const tree = parsed(workspace, 'Model "Town" for leads\nAudience: everyone\n\nWhen "Town": City equals "Oslo"\nthen add 1 point\n')
    const moments = { ids: Float64Array.of(lead), at: Float64Array.of(NOW - 5 * DAY), outcome: Uint8Array.of(1), closed: 1 }
    const places = { tables: rulesContext(workspace.db).tables, timeZone: 'UTC' }
    expect(scoreHistory(workspace.db, tree, moments, { ...places, between: () => undefined }).leads.score).toEqual(Float64Array.of(1))
    const stop = (): void => {
      throw new Error('cancelled')
    }
    expect(() => scoreHistory(workspace.db, tree, moments, { ...places, between: stop })).toThrow('cancelled')
    expect(workspace.db.prepare('SELECT name FROM temp.sqlite_schema').all()).toEqual([])
    expect(workspace.db.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
    expect(workspace.db.prepare('SELECT city FROM lead').get()).toEqual({ city: 'Rome' })
    expect(evaluateRules(workspace.db, tree, workspace.context)[0]?.score).toBe(0)
  })

  test('without closing times, or with too few closed leads, it says what is missing', () => {
    const tree = parsed(workspace, 'Model "Town" for leads\nAudience: everyone\n\nWhen "Town": City equals "Oslo"\nthen add 1 point\n')
    expect(problemOf(() => judge(workspace, tree))).toMatchObject({ code: 'NOT_ENOUGH_DATA', message: expect.stringMatching(/at least 40 qualified and 40 disqualified/) })
    workspace.db.exec("INSERT INTO lead (state, modified_at) VALUES ('qualified', 0), ('disqualified', 0)")
    expect(problemOf(() => judge(workspace, tree))).toMatchObject({ code: 'NOT_ENOUGH_DATA', message: expect.stringMatching(/Creation or closing times/) })
  })
})

describe('on the sample company', async () => {
  const workspace = await makeSampleWorkspace(2500)
  afterAll(() => workspace.close())
  const tree = parsed(workspace, `Model "Card" for leads
Audience: State equals "open"

When "Bought": Source equals "Bought list"
then add 20 points

When "Finance": Industry is one of "Finance", "Insurance"
then add 10 points

When "Unsubscribed": at least 1 EmailUnsubscribed of Lead
then subtract 10 points

When "Clicks": each EmailClicked of Lead in the last 90 days
then add 4 points, at most 20

When "Seen to": Status reason equals "Contacted"
then add 5 points

Grades
  "Cold" up to 4
  "Warm" 5 and over
`)

  test('moments lie between creation and closing, are shared, and the same each time', () => {
    const options = { ...workspace.context, windowMonths: 24 as const, seed: 1 }
    const moments = openMoments(workspace.db, options)
    const times = new Map(workspace.db.prepare<{ id: number; created_at: number; closed_at: number }>('SELECT id, created_at, closed_at FROM lead').all().map((lead) => [lead.id, lead]))
    moments.ids.forEach((id, row) => {
      const lead = present(times.get(id), 'the lead')
      expect(moments.at[row]).toBeGreaterThanOrEqual(lead.created_at)
      expect(moments.at[row]).toBeLessThanOrEqual(lead.closed_at)
    })
    expect(new Set(moments.at).size).toBeLessThan(moments.ids.length / 2)
    expect(openMoments(workspace.db, options)).toEqual(moments)
    const some = openMoments(workspace.db, options, 100)
    expect(some).toMatchObject({ closed: moments.ids.length, ids: { length: 100 } })
    expect(some.ids.toSorted()).toEqual(some.ids)
  })

  test('a group with the wrong sign is called so, one that is known too late is named, and nothing later changes the figures', () => {
    const before = judge(workspace, tree)
    expect(ruleBacktestSchema.omit({ modelId: true, version: true, revision: true, judgedAt: true }).safeParse(before).success).toBe(true)
    expect(before).toMatchObject({ unscored: [], notes: [], drawn: before.closed, leads: before.closed })
    const [bought, finance, unsubscribed, , late] = before.groups
    expect(bought).toMatchObject({ verdict: 'wrong_sign', sentence: expect.stringMatching(/^\+20 for Bought; on your data it is worth about −\d+: wrong sign\.$/) })
    expect(bought?.lift?.high).toBeLessThan(1)
    expect(finance?.worth?.low).toBeGreaterThan(0)
    expect(unsubscribed?.worth?.high).toBeLessThan(0)
    expect(late).toMatchObject({ verdict: 'not_judged', sentence: 'Not judged: Status reason is known only after the outcome.', suggested: null })
    expect(before.suggested?.gain.low).toBeGreaterThan(0)
    expect(before.grades.reduce((sum, { leads }) => sum + leads, 0)).toBe(before.leads)

    for (const { id, closed_at: at } of workspace.db.prepare<{ id: number; closed_at: number }>("SELECT id, closed_at FROM lead WHERE state <> 'open' LIMIT 60").all()) {
      for (const type of ['EmailUnsubscribed', 'EmailClicked']) workspace.db.prepare('INSERT INTO interaction (type, occurred_at, recorded_at, lead_id, modified_at) VALUES (?, ?, ?, ?, ?)').run(type, at + 1, at + 1, id, at + 1)
      saveRecord(workspace.db, { table: 'lead', id, values: { source: 'Bought list', industry: 'Finance', status: 'Contacted' } }, workspace.context)
    }
    expect(judge(workspace, tree)).toEqual(before)
  })

  test('a model of contacts counts the leads without one and says why', () => {
    const contacts = parsed(workspace, 'Model "People" for contacts\nAudience: everyone\n\nWhen "Clicks": each EmailClicked of Contact\nthen add 4 points\n')
    const found = judge(workspace, contacts)
    expect(found.unscored).toEqual([{ reason: 'no_parent_contact', leads: found.closed - found.leads }])
    expect(found.grades).toEqual([])
  })
})
