import { test } from 'vitest'
import { binCountOf, type FeatureBinning } from '#shared/domain/predictive/binning'
import type { Feature } from '#shared/domain/predictive/feature-table'
import { pairBinCount, type EbmModel, type ModelFeature, type ModelTerm } from '#shared/domain/predictive/model'
import { modelSql } from '#shared/domain/predictive/model-sql'
import { scoreTable } from '#shared/domain/predictive/predict'
import { createRandom, type Random } from '#shared/lib/random'
import { expectProbabilities, inEachEngine, tableSql } from '../../../support/sql-engines.ts'

const ROWS = 300
const WORDS = ['Finance', "O'Brien", 'tab\tor "quote"', 'Größe', 'back\\slash', '100 %']

interface Case {
  readonly model: EbmModel
  readonly columns: readonly Feature[]
  /** One array a record, in the order of the model's attributes. */
  readonly records: readonly (readonly (number | string | null)[])[]
}

/** A model of four attributes and two pairs whose numbers are drawn, and records that lie on its cuts, between them, outside and nowhere. */
function randomCase(random: Random): Case {
  const drawn = (): number => (random.next() - 0.5) * 10 ** (random.below(5) - 2)
  const cuts = (): number[] => [...new Set(Array.from({ length: 1 + random.below(40) }, drawn))].sort((a, b) => a - b)
  const features = [0, 1, 2, 3].map((index): ModelFeature => {
    const binning: FeatureBinning = index % 2 === 0 ? { kind: 'numeric', cuts: cuts() } : { kind: 'category', categories: WORDS.slice(0, 2 + random.below(5)) }
    const bins = binCountOf(binning)
    const coarse = random.below(2) === 0 ? null : Array.from({ length: bins }, (_, bin) => Math.floor((bin * Math.min(bins, 4)) / bins))
    return { name: `lead.${index === 3 ? 'odd "name"' : `a${index}`}`, label: `A${index}`, origin: 'record', kind: binning.kind, unit: null, binning, pairBins: coarse }
  })
  const term = (...indexes: number[]): ModelTerm => {
    const own = indexes.map((index) => features[index]!)
    const length = own.length === 1 ? binCountOf(own[0]!.binning) : own.reduce((product, feature) => product * pairBinCount(feature), 1)
    let score = 0
    const scores = Array.from({ length }, () => (score = random.below(3) === 0 ? score : drawn()))
    const zeros = scores.map(() => 0)
    return { features: indexes, scores, deviations: zeros, counts: zeros, positives: zeros }
  }
  const model: EbmModel = {
    format: 'sextant-ebm', version: 2, features, terms: [term(0), term(1), term(2), term(3), term(0, 1), term(2, 3)],
    intercept: drawn(), calibration: { slope: 0.1 + random.next(), intercept: drawn() }, priorRate: 0.3,
    trainedOn: { rows: 1, positives: 1, from: null, to: null, trainedAt: 0, seed: 1, bags: 1 },
  }
  const value = ({ binning }: ModelFeature): number | string | null => {
    if (random.below(6) === 0) return null
    if (binning.kind === 'category') return random.below(5) === 0 ? 'never seen' : WORDS[random.below(WORDS.length)]!
    return random.below(2) === 0 ? (binning.cuts[random.below(binning.cuts.length)] ?? 0) : drawn()
  }
  const records = Array.from({ length: ROWS }, () => features.map(value))
  const columns = features.map((feature, index): Feature => {
    const { name, label, origin } = feature
    const values = records.map((record) => record[index] ?? null)
    if (feature.kind === 'numeric') return { name, label, origin, kind: 'numeric', values: Float64Array.from(values, (each) => (typeof each === 'number' ? each : Number.NaN)) }
    const categories = [...new Set(values.filter((each) => typeof each === 'string'))]
    return { name, label, origin, kind: 'category', categories, codes: Int32Array.from(values, (each) => (typeof each === 'string' ? categories.indexOf(each) : -1)) }
  })
  return { model, columns, records }
}

inEachEngine('a model written out as SQL', (engine) => {
  test(`${engine.dialect} gives the application's probabilities to within 1e-9`, async () => {
    const random = createRandom(20261121)
    for (let round = 0; round < 12; round += 1) {
      const { model, columns, records } = randomCase(random)
      const expected = scoreTable(model, { rows: ROWS, recordIds: Float64Array.from({ length: ROWS }, (_, id) => id), asOf: new Float64Array(ROWS), features: columns }).probability
      const filled = tableSql('records', model.features.map(({ name, kind }) => ({ name, text: kind === 'category' })), records.map((record, id) => [id, ...record]), engine)
      const select = `SELECT probability FROM (${modelSql(model, { dialect: engine.dialect, table: 'records', idColumn: 'id' })}) AS scored ORDER BY id`
      expectProbabilities(await engine.run(filled, select), expected)
    }
  })
})
