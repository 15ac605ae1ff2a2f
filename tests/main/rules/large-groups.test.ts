import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentCatalog } from '#main/db/rules/catalog-map'
import { checkScores } from '#main/db/rules/check-scores'
import { effectOf } from '#main/db/rules/effect'
import { evaluateRules } from '#main/db/rules/evaluate'
import { explainRules } from '#main/db/rules/explain'
import { matchesOf } from '#main/db/rules/matches'
import { partsOf } from '#main/db/rules/portions'
import { rescoreTouched } from '#main/db/rules/rescore'
import { simulateRules } from '#main/db/rules/simulate'
import { RULE_TARGETS, type BranchNode, type ConditionNode, type OccurrenceNode, type RuleModel, type RuleTarget } from '#shared/domain/rules/tree'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { all, any, atLeast, compare, EACH, gives, happened, is, model, NONE } from '../../support/rules/build.ts'
import { differences } from '../../support/rules/differences.ts'
import { evaluateLead, type NaiveScore } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld, TYPES, type RandomWorld } from '../../support/rules/random-world.ts'
import { sqlScores, storedScores, storeModel } from '../../support/rules/sql-scores.ts'
import { rowsOf, type Row } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = temporaryFolder()
let drawn: RandomWorld
beforeAll(() => {
  drawn = randomWorld(`${folder.path}/large.sextant`, 1)
})
afterAll(() => {
  drawn.db.close()
  folder.remove()
})

const meantOf = ({ world, moment }: RandomWorld, tree: RuleModel): (NaiveScore & { readonly lead: Row })[] => rowsOf(world, 'lead').map((lead) => ({ lead, ...evaluateLead(world, tree, lead, moment) }))
const isLarge = (tree: RuleModel): boolean => partsOf(currentCatalog(drawn.db), tree).some((part) => part.isLarge)

/** A model whose one group has the conditions of so many random models of the target, the ids of each made its own, under any or all. */
function large(target: RuleTarget, seed: number, count: number, kind: BranchNode['kind']): RuleModel {
  const models: RuleModel[] = []
  for (let index = 0; models.length < count; index += 1) {
    const one = randomModel(createRandom(deriveSeed(seed, 'large', index)), drawn.world.catalog)
    if (one.target === target) models.push(one)
  }
  const conditions = models.flatMap((one, index) => one.groups.map(({ condition }) => JSON.parse(JSON.stringify(condition).replaceAll('"id":"', `"id":"${index} `)) as BranchNode))
  // All of many would never hold: each of a few alternatives asks for what is likely, or for what fires.
  const joined = kind === 'any' ? any(...conditions) : all(any(...conditions.slice(0, -6)), any(...conditions.slice(-6)), happened(target, null, NONE, { expressions: [compare('asset', 'equals', 'nothing')] }))
  const head = models.find(({ groups, ...one }) => meantOf(drawn, { ...one, groups: groups.slice(0, 1) }).filter(({ unscored }) => unscored === null).length >= 5)
  const action = head?.groups[0]?.action
  if (head === undefined || action === undefined || action === null) throw new Error('No model scores five leads')
  const decay = seed % 2 === 0 ? { percent: 25, days: 7 } : null
  return { ...head, groups: [{ id: 'large', condition: joined, action: { ...action, cap: seed % 3 === 0 ? 60 : null, decay } }] }
}

