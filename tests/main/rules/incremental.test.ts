import { afterAll, describe, expect, test } from 'vitest'
import type { OpenDb } from '#main/db/open'
import { checkScores, scoredWithoutSubject, type CheckedScores } from '#main/db/rules/check-scores'
import { evaluateRules } from '#main/db/rules/evaluate'
import { markDirty, rescoreDirty, rescoreDue, rescoreTouched } from '#main/db/rules/rescore'
import { scoreRules, scoreRulesChunk } from '#main/db/rules/score-rules'
import type { StoredRules } from '#main/db/rules/types'
import { createRandom, deriveSeed, type Random } from '#shared/lib/random'
import { randomModel } from '../../support/rules/random-model.ts'
import { chance, pick, randomWorld, TYPES, WORDS } from '../../support/rules/random-world.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = 86_400_000
const folder = temporaryFolder()
afterAll(() => folder.remove())

type Stored = readonly (readonly [lead: number, score: number, grade: string | null, contributions: string])[]

function stored(db: OpenDb, model: StoredRules): Stored {
  return db.prepare<{ l: number; s: number; g: string | null; c: string }>('SELECT lead_id AS l, score AS s, grade AS g, contributions AS c FROM rule_score WHERE model_id = ? ORDER BY lead_id').all(model.modelId).map(({ l, s, g, c }) => [l, s, g, JSON.stringify(JSON.parse(c))] as const)
}

function full(db: OpenDb, model: StoredRules, now: number, timeZone: string): Stored {
  return evaluateRules(db, model.tree, { now, timeZone }).map(({ leadId, score, grade, contributions }) => [leadId, score, grade, JSON.stringify(contributions)] as const)
}

/** Saves values as the application does: with their history. */
function edit(db: OpenDb, table: string, id: number, values: Readonly<Record<string, string | number | null>>, now: number): void {
  for (const [name, value] of Object.entries(values)) {
    db.prepare(`INSERT INTO field_change (table_name, record_id, column_name, old_value, new_value, changed_at, recorded_at) SELECT ?, id, ?, ${name}, ?, ?, ? FROM ${table} WHERE id = ?`).run(table, name, value, now, now, id)
    db.prepare(`UPDATE ${table} SET ${name} = ? WHERE id = ?`).run(value, id)
  }
}

/** One change of the kinds that people make, told to the engine. */
function change(db: OpenDb, random: Random, now: number, tell: (table: string, id: number) => void): void {
  const lead = 1 + random.below(26)
  const contact = 1 + random.below(12)
  const account = 1 + random.below(7)
  const one = <T>(value: T): T | null => (chance(random, 0.2) ? null : value)
  const done = (table: string, id: number, values: Readonly<Record<string, string | number | null>>): void => {
    edit(db, table, id, values, now)
    tell(table, id)
  }
  const added = (table: string, text: string, ...values: (string | number | null)[]): void => tell(table, Number(db.prepare(text).run(...values).lastInsertRowid))
  switch (random.below(9)) {
    case 0:
      return added('interaction', 'INSERT INTO interaction (type, occurred_at, recorded_at, contact_id, lead_id, asset, modified_at) VALUES (?, ?, ?, ?, ?, ?, 0)', pick(random, TYPES), now - random.below(20) * DAY, now, one(contact), one(lead), pick(random, WORDS))
    case 1:
      return done('contact', contact, { account_id: one(account), city: pick(random, WORDS), consent_level: one(1 + random.below(5)) })
    case 2:
      return done('lead', lead, { parent_contact_id: one(contact), parent_account_id: one(account) })
    case 3:
      return done('lead', lead, { topic: pick(random, WORDS), employees: one(random.below(8)), business_unit_id: one(1 + random.below(4)) })
    case 4:
      return done('account', account, { industry: pick(random, WORDS), parent_id: account > 1 ? one(account - 1) : null })
    case 5:
      return done('visit', 1 + random.below(40), { contact_id: one(contact), host_id: one(contact), note: pick(random, WORDS) })
    case 6:
      return done('site', 1 + random.below(18), { account_id: one(account), size: one(random.below(5)) })
    case 7:
      return done('interaction', 1 + random.below(220), { contact_id: one(contact), lead_id: one(lead), type: pick(random, TYPES) })
    default: {
      const id = 1 + random.below(40)
      tell('visit', id)
      db.prepare('DELETE FROM visit WHERE id = ?').run(id)
    }
  }
}

