import type { CategoryFeature, Feature, NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { createRandom, type Random } from '#shared/lib/random'

/** Generated records whose log-odds are known. */
export interface MadeSet {
  readonly name: string
  /** What is in it, in words. */
  readonly about: string
  readonly table: TrainingTable
  /** True probability of each row: no model can do better. */
  readonly truth: Float64Array
}

type LogOdds = (at: { readonly number: (index: number) => number; readonly text: (index: number) => number }) => number

interface Recipe {
  readonly name: string
  readonly about: string
  readonly rows: number
  /** Columns of numbers, uniform in [0, 1), and of categories with so many values, the first ones more frequent. */
  readonly numbers: number
  readonly categories: readonly number[]
  readonly missing: number
  /** Log-odds of a row; a missing number reads as NaN, a missing category as -1. */
  readonly logOdds: LogOdds
}

/** NaN, the mark of a missing number, counts as nothing. */
const known = (effect: number): number => (Number.isNaN(effect) ? 0 : effect)
const additive: LogOdds = ({ number, text }) =>
  known(3 * (number(0) - 0.5)) + (number(1) > 0.7 ? 1.2 : -0.4) + known(6 * (number(2) - 0.5) ** 2 - 0.5) + known(Math.sin(6 * number(3))) + [0.9, -0.6, 0.2, -1, 0.5, 0][Math.max(0, text(0)) % 6]! + (Number.isNaN(number(4)) ? 0.7 : 0)
const crossed: LogOdds = ({ number, text }) =>
  (number(0) > 0.5 === number(1) > 0.5 ? 1 : -1) + known(8 * (number(2) - 0.5) * (number(3) - 0.5)) + (text(0) === 0 && number(4) > 0.4 ? 1.5 : 0) + (text(0) === text(1) ? 1 : -0.3) + known(2 * (number(5) - 0.5))

const RECIPES: readonly Recipe[] = [
  { name: 'additive', about: 'eight effects, no interaction', rows: 4000, numbers: 8, categories: [6, 12], missing: 0.05, logOdds: additive },
  { name: 'interactions', about: 'four pairs and one effect of its own', rows: 6000, numbers: 8, categories: [4, 4], missing: 0.02, logOdds: crossed },
  { name: 'noise 300', about: '300 columns, six of them matter', rows: 3000, numbers: 290, categories: [6, 5, 5, 5, 5, 20, 20, 20, 40, 40], missing: 0.02, logOdds: additive },
  { name: 'missing 90 %', about: '30 columns of which 90 % is missing', rows: 5000, numbers: 24, categories: [6, 6, 10, 10, 20, 20], missing: 0.9, logOdds: (at) => 2 * additive(at) - 2 },
  { name: 'one in a hundred', about: '1 % positives', rows: 20_000, numbers: 10, categories: [6, 12], missing: 0.05, logOdds: (at) => 1.3 * additive(at) - 6.4 },
  { name: 'wide and long', about: '40 columns, effects and pairs', rows: 50_000, numbers: 32, categories: [4, 4, 6, 6, 12, 12, 30, 200], missing: 0.05, logOdds: (at) => 0.7 * crossed(at) + 0.5 * additive(at) },
  { name: 'small', about: '200 rows', rows: 200, numbers: 6, categories: [6, 4], missing: 0.05, logOdds: additive },
  { name: 'small and straight', about: '200 rows, straight effects', rows: 200, numbers: 8, categories: [3], missing: 0.05, logOdds: ({ number, text }) => known(3 * (number(0) - 0.5)) + known(-2 * (number(1) - 0.5)) + known(2 * (number(2) - 0.5)) + (text(0) === 0 ? 0.5 : -0.5) },
  { name: 'cities', about: 'a column of 2,000 values, most of them rare', rows: 6000, numbers: 6, categories: [2000, 6, 300], missing: 0.02, logOdds: ({ number, text }) => (((text(0) * 2654435761) % 97) / 97 - 0.5) * 2 + known(3 * (number(0) - 0.5)) + (text(1) === 2 ? 0.8 : 0) },
]

/** Every generated set; the same bytes each time. */
export function* madeSets(): Generator<MadeSet> {
  for (const [index, recipe] of RECIPES.entries()) yield make(recipe, createRandom(900 + index))
}

function make({ name, about, rows, numbers, categories, missing, logOdds }: Recipe, random: Random): MadeSet {
  const numeric = Array.from({ length: numbers }, (_, index): NumericFeature => ({ kind: 'numeric', name: `number ${index}`, label: `Number ${index}`, origin: 'record', values: Float64Array.from({ length: rows }, () => (random.next() < missing ? Number.NaN : random.next())) }))
  const nominal = categories.map((size, index): CategoryFeature => ({
    kind: 'category', name: `text ${index}`, label: `Text ${index}`, origin: 'record',
    categories: Array.from({ length: size }, (_, value) => `value ${value}`),
    codes: Int32Array.from({ length: rows }, () => (random.next() < missing ? -1 : Math.floor(size * random.next() ** 2))),
  }))
  const truth = Float64Array.from({ length: rows }, (_, row) => 1 / (1 + Math.exp(-logOdds({ number: (index) => numeric[index]?.values[row] ?? Number.NaN, text: (index) => nominal[index]?.codes[row] ?? -1 }))))
  const features: Feature[] = [...numeric, ...nominal]
  const outcome = Uint8Array.from(truth, (chance) => (random.next() < chance ? 1 : 0))
  const unknown = (): Float64Array => new Float64Array(rows).fill(Number.NaN)
  return { name, about, truth, table: { rows, recordIds: Float64Array.from(truth, (_, row) => row + 1), asOf: unknown(), closedAt: unknown(), outcome, features } }
}
