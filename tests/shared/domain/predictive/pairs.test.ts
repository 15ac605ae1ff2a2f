import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, shuffle } from '#shared/lib/random'
import { CURVE_STEP } from '#shared/domain/predictive/boost'
import { createLocalExecutor, type BagTask } from '#shared/domain/predictive/executor'
import type { BagResult } from '#shared/domain/predictive/fit-bag'
import { fitEnsembles } from '#shared/domain/predictive/fit-ensembles'
import { prepareInput } from '#shared/domain/predictive/fit-input'
import { fitOptionsFor } from '#shared/domain/predictive/fit-options'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { baselineOf, type EbmModel } from '#shared/domain/predictive/model'
import { category, crossedTable, madeTable, numeric } from './tables.ts'

const options = { ...DEFAULT_TRAIN_OPTIONS, bags: 3, foldBags: 2, folds: 2 }
const run = async (table: TrainingTable): Promise<EbmModel> => (await train(table, options, createLocalExecutor(() => false), { onProgress: () => {}, isCancelled: () => false })).model
const pairsOf = (model: EbmModel): string[] => model.terms.filter(({ features }) => features.length === 2).map(({ features }) => features.map((index) => model.features[index]?.name ?? '').toSorted((x, y) => (x < y ? -1 : 1)).join(' × '))

test('the pairs that matter are found, and the model ranks by them', async () => {
  const model = await run(crossedTable(1500, 3))
  expect(pairsOf(model)).toContain('a × b')
  const { score } = scoreTable(model, { ...crossedTable(4, 1), features: [numeric('a', [0.2, 0.2, 0.8, 0.8]), numeric('b', [0.2, 0.8, 0.2, 0.8])] })
  expect(Math.min(score[0]!, score[3]!)).toBeGreaterThan(60)
  expect(Math.max(score[1]!, score[2]!)).toBeLessThan(40)
})

test('additive records seldom get a pair', async () => {
  const found: string[][] = []
  for (const seed of [1, 2, 3, 4, 5, 6]) found.push(pairsOf(await run(madeTable(800, seed))))
  expect(found.filter((pairs) => pairs.length > 0).length).toBeLessThanOrEqual(2)
}, 60_000)

test('a small sample fits its pairs for at most five times as far as their trial gained, a large one as long as each bag likes', async () => {
  const table = crossedTable(600, 4)
  const { input, tableRows } = prepareInput(table, Int32Array.from({ length: table.rows }, (_, row) => row))
  const sample = { input, rows: Int32Array.from(tableRows, (_, place) => place) }
  const fitted = async (small: boolean): Promise<{ trial: BagResult[]; final: { task: BagTask; result: BagResult }[] }> => {
    const local = createLocalExecutor(() => false)
    const seen: { task: BagTask; result: BagResult }[] = []
    const options = fitOptionsFor(table.rows, 1)
    await fitEnsembles([{ sample, bags: 3, options, small }], { run: async (tasks, onDone) => {
      const results = await local.run(tasks, onDone)
      tasks.forEach((task, index) => seen.push({ task, result: results[index]! }))
      return results
    } }, () => {})
    const onPairs = seen.filter(({ task }) => typeof task.stage === 'object')
    return { trial: onPairs.filter(({ task }) => task.options.pairLearningRate > options.pairLearningRate).map(({ result }) => result), final: onPairs.filter(({ task }) => task.options.pairLearningRate === options.pairLearningRate) }
  }
  const small = await fitted(true)
  expect(small.final).toHaveLength(3)
  const limit = small.final[0]!.task.options.mostSteps ?? Number.NaN
  // Trial steps are twice as long.
  expect(limit % (10 * CURVE_STEP)).toBe(0)
  expect(limit).toBeGreaterThan(0)
  expect(limit).toBeLessThanOrEqual(10 * Math.max(...small.trial.map(({ steps }) => steps)))
  for (const { task, result } of small.final) expect([task.options.mostSteps, result.steps <= limit]).toEqual([limit, true])
  const large = await fitted(false)
  expect(large.final.map(({ task }) => task.options.mostSteps)).toEqual([null, null, null])
})

test('every reason is its own effect and half of its pairs, and with the baseline they are the log-odds within 1e-9', async () => {
  const model = await run(crossedTable(600, 4))
  expect(pairsOf(model).length).toBeGreaterThan(0)
  const explainer = createExplainer(model, LEAD_WORDS)
  const number = fc.oneof(fc.constant(Number.NaN), fc.double({ min: -1, max: 2, noNaN: true }))
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number, fc.constantFrom('small', 'middle', 'large', 'unheard of', null)), { minLength: 1, maxLength: 10 }), (rows) => {
      const table = { rows: rows.length, recordIds: new Float64Array(rows.length), asOf: new Float64Array(rows.length), features: [numeric('a', rows.map(([a]) => a)), numeric('b', rows.map(([, b]) => b)), numeric('c', rows.map(([, , c]) => c)), category('segment', rows.map(([, , , segment]) => segment))] }
      const { logit, score, bins } = scoreTable(model, table)
      const width = model.terms.length
      rows.forEach((_, row) => {
        const own = bins.subarray(row * width, (row + 1) * width)
        const reasons = reasonsOf(explainer, own)
        expect(reasons).toHaveLength(model.features.length)
        expect(Math.abs(reasons.reduce((sum, { contribution }) => sum + contribution, baselineOf(model)) - logit[row]!)).toBeLessThan(1e-9)
        for (const { feature, contribution } of reasons) {
          const expected = model.terms.reduce((sum, term, index) => (term.features.includes(feature) ? sum + (model.calibration.slope * term.scores[own[index]!]!) / term.features.length : sum), 0)
          expect(contribution).toBeCloseTo(expected, 12)
        }
      })
      expect(scoreTable(parseModel(serializeModel(model)), table).score).toEqual(score)
    }),
    { numRuns: 30 },
  )
})

test('with pairs too, order of rows, order and names of columns and monotone transforms change no prediction', async () => {
  const table = crossedTable(500, 6)
  const model = await run(table)
  expect(pairsOf(model).length).toBeGreaterThan(0)
  const plain = scoreTable(model, table).logit
  const originalRow = shuffle(Int32Array.from({ length: table.rows }, (_, row) => row), createRandom(8))
  const picked = pickTable(table, originalRow)
  const other = { ...picked, features: picked.features.toReversed().map((feature, index) => ({ ...feature, name: `c${index}` })) }
  const otherLogit = scoreTable(await run(other), other).logit
  originalRow.forEach((row, at) => expect(otherLogit[at]).toBe(plain[row]))
  const bent = { ...table, features: table.features.map((feature) => (feature.kind === 'numeric' ? { ...feature, values: feature.values.map((value) => Math.exp(3 * value)) } : feature)) }
  expect(scoreTable(await run(bent), bent).logit).toEqual(plain)
})

test('every term, pairs included, has mean 0 over the training rows', async () => {
  const model = await run(crossedTable(600, 4))
  for (const { scores, counts } of model.terms) expect(scores.reduce((sum, score, bin) => sum + score * counts[bin]!, 0) / 600).toBeCloseTo(0, 9)
})
