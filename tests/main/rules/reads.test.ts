import { afterAll, describe, expect, test } from 'vitest'
import { openDb } from '#main/db/open'
import { effectOf } from '#main/db/rules/effect'
import { evaluateRules } from '#main/db/rules/evaluate'
import { explainRules } from '#main/db/rules/explain'
import { matchesOf } from '#main/db/rules/matches'
import { scoreRules } from '#main/db/rules/score-rules'
import { simulateRules } from '#main/db/rules/simulate'
import { unscoredOf } from '#main/db/rules/unscored'
import { createRandom, deriveSeed } from '#shared/lib/random'
import type { BranchNode, RuleModel } from '#shared/domain/rules/tree'
import { all, any, atLeast, compare, EACH, gives, happened, is, model } from '../../support/rules/build.ts'
import { evaluateLead } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld } from '../../support/rules/random-world.ts'
import { storeModel } from '../../support/rules/sql-scores.ts'
import { rowsOf } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('simulation', () => {
  for (const seed of [0, 1, 2]) {
    test(`counts what the meaning gives, on a connection that may only read, world ${seed}`, () => {
      const file = `${folder.path}/sim-${seed}.sextant`
      const { world, moment, db } = randomWorld(file, seed)
      const reader = openDb(file, { readOnly: true })
      const context = { now: moment.now, timeZone: moment.zone }
      for (let index = 0; index < 15; index += 1) {
        const tree = randomModel(createRandom(deriveSeed(seed, 'simulated', index)), world.catalog)
        const meant = rowsOf(world, 'lead').map((lead) => evaluateLead(world, tree, lead, moment))
        const scored = meant.filter(({ unscored }) => unscored === null)
        const found = simulateRules(reader, { tree }, context)
        expect(found.leads).toBe(meant.length)
        expect(found.scored).toBe(scored.length)
        expect(Object.fromEntries(found.unscored.map(({ reason, leads }) => [reason, leads]))).toEqual(
          Object.fromEntries([...Map.groupBy(meant.flatMap(({ unscored }) => unscored ?? []), (reason) => reason)].map(([reason, list]) => [reason, list.length])),
        )
        tree.groups.forEach((group, place) => {
          expect(found.groups[group.id]?.leads).toBe(scored.filter(({ contributions }) => contributions[place]![0] > 0).length)
          expect(found.groups[group.id]?.points).toBeCloseTo(scored.reduce((sum, { contributions }) => sum + contributions[place]![1], 0), 6)
          expect(found.nodes[group.condition.id]?.leads).toBe(found.groups[group.id]?.leads)
        })
        const scores = scored.map(({ score }) => score).sort((one, other) => one - other)
        expect([found.lowest, found.highest]).toEqual([scores[0] ?? null, scores.at(-1) ?? null])
        expect(found.histogram.reduce((sum, { leads }) => sum + leads, 0)).toBe(scored.length)
        for (const grade of found.grades) expect(grade.leads).toBe(scored.filter((score) => score.grade === grade.name).length)
        expect(found.salesReady).toBe(scored.filter(({ score }) => score >= 10).length)
        const node = tree.groups[0]!.condition
        const matches = matchesOf(reader, { tree, nodeId: node.id, limit: 5 }, context)
        expect(matches.leads).toBe(found.nodes[node.id]?.leads)
        expect(matches.rows.length).toBe(Math.min(5, matches.leads))
      }
      reader.close()
      db.close()
    })
  }

  test('broken parts of a draft count nothing, and the rest is computed', () => {
    const { moment, db } = randomWorld(`${folder.path}/broken.sextant`, 0)
    const context = { now: moment.now, timeZone: moment.zone }
    const good = happened('lead', null, EACH)
    const bad = happened('lead', null, EACH, { expressions: [compare('no_such_column', 'equals', 'x')] })
    const empty = is('topic', 'equals')
    const tree: RuleModel = { ...model('lead', [gives(1, all(good)), gives(100, all(good, bad)), { ...gives(1, any(empty)), action: null }]), audience: all(empty) }
    const found = simulateRules(db, { tree }, context)
    expect(found.scored).toBe(26)
    expect(found.nodes[good.id]?.leads).toBeGreaterThan(0)
    expect(found.nodes[bad.id]).toBeUndefined()
    expect(found.nodes[empty.id]).toBeUndefined()
    expect(found.groups[tree.groups[1]!.id]).toEqual({ leads: 0, points: 0 })
    expect(found.highest).toBe(found.nodes[good.id]?.most)
    db.close()
  })
})

test('effect, change, explanation and leads without a score of a live model', () => {
  const { moment, db } = randomWorld(`${folder.path}/live.sextant`, 1)
  const context = { now: moment.now, timeZone: moment.zone }
  const grades = [{ id: 'g1', name: 'Cold', from: null, to: 2 }, { id: 'g2', name: 'Warm', from: 3, to: null }]
  const settings = { salesReadyScore: 4, minimumConsent: null, businessUnit: null, countParentContact: false }
  const opens = happened('contact', null, EACH)
  const condition: BranchNode = all(opens)
  const tree = model('contact', [gives(1, condition), gives(2, all(happened('contact', null, atLeast(2))), { decay: { percent: 50, days: 7 } })], { grades, settings })
  const live = storeModel(db, tree, moment)
  const outcome = db.transaction(() => scoreRules(db, live, null, context))
  expect(outcome.becameReady.length).toBeGreaterThan(0)
  const draft = { ...tree, groups: tree.groups.slice(0, 1), settings: { ...settings, salesReadyScore: 6 } }
  const change = simulateRules(db, { tree: draft, modelId: live.modelId }, context).change
  const effect = effectOf(db, { tree: draft, modelId: live.modelId, limit: 100 }, context)
  expect(change?.ceaseReady).toBe(effect.rows.filter((row) => row.readyLive && !row.ready).length)
  expect((change?.up ?? 0) + (change?.down ?? 0)).toBe(effect.rows.filter((row) => row.grade !== row.gradeLive).length)
  expect(effect.total).toBe(effect.rows.length)
  expect(effectOf(db, { tree, modelId: live.modelId, limit: 10 }, context).total).toBe(0)
  const [best] = evaluateRules(db, tree, context).toSorted((one, other) => other.score - one.score)
  const explained = explainRules(db, { modelId: live.modelId, leadId: best!.leadId }, context)
  expect(explained.score).toBe(best!.score)
  expect(explained.groups[0]!.fired).toHaveLength(Math.min(50, explained.groups[0]!.count))
  expect(explained.groups[0]!.fired.reduce((sum, { points }) => sum + points, 0)).toBe(explained.groups[0]!.points)
  expect(explained.groups[1]!.fired.length).toBeGreaterThanOrEqual(2)
  const times = explained.groups[0]!.fired.map(({ at }) => at ?? 0)
  expect(times).toEqual(times.toSorted((one, other) => other - one))
  expect(explained.history).toHaveLength(1)
  const without = unscoredOf(db, { modelId: live.modelId, reason: null, offset: 0, limit: 100 }, context)
  expect(without.total).toBe(26 - outcome.scored)
  expect(without.counts).toEqual([{ reason: 'no_parent_contact', leads: without.total }])
  const lead = without.rows[0]!
  expect(explainRules(db, { modelId: live.modelId, leadId: lead.leadId }, context)).toMatchObject({ score: null, unscored: 'no_parent_contact', unscoredSentence: lead.sentence })
  db.close()
})
