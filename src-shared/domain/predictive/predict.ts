import { binColumn, type FeatureBinning } from './binning.ts'
import type { Feature, FeatureTable } from './feature-table.ts'
import { logitOf, sigmoid } from './metrics.ts'
import { baselineOf, pairBinCount, type EbmModel } from './model.ts'

/** Scores of a table; all arrays but `bins` have one entry a row. */
export interface TableScores {
  /** Bin of each term, rows × terms, row by row. */
  readonly bins: Uint16Array
  /** Calibrated log-odds. */
  readonly logit: Float64Array
  /** Calibrated probability, unrounded. */
  readonly probability: Float64Array
  /** 100·σ(logit − logit π), unrounded: 50 is a record of average chance. */
  readonly score: Float64Array
}

/** Score of calibrated log-odds under the prior rate π. */
export function scoreOfLogit(logit: number, priorRate: number): number {
  return 100 * sigmoid(logit - logitOf(priorRate))
}

/** Scores every row by table lookup. Attributes are found by name; one that the table lacks counts as missing. */
export function scoreTable(model: EbmModel, table: FeatureTable): TableScores {
  return scoreColumns(model, binFeatures(model, table), table.rows)
}

/** Bin of each row for each feature of the model. */
export function binFeatures(model: EbmModel, table: FeatureTable): Uint16Array[] {
  const byName = new Map(table.features.map((feature) => [feature.name, feature]))
  return model.features.map(({ name, binning }) => {
    const feature = byName.get(name)
    return feature === undefined ? new Uint16Array(table.rows) : binColumn(fitKind(feature, binning), binning)
  })
}

/** An attribute that changed its kind since training is read as the model knows it: numbers as text, text as numbers. */
function fitKind(feature: Feature, binning: FeatureBinning): Feature {
  if (feature.kind === binning.kind) return feature
  const { name, label, origin } = feature
  if (feature.kind === 'category') {
    const parsed = feature.categories.map((text) => (text.trim() === '' ? Number.NaN : Number(text)))
    return { kind: 'numeric', name, label, origin, values: Float64Array.from(feature.codes, (code) => parsed[code] ?? Number.NaN) }
  }
  const codeOf = new Map<number, number>()
  for (const value of feature.values) if (Number.isFinite(value) && !codeOf.has(value)) codeOf.set(value, codeOf.size)
  return { kind: 'category', name, label, origin, categories: [...codeOf.keys()].map(String), codes: Int32Array.from(feature.values, (value) => codeOf.get(value) ?? -1) }
}

const BLOCK = 4096

/** Scores rows whose features are already binned (one array of length `rows` a feature). */
export function scoreColumns(model: EbmModel, columns: readonly Uint16Array[], rows: number): TableScores {
  const width = model.terms.length
  const bins = new Uint16Array(rows * width)
  const logit = new Float64Array(rows).fill(baselineOf(model))
  const tables = contributionTables(model)
  const terms = model.terms.map((term, index) => ({ table: tables[index] ?? new Float64Array(0), column: termColumn(model, term.features, columns, rows), index }))
  // Blocks of rows keep the rows under way in the processor's cache while the terms pass over them.
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK)
    for (const { table, column, index } of terms) addTerm(table, column, logit, bins, from, to, width, index)
  }
  const probability = new Float64Array(rows)
  const score = new Float64Array(rows)
  const odds = Math.exp(-logitOf(model.priorRate))
  for (let row = 0; row < rows; row += 1) {
    const against = Math.exp(-logit[row]!)
    probability[row] = 1 / (1 + against)
    score[row] = 100 / (1 + against / odds)
  }
  return { bins, logit, probability, score }
}

function addTerm(table: Float64Array, column: Uint16Array, logit: Float64Array, bins: Uint16Array, from: number, to: number, width: number, index: number): void {
  for (let row = from, at = from * width + index; row < to; row += 1, at += width) {
    const bin = column[row]!
    bins[at] = bin
    logit[row]! += table[bin]!
  }
}

/** slope × score of each bin, one array a term. */
function contributionTables(model: EbmModel): Float64Array[] {
  return model.terms.map((term) => Float64Array.from(term.scores, (score) => model.calibration.slope * score))
}

/** Bins of a term: its feature's own, or row-major positions in the tensor over the pair bins of several. */
function termColumn(model: EbmModel, features: readonly number[], columns: readonly Uint16Array[], rows: number): Uint16Array {
  const [first = 0] = features
  if (features.length === 1) return columns[first] ?? new Uint16Array(rows)
  const joint = new Uint16Array(rows)
  for (const index of features) {
    const feature = model.features[index]
    const column = columns[index]
    if (feature === undefined || column === undefined) continue
    const size = pairBinCount(feature)
    const map = Uint16Array.from(feature.pairBins ?? { length: size }, (bin: number | undefined, at) => bin ?? at)
    for (let row = 0; row < rows; row += 1) joint[row] = joint[row]! * size + map[column[row]!]!
  }
  return joint
}

/** What each term adds to one record's calibrated log-odds; baseline + Σ contributions is their sum. */
export interface Contributions {
  readonly baseline: number
  readonly contributions: Float64Array
}

/** `binsRow` has one bin a term, as in `TableScores.bins`. */
export function contributionsOf(model: EbmModel, binsRow: Uint16Array): Contributions {
  const contributions = Float64Array.from(model.terms, (term, index) => model.calibration.slope * (term.scores[binsRow[index] ?? 0] ?? 0))
  return { baseline: baselineOf(model), contributions }
}

/** The way from the baseline score to the score, in points. */
export interface Waterfall {
  readonly baselineScore: number
  readonly score: number
  /** One bar a term; baselineScore + Σ points = score. */
  readonly points: Float64Array
}

export function waterfallOf(model: EbmModel, { baseline, contributions }: Contributions): Waterfall {
  const sum = contributions.reduce((total, value) => total + value, 0)
  const baselineScore = scoreOfLogit(baseline, model.priorRate)
  const score = scoreOfLogit(baseline + sum, model.priorRate)
  // Near zero the quotient loses its digits; its limit, the slope of the score, does not.
  const limit = (baselineScore * (100 - baselineScore)) / 100
  const perUnit = sum === 0 ? 0 : Math.abs(sum) < 1e-6 ? limit : (score - baselineScore) / sum
  return { baselineScore, score, points: contributions.map((value) => value * perUnit) }
}
