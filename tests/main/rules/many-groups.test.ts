import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentCatalog } from '#main/db/rules/catalog-map'
import { evaluateRules } from '#main/db/rules/evaluate'
import { effectOf } from '#main/db/rules/effect'
import { matchesOf } from '#main/db/rules/matches'
import { partsOf } from '#main/db/rules/portions'
import { simulateRules } from '#main/db/rules/simulate'
import { RULE_TARGETS, type RuleGroup, type RuleModel, type RuleTarget } from '#shared/domain/rules/tree'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { all, EACH, gives, happened, is, model } from '../../support/rules/build.ts'
import { differences } from '../../support/rules/differences.ts'
import { evaluateLead, type NaiveScore } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld, type RandomWorld } from '../../support/rules/random-world.ts'
import { sqlScores, storedScores, storeModel } from '../../support/rules/sql-scores.ts'
import { rowsOf, type Row } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { benchModel } from '../../bench/_rules-model.ts'

const folder = temporaryFolder()
let drawn: RandomWorld
beforeAll(() => {
  drawn = randomWorld(`${folder.path}/many.sextant`, 1)
})
afterAll(() => {
  drawn.db.close()
  folder.remove()
})

const meantOf = (tree: RuleModel): (NaiveScore & { readonly lead: Row })[] => rowsOf(drawn.world, 'lead').map((lead) => ({ lead, ...evaluateLead(drawn.world, tree, lead, drawn.moment) }))

/** So many groups of random models of the target, the ids of each made its own, with the head of the first model whose audience has five leads. */
function complex(target: RuleTarget, count: number): RuleModel {
  const models: RuleModel[] = []
  for (let index = 0; models.reduce((sum, { groups }) => sum + groups.length, 0) < count; index += 1) {
    const one = randomModel(createRandom(deriveSeed(1, 'many', index)), drawn.world.catalog)
    if (one.target === target) models.push(one)
  }
  const groups = models.flatMap((one, index) => JSON.parse(JSON.stringify(one.groups).replaceAll('"id":"', `"id":"${index} `)) as RuleGroup[])
  const head = models.find((one) => one.audience.children.length > 0 && meantOf({ ...one, groups: [] }).filter(({ unscored }) => unscored === null).length >= 5)
  if (head === undefined) throw new Error('No model has an audience of five leads')
  return { ...head, groups: groups.slice(0, count) }
}

describe('a model of more complex groups than one statement can hold', () => {
  for (const target of RULE_TARGETS) {
    test(`agrees with the naive meaning, 80 groups over ${target}`, { timeout: 60_000 }, () => {
      const { db, moment } = drawn
      const tree = complex(target, 80)
      expect(partsOf(currentCatalog(db), tree).length).toBeGreaterThan(1)
      const meant = meantOf(tree)
      expect(meant.filter(({ contributions }) => contributions.filter(([count]) => count > 0).length > 5).length).toBeGreaterThan(1)
      expect(differences(drawn, tree, meant)).toEqual([])

      const context = { now: moment.now, timeZone: moment.zone }
      const scores = sqlScores(db, tree, moment)
      const stored = storeModel(db, tree, moment)
      expect(storedScores(db, stored, moment)).toEqual(scores)
      const few = [...scores.keys()].slice(0, 7)
      expect(new Map(evaluateRules(db, tree, context, few).map(({ leadId, ...score }) => [leadId, score]))).toEqual(new Map(few.map((id) => [id, scores.get(id)])))
      expect(effectOf(db, { tree, modelId: stored.modelId, limit: 10 }, context)).toEqual({ total: 0, rows: [] })
    })
  }

  test('is tallied group by group and node by node, and its draft compared with what is live', { timeout: 60_000 }, () => {
    const { db, moment } = drawn
    const context = { now: moment.now, timeZone: moment.zone }
    const tree = complex('lead', 160)
    const meant = meantOf(tree).filter(({ unscored }) => unscored === null)
    expect(meant.length).toBeGreaterThanOrEqual(5)
    const simulated = simulateRules(db, { tree }, context)
    expect(simulated.scored).toBe(meant.length)
    for (const [index, group] of tree.groups.entries()) {
      const fired = meant.flatMap(({ lead, contributions }) => ((contributions[index]?.[0] ?? 0) > 0 ? [lead.id] : []))
      expect(simulated.groups[group.id]?.leads, group.id).toBe(fired.length)
      expect(simulated.groups[group.id]?.points).toBeCloseTo(meant.reduce((sum, { contributions }) => sum + (contributions[index]?.[1] ?? 0), 0), 6)
    }
    const last = tree.groups.at(-1)!
    expect(matchesOf(db, { tree, nodeId: last.condition.id, limit: 5 }, context).leads).toBe(simulated.nodes[last.condition.id]?.leads)
    expect(matchesOf(db, { tree, nodeId: tree.audience.id, limit: 5 }, context).leads).toBe(meant.length)
  })
})

test('what one statement can hold stays one: twenty groups, and a hundred that share a pass', () => {
  const catalog = currentCatalog(drawn.db)
  const hundred = model('contact', Array.from({ length: 100 }, (_unused, index) => gives(1, all(happened('contact', 'EmailOpened', EACH, { range: { kind: 'last', count: index + 1, unit: 'day' } }), is('job_title', 'contains', `${index}`)))))
  for (const tree of [benchModel(), hundred]) expect(partsOf(catalog, tree)).toEqual([{ tree, isLarge: false }])
})

test('a thousand groups, more than a statement has columns for', { timeout: 60_000 }, () => {
  const tree = model('lead', Array.from({ length: 1000 }, (_unused, index) => gives(1, all(happened('lead', 'EmailOpened', EACH, { range: { kind: 'last', count: index + 1, unit: 'hour' } }), is('last_name', 'filled')))))
  expect(differences(drawn, tree, meantOf(tree))).toEqual([])
})
