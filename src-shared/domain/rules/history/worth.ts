import { encode } from '#shared/domain/predictive/design-matrix'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { fitLogistic, multiply } from '#shared/domain/predictive/logistic'
import { NORMAL_95, sigmoid } from '#shared/domain/predictive/metrics'
import { invert } from './invert.ts'
import { FEWEST_FIRED, spreadOf, type JudgedGroup, type JudgedLeads } from './judged-leads.ts'

/** What one firing of a group is worth by history, in points of the card, with its 95 % interval. */
export interface Worth {
  readonly points: number
  readonly low: number
  readonly high: number
}

/** Worth by the place of the group; null where it fired, or did not, too seldom to tell, or where the card gives no points at all. */
export type Worths = readonly (Worth | null)[]

/**
 * What history says the groups are worth, all of them at once. The outcome is regressed on the firings of every group
 * (its contribution ÷ its points, so that caps and fading count as they do in the score) by ridge logistic regression;
 * the penalty is the one that predicts a stratified fifth of the rows best. The weights, in log-odds a firing, are then
 * all multiplied by one number, chosen such that the fitted scores of these rows spread (standard deviation) as far as
 * the given ones: the card keeps its scale, and what changes is how it is shared among the groups. Intervals are those
 * of the Laplace approximation, with the inverse of the penalised Hessian as covariance (le Cessie and van Houwelingen 1992).
 *
 * `rows` are places in the arrays of `leads`; `seed` deals the fold for the penalty.
 */
export function worthOf(leads: JudgedLeads, rows: Int32Array, seed: number): Worths {
  const { groups } = leads
  const firings = groups.map(firingsOf)
  const varies = groups.map((_group, at) => rows.some((row) => firings[at]![row] !== firings[at]![rows[0] ?? 0]))
  const used = groups.map((_group, at) => at).filter((at) => varies[at] === true)
  if (used.length === 0) return groups.map(() => null)
  const table = tableOf(leads, firings)
  const model = fitLogistic({ ...table, features: used.map((at) => table.features[at]!) }, rows, seed)
  const encoders = model.encoding.encoders.map((encoder) => (encoder.kind === 'numeric' ? { column: encoder.column, deviation: encoder.deviation } : { column: 0, deviation: 1 }))
  const weights = encoders.map(({ column, deviation }) => (model.weights[column] ?? 0) / deviation)
  const totals = (of: (index: number) => number): Float64Array => Float64Array.from(rows, (row) => used.reduce((total, at, index) => total + of(index) * firings[at]![row]!, 0))
  const fitted = spreadOf(totals((index) => weights[index]!))
  const given = spreadOf(totals((index) => groups[used[index]!]!.given))
  if (fitted === 0 || given === 0) return groups.map(() => null)
  const scale = given / fitted
  const errors = errorsOf(model, { ...table, features: used.map((at) => table.features[at]!) }, rows, encoders)
  return groups.map((group, at) => {
    const index = used.indexOf(at)
    if (index < 0 || !isEnough(group, rows)) return null
    const points = weights[index]! * scale
    const half = NORMAL_95 * errors[index]! * scale
    return { points, low: points - half, high: points + half }
  })
}

/** Firings of each lead: whole numbers where neither cap nor fading takes something away. */
export function firingsOf({ points, given }: JudgedGroup): Float64Array {
  return points.map((value) => (given === 0 ? 0 : value / given))
}

/** Whether it fired, and did not, in at least twenty of the rows. */
export function isEnough({ counts }: JudgedGroup, rows: Int32Array): boolean {
  let fired = 0
  for (const row of rows) if (counts[row]! > 0) fired += 1
  return fired >= FEWEST_FIRED && rows.length - fired >= FEWEST_FIRED
}

function tableOf(leads: JudgedLeads, firings: readonly Float64Array[]): TrainingTable {
  const unknown = new Float64Array(leads.ids.length).fill(Number.NaN)
  return {
    rows: leads.ids.length, recordIds: leads.ids, asOf: unknown, closedAt: unknown, outcome: leads.outcome,
    features: leads.groups.map(({ groupId, label }, at) => ({ kind: 'numeric', name: groupId, label, origin: 'record', values: firings[at]! })),
  }
}

/** Standard errors of the weights in their own units, from the inverse of the penalised Hessian over the constant and the groups. */
function errorsOf(model: ReturnType<typeof fitLogistic>, table: TrainingTable, rows: Int32Array, encoders: readonly { readonly column: number; readonly deviation: number }[]): number[] {
  const matrix = encode(model.encoding, table, rows)
  const variances = multiply(matrix, model.weights).map((logit) => sigmoid(logit) * (1 - sigmoid(logit)))
  const placeOf = new Map([[0, 0], ...encoders.map(({ column }, index): [number, number] => [column, index + 1])])
  const size = encoders.length + 1
  const hessian = Array.from({ length: size }, () => new Float64Array(size))
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let one = matrix.start[row]!; one < matrix.start[row + 1]!; one += 1) {
      const at = placeOf.get(matrix.index[one]!) ?? 0
      for (let other = matrix.start[row]!; other < matrix.start[row + 1]!; other += 1) {
        hessian[at]![placeOf.get(matrix.index[other]!) ?? 0]! += variances[row]! * matrix.value[one]! * matrix.value[other]!
      }
    }
  }
  for (let at = 1; at < size; at += 1) hessian[at]![at]! += model.penalty
  const inverse = invert(hessian)
  return encoders.map(({ deviation }, index) => Math.sqrt(Math.max(0, inverse[index + 1]![index + 1]!)) / deviation)
}
