import { sigmoid } from './metrics.ts'

/**
 * What is left of an outcome once a logistic regression on what is known of the rows has had its say. All arrays have one
 * entry a row, but `factor`.
 */
export interface Remainder {
  /** Outcome less its chance. */
  readonly residual: Float64Array
  /** chance × (1 − chance). */
  readonly weight: Float64Array
  /** What was known, a constant 1 first, each of the others with mean 0 and deviation 1. */
  readonly known: readonly Float64Array[]
  /** Lower triangle of the Cholesky factor of the information matrix of what was known. */
  readonly factor: readonly Float64Array[]
}

const ROUNDS = 25
/** Share of its own size below which a column counts as made of the ones before it. */
const SAME = 1e-9
/** Rows that a value needs for a part of its own, in chance × (1 − chance) summed: ten at even odds. */
const LEAST_WEIGHT = 2.5

/** Fits the outcome (0 or 1 a row) to the given columns by Newton's method; columns that do not vary count for nothing. */
export function remainderOf(outcome: Uint8Array, columns: readonly Float64Array[]): Remainder {
  const known = [new Float64Array(outcome.length).fill(1), ...columns.flatMap((column) => standardised(column) ?? [])]
  const weights = new Float64Array(known.length)
  let chances = new Float64Array(outcome.length).fill(0.5)
  let factor: Float64Array[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const weight = chances.map((chance) => chance * (1 - chance))
    factor = cholesky(known.map((one) => Float64Array.from(known, (other) => dot(one, other, weight))))
    const gradient = Float64Array.from(known, (column) => column.reduce((sum, value, row) => sum + value * (outcome[row]! - chances[row]!), 0))
    const step = solveBack(factor, solveForward(factor, gradient))
    // A step of more than five log-odds overshoots; where the columns tell the outcome apart entirely there is no end.
    const scale = Math.min(1, 5 / Math.max(...step.map(Math.abs), 1e-12))
    step.forEach((part, at) => (weights[at]! += scale * part))
    chances = chances.map((_, row) => sigmoid(known.reduce((sum, column, at) => sum + weights[at]! * column[row]!, 0)))
    if (step.every((part) => Math.abs(part) < 1e-8)) break
  }
  return { residual: chances.map((chance, row) => outcome[row]! - chance), weight: chances.map((chance) => chance * (1 - chance)), known, factor }
}

/**
 * Probability that values without any effect beside what is known would differ in the outcome as much as these: Rao's score
 * test for all of them together. `codes` has a value's number a row, under 0 for none of them. Values of too few rows count
 * with the most frequent one; 1 where no other is left.
 */
export function chanceOfValues({ residual, weight, known, factor }: Remainder, codes: ArrayLike<number>): number {
  const size = Array.from(codes).reduce((most, code) => Math.max(most, code + 1), 0)
  const information = new Float64Array(size)
  weight.forEach((own, row) => codes[row]! >= 0 && (information[codes[row]!]! += own))
  const usual = information.indexOf(Math.max(...information))
  const tested = [...information.keys()].filter((code) => code !== usual && information[code]! >= LEAST_WEIGHT)
  if (tested.length === 0) return 1
  const place = new Int32Array(size).fill(-1)
  tested.forEach((code, at) => (place[code] = at))
  const score = new Float64Array(tested.length)
  const shared = tested.map(() => new Float64Array(known.length))
  residual.forEach((own, row) => {
    const at = codes[row]! < 0 ? -1 : place[codes[row]!]!
    if (at < 0) return
    score[at]! += own
    known.forEach((column, index) => (shared[at]![index]! += weight[row]! * column[row]!))
  })
  const explained = shared.map((column) => solveForward(factor, column))
  const variance = tested.map((code, one) => Float64Array.from(tested, (_, other) => (one === other ? information[code]! : 0) - dot(explained[one]!, explained[other]!)))
  const root = cholesky(variance)
  const statistic = solveForward(root, score).reduce((sum, value) => sum + value * value, 0)
  return chiSquareTail(statistic, root.filter((row, at) => row[at]! > 0).length)
}

