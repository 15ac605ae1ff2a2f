import { describe, expect, test } from 'vitest'
import { crossFit, modelOf } from '#shared/domain/predictive/cross-fit'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { ignoringEmpty, withoutEmpty } from '#shared/domain/predictive/ignore-empty'
import type { EbmModel } from '#shared/domain/predictive/model'
import { binFeatures, contributionsOf, scoreTable } from '#shared/domain/predictive/predict'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { createRandom } from '#shared/lib/random'
import { category, crossedTable, madeTable, numeric } from './tables.ts'

const OPTIONS = { seed: 1, bags: 3, foldBags: 2, folds: 3, trainedAt: 0 }
const executor = createLocalExecutor(() => false)

async function fitted(table: TrainingTable, ignores: boolean): Promise<EbmModel> {
  const all = Int32Array.from({ length: table.rows }, (_, row) => row)
  const model = modelOf(await crossFit(table, all, OPTIONS, ignores ? ignoringEmpty(executor) : executor, () => {}), table, OPTIONS)
  return ignores ? withoutEmpty(model) : model
}

/** The outcome hangs on a number's sign and, strongly, on whether the number is there at all. */
function tellingGaps(rows: number): TrainingTable {
  const random = createRandom(5)
  const value = Array.from({ length: rows }, () => (random.next() < 0.4 ? Number.NaN : random.next() - 0.5))
  const outcome = Uint8Array.from(value, (x) => (random.next() < 1 / (1 + Math.exp(-(Number.isNaN(x) ? -2 : x > 0 ? 1.5 : -0.5))) ? 1 : 0))
  return { ...madeTable(rows, 5), outcome, features: [numeric('value', value), category('kind', value.map(() => (random.next() < 0.5 ? 'a' : null)))] }
}

const mainOf = (model: EbmModel, name: string) => {
  const index = model.features.findIndex((feature) => feature.name === name)
  const term = model.terms.find(({ features }) => features.length === 1 && features[0] === index)
  if (term === undefined) throw new Error(`The model has no ${name}`)
  return term
}

describe('ignoring empty values', () => {
  test('an empty value adds exactly nothing, and what values add is 0 on average over the rows that have one', async () => {
    const table = tellingGaps(1200)
    const plain = mainOf(await fitted(table, false), 'value')
    const ignoring = mainOf(await fitted(table, true), 'value')
    expect(plain.scores[0]).toBeLessThan(-0.5)
    expect(ignoring.scores[0]).toBe(0)
    const mean = ignoring.scores.reduce((sum, score, bin) => sum + score * (ignoring.counts[bin] ?? 0), 0)
    expect(Math.abs(mean)).toBeLessThan(1e-9)
    const last = ignoring.scores.length - 2
    // The step between the two halves stays what it was: 2 in the log-odds, before shrinkage.
    expect(ignoring.scores[last]! - ignoring.scores[1]!).toBeGreaterThan(1)
  })

  test('a pair counts only where both attributes have a value', async () => {
    const table = crossedTable(900, 3)
    const model = await fitted(table, true)
    const pairs = model.terms.filter(({ features }) => features.length === 2)
    expect(pairs.length).toBeGreaterThan(0)
    const bins = binFeatures(model, table)
    const { bins: stored } = scoreTable(model, table)
    let empty = 0
    for (let row = 0; row < table.rows; row += 1) {
      const own = stored.subarray(row * model.terms.length, (row + 1) * model.terms.length)
      const { contributions } = contributionsOf(model, own)
      model.terms.forEach(({ features }, index) => {
        if (!features.some((feature) => bins[feature]![row] === 0)) return
        empty += 1
        expect(contributions[index] === 0).toBe(true)
      })
    }
    expect(empty).toBeGreaterThan(100)
  })

  test('baseline and contributions still give the log-odds, and the mean chance is the rate', async () => {
    const table = tellingGaps(1200)
    const model = await fitted(table, true)
    const { logit, probability, bins } = scoreTable(model, table)
    for (let row = 0; row < table.rows; row += 1) {
      const { baseline, contributions } = contributionsOf(model, bins.subarray(row * model.terms.length, (row + 1) * model.terms.length))
      expect(Math.abs(contributions.reduce((sum, value) => sum + value, baseline) - logit[row]!)).toBeLessThan(1e-9)
    }
    const mean = probability.reduce((sum, value) => sum + value, 0) / table.rows
    expect(Math.abs(mean - table.outcome.reduce((sum, value) => sum + value, 0) / table.rows)).toBeLessThan(0.02)
  })
})
