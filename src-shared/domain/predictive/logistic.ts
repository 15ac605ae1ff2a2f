import { encode, learnEncoding, type DesignMatrix, type Encoding } from './design-matrix.ts'
import type { FeatureTable, TrainingTable } from './feature-table.ts'
import { logLossOf, sigmoid } from './metrics.ts'
import { dealFolds } from './folds.ts'

/** Ridge logistic regression, the baseline that every model is shown beside. */
export interface LogisticModel {
  readonly encoding: Encoding
  /** Weight of each column of the encoding; column 0 is the intercept and is not penalised. */
  readonly weights: Float64Array
  /** Half of it times the squared weights is added to the summed log loss. */
  readonly penalty: number
}

const PENALTIES = [1, 3, 10, 30]

/** Fits on the given rows; the penalty is the one with the best log loss on a stratified fifth of them. */
export function fitLogistic(table: TrainingTable, rows: Int32Array, seed: number): LogisticModel {
  const encoding = learnEncoding(table, rows)
  const outcome = outcomesAt(table, rows)
  const folds = dealFolds(table, rows, 5, seed)
  const inner = rows.filter((_, at) => folds[at] !== 0)
  const aside = rows.filter((_, at) => folds[at] === 0)
  const innerMatrix = encode(encoding, table, inner)
  const asideMatrix = encode(encoding, table, aside)
  let penalty = PENALTIES[0] ?? 1
  let bestLoss = Number.POSITIVE_INFINITY
  let weights: Float64Array = new Float64Array(encoding.columns)
  for (const candidate of PENALTIES) {
    weights = solveRidge(innerMatrix, outcomesAt(table, inner), candidate, weights)
    const loss = logLossOf(multiply(asideMatrix, weights).map(sigmoid), outcomesAt(table, aside))
    if (loss < bestLoss) {
      bestLoss = loss
      penalty = candidate
    }
  }
  return { encoding, weights: solveRidge(encode(encoding, table, rows), outcome, penalty, weights), penalty }
}

/** Probability of each given row. */
export function predictLogistic(model: LogisticModel, table: FeatureTable, rows: Int32Array): Float64Array {
  return multiply(encode(model.encoding, table, rows), model.weights).map(sigmoid)
}

export function outcomesAt(table: TrainingTable, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => table.outcome[row] ?? 0)
}

/** When to stop: the share of the loss that a step must gain, and the share of its residual that a step's solution may leave. */
export interface Precision {
  readonly gain: number
  readonly residual: number
}

const EXACT: Precision = Object.freeze({ gain: 1e-7, residual: 1e-8 })

/** Weights that minimise log loss and half the penalty times their squares. Newton's method; each step by conjugate gradients on Hessian products, so that no dense matrix is built. */
export function solveRidge(matrix: DesignMatrix, outcome: Uint8Array, penalty: number, start: Float64Array, precision = EXACT): Float64Array {
  const ridge = new Float64Array(matrix.columns).fill(penalty)
  // The intercept is free; a trace of a penalty keeps the system regular.
  ridge[0] = 1e-6
  let weights = start.slice()
  let loss = lossAt(matrix, outcome, ridge, weights)
  for (let round = 0; round < 30; round += 1) {
    const probability = multiply(matrix, weights).map(sigmoid)
    const gradient = multiplyTransposed(matrix, probability.map((p, row) => p - outcome[row]!))
    for (let column = 0; column < gradient.length; column += 1) gradient[column]! += ridge[column]! * weights[column]!
    const step = conjugateGradients(matrix, probability.map((p) => p * (1 - p)), ridge, gradient, precision.residual)
    let scale = 1
    let next = weights.map((weight, column) => weight - step[column]!)
    let nextLoss = lossAt(matrix, outcome, ridge, next)
    while (nextLoss > loss && scale > 1e-4) {
      scale /= 2
      next = weights.map((weight, column) => weight - scale * step[column]!)
      nextLoss = lossAt(matrix, outcome, ridge, next)
    }
    if (nextLoss > loss) break
    const gained = loss - nextLoss
    weights = next
    loss = nextLoss
    if (gained < precision.gain * loss) break
  }
  return weights
}

/** Solves (XᵀWX + ridge) x = right by conjugate gradients with the diagonal as preconditioner. */
function conjugateGradients(matrix: DesignMatrix, weight: Float64Array, ridge: Float64Array, right: Float64Array, residualShare: number): Float64Array {
  const diagonal = ridge.slice()
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at += 1) diagonal[matrix.index[at]!]! += weight[row]! * matrix.value[at]! ** 2
  }
  const solution = new Float64Array(right.length)
  const residual = right.slice()
  let direction = residual.map((value, column) => value / diagonal[column]!)
  let energy = dot(residual, direction)
  const enough = energy * residualShare
  for (let round = 0; round < 200 && energy > enough; round += 1) {
    const image = multiplyTransposed(matrix, multiply(matrix, direction).map((value, row) => value * weight[row]!))
    for (let column = 0; column < image.length; column += 1) image[column]! += ridge[column]! * direction[column]!
    const length = energy / dot(direction, image)
    for (let column = 0; column < solution.length; column += 1) {
      solution[column]! += length * direction[column]!
      residual[column]! -= length * image[column]!
    }
    const scaled = residual.map((value, column) => value / diagonal[column]!)
    const nextEnergy = dot(residual, scaled)
    const keep = nextEnergy / energy
    direction = scaled.map((value, column) => value + keep * direction[column]!)
    energy = nextEnergy
  }
  return solution
}

function lossAt(matrix: DesignMatrix, outcome: Uint8Array, ridge: Float64Array, weights: Float64Array): number {
  const logits = multiply(matrix, weights)
  let loss = 0
  for (let row = 0; row < logits.length; row += 1) {
    const z = logits[row]!
    loss += Math.max(z, 0) - z * outcome[row]! + Math.log1p(Math.exp(-Math.abs(z)))
  }
  for (let column = 0; column < weights.length; column += 1) loss += 0.5 * ridge[column]! * weights[column]! ** 2
  return loss
}

export function multiply(matrix: DesignMatrix, vector: Float64Array): Float64Array {
  const { start, index, value } = matrix
  const result = new Float64Array(matrix.rows)
  for (let row = 0; row < matrix.rows; row += 1) {
    let sum = 0
    for (let at = start[row]!; at < start[row + 1]!; at += 1) sum += value[at]! * vector[index[at]!]!
    result[row] = sum
  }
  return result
}

function multiplyTransposed(matrix: DesignMatrix, vector: Float64Array): Float64Array {
  const { start, index, value } = matrix
  const result = new Float64Array(matrix.columns)
  for (let row = 0; row < matrix.rows; row += 1) {
    const factor = vector[row]!
    for (let at = start[row]!; at < start[row + 1]!; at += 1) result[index[at]!]! += value[at]! * factor
  }
  return result
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!
  return sum
}
