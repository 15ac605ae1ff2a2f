import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { validateRules } from '#shared/domain/rules/validate'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { marksOf, WANTED } from '../../support/rules/coverage.ts'
import { differences } from '../../support/rules/differences.ts'
import { evaluateLead } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld, type RandomWorld } from '../../support/rules/random-world.ts'
import { sqlScores, storedScores, storeModel } from '../../support/rules/sql-scores.ts'
import { rowsOf } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const WORLDS = 14
const MODELS = 150

const folder = temporaryFolder()
const worlds: RandomWorld[] = []
beforeAll(() => {
  for (let seed = 0; seed < WORLDS; seed += 1) worlds.push(randomWorld(`${folder.path}/${seed}.sextant`, seed))
}, 60_000)
afterAll(() => {
  for (const { db } of worlds) db.close()
  folder.remove()
})

describe('the compiled statements and the naive meaning', () => {
  const fired = new Map<string, number>()

  for (let seed = 0; seed < WORLDS; seed += 1) {
    test(`agree on ${MODELS} random models over world ${seed}`, { timeout: 120_000 }, () => {
      const drawn = worlds[seed]!
      const { world, moment } = drawn
      for (let index = 0; index < MODELS; index += 1) {
        const model = randomModel(createRandom(deriveSeed(seed, 'model', index)), world.catalog)
        const meant = rowsOf(world, 'lead').map((lead) => ({ lead, ...evaluateLead(world, model, lead, moment) }))
        expect(differences(drawn, model, meant), `world ${seed}, model ${index}: ${JSON.stringify(model)}`).toEqual([])
        const marks = new Set(model.groups.flatMap((group, at) => (meant.some(({ contributions }) => (contributions[at]?.[0] ?? 0) > 0) ? [...marksOf(model, group)] : [])))
        for (const mark of marks) fired.set(mark, (fired.get(mark) ?? 0) + 1)
      }
    })
  }

  test('a full rescoring stores what was evaluated', () => {
    for (const [seed, { world, moment, db }] of worlds.entries()) {
      for (let index = 0; index < 5; index += 1) {
        const model = randomModel(createRandom(deriveSeed(seed, 'model', index)), world.catalog)
        expect(storedScores(db, storeModel(db, model, moment), moment)).toEqual(sqlScores(db, model, moment))
      }
    }
  })

  test('until its next change no score changes by time alone', { timeout: 120_000 }, () => {
    let later = 0
    for (const [seed, { world, moment, db }] of worlds.entries()) {
      for (let index = 0; index < 40; index += 1) {
        const model = randomModel(createRandom(deriveSeed(seed, 'model', index)), world.catalog)
        const scores = sqlScores(db, model, moment)
        for (const lead of rowsOf(world, 'lead')) {
          const found = scores.get(lead.id)
          const until = found?.nextChangeAt === null ? moment.now + 400 * 86_400_000 : (found?.nextChangeAt ?? moment.now) - 1
          if (found === undefined || until <= moment.now) continue
          later += 1
          const then = evaluateLead(world, model, lead, { ...moment, now: until })
          expect(then.total, `world ${seed}, model ${index}, lead ${lead.id}, until ${until}: ${JSON.stringify(model)}`).toBeCloseTo(found.total, 9)
        }
      }
    }
    expect(later).toBeGreaterThan(1000)
  })

  test('each operator, frequency, range and nesting fires in at least a twentieth of the cases', () => {
    const rare = WANTED.filter((mark) => (fired.get(mark) ?? 0) < 0.05 * WORLDS * MODELS)
    expect(rare).toEqual([])
  })

  test('the random models are ones that can go live', () => {
    const { world } = worlds[0]!
    const broken = Array.from({ length: 50 }, (_, index) => randomModel(createRandom(deriveSeed(0, 'model', index)), world.catalog)).flatMap((model) =>
      validateRules(model, { tables: world.catalog, businessUnits: ['Unit 1', 'Unit 2', 'Unit 3'] }).filter(({ code }) => code === 'unknown_column' || code === 'type_mismatch' || code === 'missing_value'),
    )
    expect(broken).toEqual([])
  })
})
