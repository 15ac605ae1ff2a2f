import type { BagData } from './bag-data.ts'
import type { Term } from './term.ts'

/**
 * Where each row of a bag stands. Odds are multiplied by e^δ of the row's bin at each step, so that no step
 * takes an exponential a row; the validation loss is the logarithm of a running product of (1 + odds).
 */
export interface BagRows {
  /** Odds of each training row. */
  readonly odds: Float64Array
  /** Probability of each training row, odds / (1 + odds). */
  readonly probability: Float64Array
  /** Odds against each row's own outcome, length validCount: 1/odds for the positives, which come first. */
  readonly validAgainst: Float64Array
  readonly validPositives: number
  readonly trainPositives: number
  /** Sums over all training rows: probabilities, and p·(1−p). */
  totalP: number
  totalH: number
}

/** All rows at the bag's base rate; its log-odds are the bag's intercept. */
export function startRows(data: BagData): { rows: BagRows; intercept: number; loss: number } {
  const { trainCount, trainPositives, validCount, validPositives } = data
  const odds = trainPositives / (trainCount - trainPositives)
  const probability = trainPositives / trainCount
  const rows: BagRows = {
    odds: new Float64Array(trainCount).fill(odds),
    probability: new Float64Array(trainCount).fill(probability),
    validAgainst: new Float64Array(validCount).fill(1 / odds, 0, validPositives).fill(odds, validPositives),
    validPositives,
    trainPositives,
    totalP: trainPositives,
    totalH: trainCount * probability * (1 - probability),
  }
  return { rows, intercept: Math.log(odds), loss: validLoss(rows) }
}

/** Puts all rows where main effects (one array a column) and intercept place them. */
export function restoreRows(rows: BagRows, data: BagData, scores: readonly Float64Array[], intercept: number): void {
  const { odds, probability, validAgainst, validPositives } = rows
  odds.fill(intercept)
  validAgainst.fill(intercept)
  data.columns.forEach(({ trainBins, validBins }, index) => {
    const own = scores[index]!
    for (let row = 0; row < odds.length; row += 1) odds[row]! += own[trainBins[row]!]!
    for (let row = 0; row < validAgainst.length; row += 1) validAgainst[row]! += own[validBins[row]!]!
  })
  rows.totalP = 0
  rows.totalH = 0
  for (let row = 0; row < odds.length; row += 1) {
    const here = Math.exp(odds[row]!)
    const p = here / (1 + here)
    odds[row] = here
    probability[row] = p
    rows.totalP += p
    rows.totalH += p - p * p
  }
  for (let row = 0; row < validAgainst.length; row += 1) validAgainst[row] = Math.exp(row < validPositives ? -validAgainst[row]! : validAgainst[row]!)
}

/** Sums probabilities and hessians by bin of one term, reading only the rows outside its fullest bin where these are few. */
export function fillHistogram(rows: BagRows, term: Term): void {
  const { sumP, sumH, column } = term
  const { probability } = rows
  sumP.fill(0)
  sumH.fill(0)
  if (column.sparse === null) {
    const bins = column.trainBins
    for (let row = 0; row < bins.length; row += 1) {
      const bin = bins[row]!
      const p = probability[row]!
      sumP[bin]! += p
      sumH[bin]! += p - p * p
    }
    return
  }
  const { rows: listed, bins } = column.sparse
  let p1 = 0
  let h1 = 0
  for (let at = 0; at < bins.length; at += 1) {
    const bin = bins[at]!
    const p = probability[listed[at]!]!
    const h = p - p * p
    sumP[bin]! += p
    sumH[bin]! += h
    p1 += p
    h1 += h
  }
  sumP[column.modeBin] = rows.totalP - p1
  sumH[column.modeBin] = rows.totalH - h1
}

/** Applies the step that stands in the term's `factor` and `inverse` to all training rows. */
export function moveTrainRows(rows: BagRows, term: Term): void {
  const { odds, probability } = rows
  const { factor } = term
  const bins = term.column.trainBins
  let total = 0
  let totalH = 0
  for (let row = 0; row < bins.length; row += 1) {
    const moved = odds[row]! * factor[bins[row]!]!
    const p = moved / (1 + moved)
    odds[row] = moved
    probability[row] = p
    total += p
    totalH += p - p * p
  }
  rows.totalP = total
  rows.totalH = totalH
}

/** Applies the step to the validation rows and returns their mean log loss in nats. */
export function moveValidRows(rows: BagRows, term: Term): number {
  const { validAgainst, validPositives } = rows
  const { factor, inverse } = term
  const bins = term.column.validBins
  let loss = 0
  let product = 1
  for (let row = 0; row < bins.length; row += 1) {
    const step = row < validPositives ? inverse : factor
    const against = validAgainst[row]! * step[bins[row]!]!
    validAgainst[row] = against
    product *= 1 + against
    if (product > 1e200) {
      loss += Math.log(product)
      product = 1
    }
  }
  return (loss + Math.log(product)) / bins.length
}

/** Mean log loss of the validation rows as they stand. */
export function validLoss(rows: BagRows): number {
  let loss = 0
  for (const against of rows.validAgainst) loss += Math.log1p(against)
  return loss / rows.validAgainst.length
}
