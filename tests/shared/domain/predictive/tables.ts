import { createRandom } from '#shared/lib/random'
import type { CategoryFeature, NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'

export function numeric(name: string, values: readonly number[]): NumericFeature {
  return { kind: 'numeric', name, label: name, origin: 'record', values: Float64Array.from(values) }
}

/** Null is missing. */
export function category(name: string, values: readonly (string | null)[]): CategoryFeature {
  const categories = [...new Set(values.filter((value) => value !== null))]
  return { kind: 'category', name, label: name, origin: 'record', categories, codes: Int32Array.from(values, (value) => (value === null ? -1 : categories.indexOf(value))) }
}

/**
 * Leads with known effects: industry (Finance +1.2, Retail −1.2), visits (a step of +1.5 above 5), a column of noise,
 * a constant one; some values missing. Closed one an hour.
 */
export function madeTable(rows: number, seed: number): TrainingTable {
  const random = createRandom(seed)
  const industries = ['Finance', 'Retail', 'Software']
  const industry: (string | null)[] = []
  const visits: number[] = []
  const noise: number[] = []
  const outcome: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const name = random.next() < 0.1 ? null : (industries[random.below(3)] ?? null)
    const count = random.next() < 0.1 ? Number.NaN : random.below(12)
    const logit = -0.6 + (name === 'Finance' ? 1.2 : name === 'Retail' ? -1.2 : 0) + (count > 5 ? 1.5 : 0)
    industry.push(name)
    visits.push(count)
    noise.push(random.next())
    outcome.push(random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0)
  }
  return {
    rows,
    recordIds: Float64Array.from(outcome, (_, row) => 1000 + row),
    asOf: Float64Array.from(outcome, (_, row) => row * 3.6e6),
    closedAt: Float64Array.from(outcome, (_, row) => row * 3.6e6),
    outcome: Uint8Array.from(outcome),
    features: [category('industry', industry), numeric('visits', visits), numeric('noise', noise), category('constant', outcome.map(() => 'x'))],
  }
}

/** Records whose outcome hangs on whether two numbers lie on the same side, and on a number in one segment only; some values are missing. */
export function crossedTable(rows: number, seed: number): TrainingTable {
  const random = createRandom(seed)
  const number = (): number[] => Array.from({ length: rows }, () => (random.next() < 0.05 ? Number.NaN : random.next()))
  const a = number()
  const b = number()
  const c = number()
  const segment = Array.from({ length: rows }, () => (random.next() < 0.1 ? null : ['small', 'middle', 'large'][random.below(3)]!))
  const outcome = Uint8Array.from(a, (_, row) => {
    const logit = (a[row]! > 0.5 === b[row]! > 0.5 ? 1.5 : -1.5) + (segment[row] === 'large' ? 4 * ((c[row]! || 0.5) - 0.5) : 0)
    return random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  return { ...madeTable(rows, seed), outcome, features: [numeric('a', a), numeric('b', b), numeric('c', c), category('segment', segment)] }
}
