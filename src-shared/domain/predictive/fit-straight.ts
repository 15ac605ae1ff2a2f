import type { BagColumn, BagData } from './bag-data.ts'
import type { DesignMatrix } from './design-matrix.ts'
import { multiply, solveRidge, type Precision } from './logistic.ts'

/** Strong penalties first: each solution is a good start for the next. */
const PENALTIES = [100, 30, 10, 3]
/** Enough for one part of a mixture. */
const ROUGH: Precision = Object.freeze({ gain: 1e-6, residual: 1e-5 })

export interface StraightFit {
  /** Log-odds by bin of each column, from its weights. */
  readonly scores: readonly Float64Array[]
  readonly intercept: number
  /** Mean log loss of the rows kept aside, in nats. */
  readonly loss: number
}

/** What one bin puts into the design matrix: a column of it and a value. */
interface BinCode {
  readonly columns: Int32Array
  readonly values: Float64Array
}

/**
 * Ridge logistic regression on the bag's bins: a number counts by the mean rank of its bin, scaled to [-1, 1], so that
 * a monotone transform changes nothing; missing values and frequent categories have a weight of their own, rare ones
 * share one. The penalty is lowered for as long as that lowers the loss on the rows kept aside.
 */
export function fitStraight(data: BagData): StraightFit {
  let width = 1
  const codes = data.columns.map((column) => {
    const code = codeBins(column, width)
    width = code.columns.reduce((most, at) => Math.max(most, at + 1), width)
    return code
  })
  const train = matrixOf(data, codes, width, 'trainBins', data.trainCount)
  const valid = matrixOf(data, codes, width, 'validBins', data.validCount)
  let weights: Float64Array = new Float64Array(width)
  let best = { weights, loss: Number.POSITIVE_INFINITY }
  for (const penalty of PENALTIES) {
    weights = solveRidge(train, data.outcome, penalty, weights, ROUGH)
    const loss = meanLoss(multiply(valid, weights), data.validPositives)
    if (loss >= best.loss) break
    best = { weights, loss }
  }
  const scores = codes.map(({ columns, values }) => Float64Array.from(columns, (column, bin) => values[bin]! * (best.weights[column] ?? 0)))
  return { scores, intercept: best.weights[0] ?? 0, loss: best.loss }
}

const RARE = 5

function codeBins({ binCount, nominal, counts }: BagColumn, first: number): BinCode {
  const values = new Float64Array(binCount)
  const columns = new Int32Array(binCount).fill(first)
  const last = binCount - 1
  if (nominal) {
    // The first weight is shared by rare and unseen values; bins without training rows keep no value.
    let next = first + 1
    for (let bin = 0; bin < binCount; bin += 1) {
      values[bin] = 1
      if (bin < last && counts[bin]! >= RARE) {
        columns[bin] = next
        next += 1
      }
    }
    return { columns, values }
  }
  let below = 0
  let total = 0
  for (let bin = 1; bin < last; bin += 1) total += counts[bin]!
  for (let bin = 1; bin < last; bin += 1) {
    values[bin] = (2 * below + counts[bin]!) / total - 1
    below += counts[bin]!
  }
  columns[0] = first + 1
  values[0] = 1
  return { columns, values }
}

function matrixOf(data: BagData, codes: readonly BinCode[], width: number, key: 'trainBins' | 'validBins', rows: number): DesignMatrix {
  const perRow = codes.length + 1
  const start = Int32Array.from({ length: rows + 1 }, (_, row) => row * perRow)
  const index = new Int32Array(rows * perRow)
  const value = new Float64Array(rows * perRow)
  for (let row = 0; row < rows; row += 1) value[row * perRow] = 1
  codes.forEach(({ columns, values }, place) => {
    const bins = data.columns[place]![key]
    for (let row = 0, at = place + 1; row < rows; row += 1, at += perRow) {
      index[at] = columns[bins[row]!]!
      value[at] = values[bins[row]!]!
    }
  })
  return { rows, columns: width, start, index, value }
}

/** The first rows are the positive ones. */
function meanLoss(logits: Float64Array, positives: number): number {
  let sum = 0
  for (let row = 0; row < logits.length; row += 1) sum += Math.log1p(Math.exp(row < positives ? -logits[row]! : logits[row]!))
  return sum / logits.length
}
