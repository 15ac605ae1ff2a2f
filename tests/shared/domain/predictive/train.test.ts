import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, shuffle } from '#shared/lib/random'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { learningCurve } from '#shared/domain/predictive/learning-curve'
import { serializeModel } from '#shared/domain/predictive/model-text'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { contributionsOf, scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train, type TrainProgress } from '#shared/domain/predictive/train'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { crossedTable, madeTable } from './tables.ts'

const options = { ...DEFAULT_TRAIN_OPTIONS, bags: 3, foldBags: 1 }
const run = (table: TrainingTable, changes: Partial<typeof options> = {}, onProgress: (progress: TrainProgress) => void = () => {}) =>
  train(table, { ...options, ...changes }, createLocalExecutor(() => false), { onProgress, isCancelled: () => false })

test('trains, reports on the newest fifth and finds the effects', async () => {
  const seen: TrainProgress[] = []
  const { model, report, outOfFold } = await run(madeTable(1500, 1), {}, (progress) => seen.push(progress))
  expect(report).toMatchObject({ verdict: 'ready', validatedInTime: true, trainedRows: 1500, attributesUsed: 3, attributesOffered: 4 })
  expect(report.holdout.rows).toBe(300)
  expect(report.holdout.auc).toBeGreaterThan(0.7)
  expect(report.holdout.aucLow).toBeLessThan(report.holdout.auc)
  expect(report.importance.map(({ name }) => name).slice(0, 2).toSorted()).toEqual(['industry', 'visits'])
  expect(report.measuredUpTo).toBe(1199 * 3.6e6)
  expect(report.notes.join(' ')).toContain('the published one also learned from later records')
  expect(outOfFold.scores).toHaveLength(1500)
  expect(model.trainedOn).toMatchObject({ rows: 1500, seed: 1, bags: 3 })
  expect(seen.at(-1)).toMatchObject({ stage: 'finish', fraction: 1 })
  expect(seen.find(({ done }) => done === 3)).toMatchObject({ stage: 'learn_older', stageLabel: 'Learning from the older 80\u00a0%, bag 4 of 8', total: 8, fraction: 3 / (8 + 16 + 8) })
  expect(seen.find(({ stage, done }) => stage === 'learning_curve' && done === 3)).toMatchObject({ stageLabel: 'Asking whether more data would help, bag 4 of 16', total: 16, fraction: 11 / 32 })
  expect(seen.every(({ fraction }, index) => index === 0 || fraction >= (seen[index - 1]?.fraction ?? 0))).toBe(true)
})

test('measures calibration, the baseline beside everything, any threshold, and whether more data would help', async () => {
  const { report } = await run(madeTable(1500, 1))
  const { holdout, logistic, thresholds, learningCurve: curve, precisionRecall, logisticCurves, gainOverLogistic } = report
  expect(holdout.calibrationError).toBeGreaterThan(holdout.calibrationLow)
  expect(holdout.calibrationError).toBeLessThan(holdout.calibrationHigh)
  expect(holdout.calibrationSlope).toBeGreaterThan(0.7)
  expect(Math.abs(holdout.calibrationIntercept)).toBeLessThan(0.4)
  expect(logistic).toMatchObject({ rows: 300, accuracy: expect.any(Number), calibrationSlope: expect.any(Number) })
  expect(gainOverLogistic.auc).toBeCloseTo(holdout.auc - logistic.auc, 9)
  expect(gainOverLogistic.low).toBeLessThan(gainOverLogistic.auc)
  expect(precisionRecall.at(-1)?.[1]).toBeCloseTo(holdout.conversionRate, 9)
  expect(logisticCurves.roc.at(-1)).toEqual([1, 1])
  expect(thresholds[0]).toMatchObject({ threshold: 0, truePositive: holdout.positives, falsePositive: holdout.rows - holdout.positives })
  expect(curve.points.map(({ rows }) => rows)).toEqual([121, 241, 481, 960])
  expect(curve.sentence).toMatch(/960 closed leads instead of 481/)
})

test('the learning curve rises where only more records show what pairs of columns do together', async () => {
  const table = crossedTable(1000, 3)
  const { points } = await learningCurve(table, Int32Array.from({ length: 1000 }, (_, row) => row), { seed: 1, words: LEAD_WORDS }, createLocalExecutor(() => false), () => {})
  expect((points.at(-1)?.auc ?? 0) - (points[0]?.auc ?? 1)).toBeGreaterThan(0.05)
})