describe('incremental rescoring', () => {
  for (const seed of [0, 1, 2]) {
    test(`leaves what a full rescoring would, over random edits and time, world ${seed}`, () => {
      const { world, moment, db } = randomWorld(`${folder.path}/${seed}.sextant`, seed)
      const random = createRandom(deriveSeed(seed, 'edits'))
      const models = Array.from({ length: 12 }, (_, index) => storeModel(db, randomModel(createRandom(deriveSeed(seed, 'live', index)), world.catalog), moment))
      let now = moment.now
      const context = (): { now: number; timeZone: string } => ({ now, timeZone: moment.zone })
      for (const model of models) db.transaction(() => scoreRules(db, model, null, context()))
      const compare = (): void => {
        for (const model of models) expect(stored(db, model), JSON.stringify(model.tree)).toEqual(full(db, model, now, moment.zone))
      }
      for (let round = 0; round < 24; round += 1) {
        const atOnce = chance(random, 0.5)
        db.transaction(() => {
          change(db, random, now, (table, id) => {
            if (atOnce && table !== 'visit') rescoreTouched(db, table, [id], context())
            else markDirty(db, table, [id], context())
          })
          rescoreDirty(db, models, context())
        })
        compare()
        if (round % 4 !== 3) continue
        now += pick(random, [1, 60_000, 3_600_000, DAY, 9 * DAY, 40 * DAY])
        // Audiences that time opens are looked at once an hour; a new connection looks at once.
        now = Math.max(now, moment.now + (round + 1) * 3_600_000)
        db.transaction(() => rescoreDue(db, models, context()))
        compare()
      }
      db.close()
    })
  }

  for (const seed of [4, 5]) {
    test(`of what a check finds to differ leaves what a full rescoring would, and the check finds no more, world ${seed}`, () => {
      const { world, moment, db } = randomWorld(`${folder.path}/${seed}.sextant`, seed)
      const random = createRandom(deriveSeed(seed, 'edits'))
      const models = Array.from({ length: 12 }, (_, index) => storeModel(db, randomModel(createRandom(deriveSeed(seed, 'live', index)), world.catalog), moment))
      let now = moment.now
      const context = (): { now: number; timeZone: string } => ({ now, timeZone: moment.zone })
      const rows = (model: StoredRules): Map<number, string> => new Map(db.prepare<{ lead: number; row: string }>('SELECT lead_id AS lead, json_array(version_id, score, grade, next_change_at, contributions) AS row FROM rule_score WHERE model_id = ?').all(model.modelId).map(({ lead, row }) => [lead, row]))
      const check = (model: StoredRules): CheckedScores => checkScores(db, model, { after: 0, last: 1000 }, context())
      let found = 0
      for (const model of models) {
        const { scored } = db.transaction(() => scoreRules(db, model, null, context()))
        expect(check(model)).toEqual({ scored, differing: [] })
      }
      for (let round = 0; round < 8; round += 1) {
        db.transaction(() => change(db, random, now, () => {}))
        now += pick(random, [0, 60_000, DAY, 40 * DAY])
        for (const model of models) {
          const before = rows(model)
          const { differing: inRange, scored } = check(model)
          const differing = [...inRange, ...scoredWithoutSubject(db, model)].sort((one, other) => one - other)
          db.transaction(() => scoreRules(db, model, differing, context()))
          const after = rows(model)
          expect(differing, JSON.stringify(model.tree)).toEqual([...new Set([...before.keys(), ...after.keys()])].filter((lead) => before.get(lead) !== after.get(lead)).sort((one, other) => one - other))
          const full = db.transaction(() => scoreRules(db, model, null, context()))
          expect([full.scored, full.changed]).toEqual([scored, 0])
          found += differing.length
        }
      }
      expect(found).toBeGreaterThan(100)
      db.close()
    })
  }

  test('repeated, a full rescoring in chunks changes nothing', () => {
    const { world, moment, db } = randomWorld(`${folder.path}/again.sextant`, 3)
    const model = storeModel(db, randomModel(createRandom(deriveSeed(3, 'live', 1)), world.catalog), moment)
    const context = { now: moment.now, timeZone: moment.zone }
    const first = db.transaction(() => scoreRules(db, model, null, context))
    expect(first.changed).toBe(first.scored)
    const total = { scored: 0, changed: 0, removed: 0 }
    let after: number | null = 0
    while (after !== null) {
      const from: number = after
      const chunk = db.transaction(() => scoreRulesChunk(db, model, from, 5, context))
      total.scored += chunk.scored
      total.changed += chunk.changed
      total.removed += chunk.removed
      after = chunk.last
    }
    expect(total).toEqual({ scored: first.scored, changed: 0, removed: 0 })
    expect(db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_score_history').get()?.n).toBe(first.scored)
    db.close()
  })
})