describe('a group that no statement can hold as an expression', () => {
  for (const target of RULE_TARGETS) {
    test(`agrees with the naive meaning, over ${target}`, { timeout: 60_000 }, () => {
      let fired = 0
      for (const seed of [1, 2]) {
        for (const kind of ['any', 'all'] as const) {
          const tree = large(target, seed, 16, kind)
          expect(isLarge(tree)).toBe(true)
          const meant = meantOf(drawn, tree)
          expect(differences(drawn, tree, meant), `${kind}, seed ${seed}`).toEqual([])
          fired += meant.filter(({ contributions }) => (contributions[0]?.[0] ?? 0) > 1).length
        }
      }
      expect(fired).toBeGreaterThan(10)
    })
  }

  test('stands beside ordinary groups, is stored, checked, tallied, explained and rescored like these', { timeout: 60_000 }, () => {
    const { world, db, moment } = drawn
    const context = { now: moment.now, timeZone: moment.zone }
    const one = large('contact', 2, 16, 'any')
    const tree: RuleModel = { ...one, audience: all(), settings: { ...one.settings, salesReadyScore: 10, minimumConsent: null, businessUnit: null }, groups: [gives(3, all(happened('contact', null, EACH))), ...one.groups, gives(-2, all(is('city', 'filled')))] }
    const meant = meantOf(drawn, tree)
    const scored = meant.filter(({ unscored }) => unscored === null)
    expect(differences(drawn, tree, meant)).toEqual([])
    const stored = storeModel(db, tree, moment)
    expect(storedScores(db, stored, moment)).toEqual(sqlScores(db, tree, moment))
    expect(checkScores(db, stored, { after: 0, last: 1000 }, context)).toEqual({ scored: scored.length, differing: [] })
    expect(effectOf(db, { tree, modelId: stored.modelId, limit: 10 }, context)).toEqual({ total: 0, rows: [] })

    const simulated = simulateRules(db, { tree }, context)
    for (const [index, group] of tree.groups.entries()) {
      expect(simulated.groups[group.id]?.leads, group.id).toBe(scored.filter(({ contributions }) => contributions[index]![0] > 0).length)
      expect(simulated.groups[group.id]?.points).toBeCloseTo(scored.reduce((sum, { contributions }) => sum + contributions[index]![1], 0), 6)
    }
    const nodes = partsWithin(tree.groups[1]!.condition)
    expect(nodes.length).toBeGreaterThan(100)
    for (const node of nodes.filter((_node, index) => index % 90 === 0)) {
      const alone = scoredBy(tree, node)
      const holding = meantOf(drawn, alone).filter(({ contributions }) => (contributions[0]?.[0] ?? 0) > 0).length
      expect(simulated.nodes[node.id]?.leads, node.id).toBe(holding)
      const counted = simulateRules(db, { tree: alone }, context).nodes[node.id]
      expect(simulated.nodes[node.id], JSON.stringify(node)).toEqual(counted)
      const matches = matchesOf(db, { tree, nodeId: node.id, limit: 4 }, context)
      expect(matches, JSON.stringify(node)).toEqual(matchesOf(db, { tree: alone, nodeId: node.id, limit: 4 }, context))
      expect(matches.leads).toBe(holding)
    }

    const best = scored.toSorted((a, b) => b.contributions[1]![0] - a.contributions[1]![0])[0]!
    const explained = explainRules(db, { modelId: stored.modelId, leadId: best.lead.id }, context).groups[1]!
    expect(explained.count).toBe(best.contributions[1]![0])
    const shown = explained.fired.reduce((sum, { points }) => sum + points, 0)
    if (explained.fired.length < 50) expect(shown).toBeCloseTo(best.contributions[1]![1], 6)

    const contact = rowsOf(world, 'lead').find(({ id }) => id === best.lead.id)!['parent_contact_id'] as number
    const fresh = Number(db.prepare("INSERT INTO interaction (type, occurred_at, recorded_at, contact_id, modified_at) VALUES ('EmailOpened', ?, ?, ?, 0)").run(moment.now, moment.now, contact).lastInsertRowid)
    const outcome = db.transaction(() => rescoreTouched(db, 'interaction', [fresh], context))
    expect(outcome.changedLeads).toContain(best.lead.id)
    expect(checkScores(db, stored, { after: 0, last: 1000 }, context).differing).toEqual([])
    db.prepare('DELETE FROM interaction WHERE id = ?').run(fresh)
    db.exec('DELETE FROM rule_model')
  })

  test('two hundred alternatives of two conditions, whose scores change with time when they say so', { timeout: 60_000 }, () => {
    const { world, db, moment } = drawn
    let later = 0
    for (const decay of [null, { percent: 20, days: 3 }]) {
      const tree = model('contact', [gives(1, any(...pairs(200)), decay === null ? {} : { decay })])
      expect(isLarge(tree)).toBe(true)
      const meant = meantOf(drawn, tree)
      expect(meant.filter(({ contributions }) => (contributions[0]?.[0] ?? 0) > 1).length).toBeGreaterThan(5)
      expect(differences(drawn, tree, meant)).toEqual([])
      const scores = sqlScores(db, tree, moment)
      for (const lead of rowsOf(world, 'lead')) {
        const at = scores.get(lead.id)?.nextChangeAt ?? null
        if (at === null || at - 1 <= moment.now) continue
        later += 1
        expect(evaluateLead(world, tree, lead, { ...moment, now: at - 1 }).total, `lead ${lead.id} until ${at}`).toBeCloseTo(scores.get(lead.id)!.total, 9)
      }
    }
    expect(later).toBeGreaterThan(10)
  })

  test('is explained as the group of its distinct alternatives is', () => {
    const { db, moment } = drawn
    const context = { now: moment.now, timeZone: moment.zone }
    const gates = (): ConditionNode[] => [happened('contact', null, atLeast(2)), happened('contact', TYPES[0]!, NONE), all(is('city', 'filled'), happened('contact', TYPES[1]!, atLeast(1)))]
    for (const [alternatives, copies] of [[() => pairs(5), 16], [gates, 160]] as const) {
      const shown = [1, copies].map((times) => {
        const tree = model('contact', [gives(3, any(...Array.from({ length: times }, alternatives).flat()))])
        expect(isLarge(tree)).toBe(times > 1)
        const stored = storeModel(db, tree, moment)
        storedScores(db, stored, moment)
        return rowsOf(drawn.world, 'lead').slice(0, 12).map(({ id }) => explainRules(db, { modelId: stored.modelId, leadId: id }, context).groups.map(({ count, points, fired }) => ({ count, points, fired })))
      })
      expect(shown[0]!.flat().filter(({ fired }) => fired.length > 1).length).toBeGreaterThan(2)
      expect(shown[1]).toEqual(shown[0])
    }
    db.exec('DELETE FROM rule_model')
  })

  test('of more conditions than a statement has columns for', () => {
    const tree = model('lead', [gives(4, any(...Array.from({ length: 300 }, (_unused, index) => all(is('employees', 'equals', index), happened('lead', null, atLeast(1 + (index % 3)), { range: { kind: 'last', count: index + 1, unit: 'day' } })))))])
    expect(isLarge(tree)).toBe(true)
    const meant = meantOf(drawn, tree)
    expect(meant.filter(({ contributions }) => (contributions[0]?.[0] ?? 0) > 0).length).toBeGreaterThan(1)
    expect(differences(drawn, tree, meant)).toEqual([])
  })

  test('with branches that have no children, of which all holds and any does not', () => {
    const [first, ...rest] = pairs(60)
    for (const empty of [all(), any()]) {
      const tree = model('contact', [gives(2, all(empty, any(first!, empty, ...rest)))])
      expect(isLarge(tree)).toBe(true)
      const meant = meantOf(drawn, tree)
      expect(meant.filter(({ contributions }) => (contributions[0]?.[0] ?? 0) > 0).length > 0).toBe(empty.kind === 'all')
      expect(differences(drawn, tree, meant)).toEqual([])
    }
  })

  test('with a broken part counts nothing, and its other parts are tallied', () => {
    const context = { now: drawn.moment.now, timeZone: drawn.moment.zone }
    const good = happened('contact', null, EACH)
    const bad = happened('contact', null, EACH, { expressions: [compare('no_such_column', 'equals', 'x')] })
    const tree = model('contact', [gives(5, any(good, all(), any(), all(good, bad), ...Array.from({ length: 760 }, () => is('city', 'filled'))))])
    expect(isLarge(tree)).toBe(true)
    const found = simulateRules(drawn.db, { tree }, context)
    expect([found.lowest, found.highest, found.groups[tree.groups[0]!.id]?.leads]).toEqual([0, 0, 0])
    expect(found.nodes[good.id]?.leads).toBeGreaterThan(0)
    expect(found.nodes[bad.id]).toBeUndefined()
    expect(evaluateRules(drawn.db, tree, context, [1])).toHaveLength(1)
    expect(matchesOf(drawn.db, { tree, nodeId: bad.id, limit: 5 }, context)).toEqual({ leads: 0, rows: [] })
  })
})

/** Alternatives of two conditions each, over ranges on whose edges no row of a world lies. */
function pairs(count: number): BranchNode[] {
  const last = (minutes: number): Partial<OccurrenceNode> => ({ range: { kind: 'last', count: minutes, unit: 'minute' } })
  return Array.from({ length: count }, (_unused, index) => all(happened('contact', null, EACH, last(397 * (index + 1))), happened('contact', TYPES[index % TYPES.length]!, EACH, last(991 * (index + 1)))))
}

function partsWithin(node: ConditionNode): ConditionNode[] {
  return [node, ...(node.kind === 'all' || node.kind === 'any' ? node.children.flatMap(partsWithin) : [])]
}

/** The model with the node as all that its one group asks for. */
function scoredBy(tree: RuleModel, node: ConditionNode): RuleModel {
  return { ...tree, groups: [gives(1, all(node))] }
}