test('outcomes that nothing explains have no usable signal', async () => {
  const table = madeTable(600, 1)
  const outcome = shuffle(table.outcome.slice(), createRandom(4))
  const { report } = await run({ ...table, outcome })
  expect(report.verdict).toBe('no_signal')
  expect(report.verdictSentence).toMatch(/^No usable signal: AUC 0\.\d\d/)
})

test('a table of nothing but constants trains to the rate', async () => {
  const table = madeTable(200, 1)
  const { model, report } = await run({ ...table, features: table.features.slice(3) })
  expect(model.terms).toEqual([])
  expect(report.verdict).toBe('no_signal')
})

test('under 40 of either outcome it says how many are missing', async () => {
  const table = madeTable(60, 1)
  await expect(run(table)).rejects.toMatchObject({ name: 'NotEnoughData', minimum: 40 })
  await expect(run(table)).rejects.toThrow(/A model needs 40 qualified and 40 disqualified leads; there are \d+ and \d+\. Needed: \d+ more qualified lead/)
})

test('eighty records are enough to train', async () => {
  const table = madeTable(400, 9)
  const rows = Int32Array.from({ length: 400 }, (_, row) => row)
  const pick = (outcome: number): number[] => [...rows.filter((row) => table.outcome[row] === outcome).subarray(0, 40)]
  const { report } = await run(pickTable(table, Int32Array.from([...pick(0), ...pick(1)])))
  expect(report.trainedRows).toBe(80)
})

test('cancelling rejects with Cancelled', async () => {
  let polls = 0
  const cancelled = (): boolean => (polls += 1) > 20
  await expect(train(madeTable(500, 1), options, createLocalExecutor(cancelled), { onProgress: () => {}, isCancelled: cancelled })).rejects.toMatchObject({ name: 'Cancelled' })
})

/** What another program would hand over: other names, other order of columns and rows. */
function disguise(table: TrainingTable, seed: number): { table: TrainingTable; originalRow: Int32Array } {
  const random = createRandom(seed)
  const originalRow = shuffle(Int32Array.from({ length: table.rows }, (_, row) => row), random)
  const columnOrder = shuffle(Int32Array.from(table.features, (_, index) => index), random)
  const picked = pickTable(table, originalRow)
  const features = [...columnOrder].flatMap((index) => picked.features[index] ?? []).map((feature, index) => ({ ...feature, name: `c${index}`, label: `Column ${index}` }))
  return { table: { ...picked, features }, originalRow }
}

test('permuting rows, reordering and renaming columns changes no prediction; contributions sum to the log-odds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 100, max: 250 }), async (seed, rows) => {
      const table = madeTable(rows, seed)
      fc.pre(table.outcome.reduce((sum, value) => sum + value, 0) >= 40)
      const { model } = await run(table, { minimum: 30 })
      const other = disguise(table, seed)
      const { model: otherModel } = await run(other.table, { minimum: 30 })
      const scored = scoreTable(model, table)
      const otherScored = scoreTable(otherModel, other.table)
      other.originalRow.forEach((row, at) => expect(otherScored.logit[at]).toBe(scored.logit[row]))
      const width = model.terms.length
      for (let row = 0; row < rows; row += 1) {
        const { baseline, contributions } = contributionsOf(model, scored.bins.subarray(row * width, (row + 1) * width))
        const sum = contributions.reduce((total, value) => total + value, baseline)
        expect(Math.abs(sum - (scored.logit[row] ?? Number.NaN))).toBeLessThan(1e-9)
      }
    }),
    { numRuns: 6 },
  )
}, 60_000)

test('the same seed gives the same bytes, another seed others', async () => {
  const table = madeTable(300, 7)
  const text = async (seed: number): Promise<string> => serializeModel((await run(table, { seed })).model)
  expect(await text(3)).toBe(await text(3))
  expect(await text(4)).not.toBe(await text(3))
})

test('a monotone transform of a number changes no prediction on the training rows', async () => {
  const table = madeTable(300, 7)
  const cubed = { ...table, features: table.features.map((feature) => (feature.kind === 'numeric' ? { ...feature, values: feature.values.map((value) => (value + 1) ** 3) } : feature)) }
  const plain = scoreTable((await run(table)).model, table).logit
  expect(scoreTable((await run(cubed)).model, cubed).logit).toEqual(plain)
})
