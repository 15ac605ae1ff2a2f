import { afterAll, expect, test } from 'vitest'
import { openDb, prepareWorkspace } from '#main/db/open'
import { evaluateRules } from '#main/db/rules/evaluate'
import { slotsOf, type PlainCount } from '#main/db/rules/slots'
import { scoresStatement } from '#main/db/rules/scores-statement'
import type { DateRange, RuleModel } from '#shared/domain/rules/tree'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { all, atLeast, EACH, gives, happened, model, NONE } from '../../support/rules/build.ts'
import { differences } from '../../support/rules/differences.ts'
import { evaluateLead } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld } from '../../support/rules/random-world.ts'
import { rowsOf } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 21, 12)
const folder = temporaryFolder()
prepareWorkspace(`${folder.path}/slots.sextant`, NOW, 'UTC')
const db = openDb(`${folder.path}/slots.sextant`)
afterAll(() => {
  db.close()
  folder.remove()
})

const last = (count: number, unit: 'day' | 'week' | 'month' = 'day'): { readonly range: DateRange } => ({ range: { kind: 'last', count, unit } })
const tree = model('lead', [
  gives(1, all(happened('lead', 'EmailOpened', EACH))),
  gives(1, all(happened('lead', 'EmailOpened', EACH, last(7)))),
  gives(1, all(happened('lead', 'EmailOpened', EACH, last(1, 'week')))),
  gives(1, all(happened('lead', 'EmailOpened', EACH, last(30)))),
  gives(1, all(happened('lead', 'EmailClicked', EACH, last(30)))),
  gives(1, all(happened('lead', 'EmailClicked', EACH, last(1, 'month')))),
  gives(1, all(happened('lead', 'FormSubmitted', EACH))),
  gives(1, all(happened('lead', 'FormVisited', atLeast(2), last(7)))),
  gives(1, all(happened('lead', 'CallHeld', NONE))),
  gives(1, all(happened('lead', null, EACH, last(7)))),
])

function add(lead: number, type: string, at: number, times = 1): void {
  db.prepare('INSERT INTO interaction (type, occurred_at, recorded_at, lead_id, modified_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT ?, ?, ?, ?, ? FROM n').run(BigInt(times), type, at, NOW, lead, NOW)
}

const counts = (leads?: readonly number[]): Record<number, number[]> =>
  Object.fromEntries(evaluateRules(db, tree, { now: NOW, timeZone: 'UTC' }, leads).map(({ leadId, contributions }) => [leadId, contributions.map(([count]) => count)]))

test('counts of many types and ranges are right at their edges, for a subject without rows, and for one with more rows than a word has room for', () => {
  for (const lead of [1, 2, 3]) db.prepare('INSERT INTO lead (id, last_name, modified_at) VALUES (?, ?, ?)').run(lead, `Lead ${lead}`, NOW)
  for (const at of [NOW + 1, NOW, NOW - 7 * DAY, NOW - 7 * DAY - 1, NOW - 30 * DAY, NOW - 30 * DAY - 1]) add(1, 'EmailOpened', at)
  for (const at of [NOW + 1, NOW - 30 * DAY, NOW - 30 * DAY - 1, NOW - 31 * DAY, NOW - 31 * DAY - 1]) add(1, 'EmailClicked', at)
  add(1, 'FormVisited', NOW, 2)
  add(1, 'CallHeld', NOW - 900 * DAY)
  add(1, 'WebsiteVisited', NOW)
  add(3, 'EmailOpened', NOW - 10 * DAY, 33_000)
  add(3, 'EmailOpened', NOW, 5)
  add(3, 'FormSubmitted', NOW - 400 * DAY, 70_000)
  const right = { 1: [5, 2, 2, 4, 1, 3, 0, 1, 0, 5], 2: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0], 3: [33_005, 5, 5, 33_005, 0, 0, 70_000, 0, 1, 5] }
  expect(counts()).toEqual(right)
  expect(counts([3])).toEqual({ 3: right[3] })
  expect(counts([1, 2])).toEqual({ 1: right[1], 2: right[2] })
})

test('only counts of a type over a range that ends now and never changes its length have slots', () => {
  const of = (type: string | null, range: DateRange): PlainCount => ({ type, range })
  const lifetime = of('EmailOpened', { kind: 'lifetime' })
  const week = of('EmailOpened', last(1, 'week').range)
  const month = of('EmailOpened', last(1, 'month').range)
  const between = of('EmailOpened', { kind: 'between', from: '2026-01-01', to: '2026-02-01' })
  const anyType = of(null, { kind: 'lifetime' })
  const slots = slotsOf([lifetime, week, month, between, anyType])
  expect([lifetime, week, month, between, anyType].map((count) => slots?.has(count))).toEqual([true, true, false, false, false])
  expect(slots?.has(of('EmailOpened', last(7).range))).toBe(true)
  expect(slotsOf([month, between, anyType])).toBeNull()
})

/** The groups of several models in one; the ids of each are made its own. */
function merged(models: readonly RuleModel[]): RuleModel {
  const groups = models.flatMap((one, index) => (JSON.parse(JSON.stringify(one.groups).replaceAll(/"id":"/g, `"id":"${index} `)) as RuleModel['groups']))
  return { ...models[0]!, groups }
}

test('random models with as many groups as people draw agree with the naive meaning', { timeout: 120_000 }, () => {
  let slotted = 0
  let compared = 0
  for (const seed of [20, 21]) {
    const drawn = randomWorld(`${folder.path}/${seed}.sextant`, seed)
    const { world, moment } = drawn
    const models = Array.from({ length: 120 }, (_, index) => randomModel(createRandom(deriveSeed(seed, 'dense', index)), world.catalog))
    for (const same of Map.groupBy(models, ({ target }) => target).values()) {
      for (let from = 0; from < same.length; from += 8) {
        const dense = merged(same.slice(from, from + 8))
        const meant = rowsOf(world, 'lead').map((lead) => ({ lead, ...evaluateLead(world, dense, lead, moment) }))
        expect(differences(drawn, dense, meant), `world ${seed}: ${JSON.stringify(dense)}`).toEqual([])
        compared += 1
        if (scoresStatement(drawn.db, dense, 'range').text.includes('"@slot"')) slotted += 1
      }
    }
    drawn.db.close()
  }
  expect(slotted).toBeGreaterThan(compared / 3)
})