/** How far numbers rise with the outcome beside what is known, in standard errors of the score test; 0 where they are made of what is known. */
export function riseOf(remainder: Remainder, values: Float64Array): number {
  const apart = apartFrom(remainder, values)
  const variance = dot(apart, apart, remainder.weight)
  return variance <= SAME * dot(values, values, remainder.weight) ? 0 : dot(apart, remainder.residual) / Math.sqrt(variance)
}

/**
 * Probability that numbers without any effect beside what is known would rise with the outcome as much as these. Rows of one
 * group may have more in common than what is known says, so the standard error is that of the groups' own scores (Liang and
 * Zeger 1986) where it is the larger one. `groups` has a group's number a row.
 */
export function chanceOfRise(remainder: Remainder, values: Float64Array, groups: ArrayLike<number>): number {
  const apart = apartFrom(remainder, values)
  const scores = new Map<number, number>()
  apart.forEach((value, row) => scores.set(groups[row]!, (scores.get(groups[row]!) ?? 0) + value * remainder.residual[row]!))
  const total = [...scores.values()].reduce((sum, score) => sum + score, 0)
  const spread = Math.sqrt([...scores.values()].reduce((sum, score) => sum + score * score, 0))
  return spread === 0 ? 1 : Math.max(normalTail(riseOf(remainder, values)), normalTail(total / spread))
}

/** The values less what the known columns say of them. */
function apartFrom({ weight, known, factor }: Remainder, values: Float64Array): Float64Array {
  const shares = solveBack(factor, solveForward(factor, Float64Array.from(known, (column) => dot(column, values, weight))))
  return values.map((value, row) => known.reduce((rest, column, at) => rest - shares[at]! * column[row]!, value))
}

/** Upper tail of the χ² distribution by the cube root of Wilson and Hilferty (1931), within a tenth of itself from 0.001 up; 1 without degrees of freedom. */
export function chiSquareTail(value: number, freedom: number): number {
  if (freedom === 0) return 1
  const spread = 2 / (9 * freedom)
  return normalTail((Math.cbrt(value / freedom) - 1 + spread) / Math.sqrt(spread))
}

/** Upper tail of the standard normal distribution, within 8e-8 (Abramowitz and Stegun 26.2.17). */
export function normalTail(value: number): number {
  if (value < 0) return 1 - normalTail(-value)
  const t = 1 / (1 + 0.2316419 * value)
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (polynomial * Math.exp((-value * value) / 2)) / Math.sqrt(2 * Math.PI)
}

function standardised(column: Float64Array): Float64Array | null {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length
  const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length)
  return deviation > SAME * Math.abs(mean) && deviation > 0 ? column.map((value) => (value - mean) / deviation) : null
}

function dot(one: Float64Array, other: Float64Array, weight?: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]! * (weight === undefined ? 1 : weight[at]!)
  return sum
}

/** Lower triangle L with LLᵀ = matrix; a row that depends on those before it is zero. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const factor = matrix.map((row) => new Float64Array(row.length))
  matrix.forEach((row, at) => {
    for (let column = 0; column <= at; column += 1) {
      let rest = row[column]!
      for (let before = 0; before < column; before += 1) rest -= factor[at]![before]! * factor[column]![before]!
      const pivot = factor[column]![column]!
      if (column < at) factor[at]![column] = pivot === 0 ? 0 : rest / pivot
      else factor[at]![at] = rest > SAME * row[at]! ? Math.sqrt(rest) : 0
    }
  })
  return factor
}

/** x with Lx = right; 0 where the factor has no row. */
function solveForward(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length)
  factor.forEach((row, at) => {
    let rest = right[at]!
    for (let before = 0; before < at; before += 1) rest -= row[before]! * solution[before]!
    solution[at] = row[at] === 0 ? 0 : rest / row[at]!
  })
  return solution
}

/** x with Lᵀx = right; 0 where the factor has no row. */
function solveBack(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length)
  for (let at = factor.length - 1; at >= 0; at -= 1) {
    let rest = right[at]!
    for (let after = at + 1; after < factor.length; after += 1) rest -= factor[after]![at]! * solution[after]!
    solution[at] = factor[at]![at] === 0 ? 0 : rest / factor[at]![at]!
  }
  return solution
}
