import type { CategoryFeature, Feature, NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom, type Random } from '#shared/lib/random'

const HOUR = 3.6e6

interface Recipe {
  readonly rows: number
  readonly columns: number
  /** Share of the values that is missing. */
  readonly missing: number
  /** Log-odds where every effect is zero. */
  readonly intercept: number
  /** Adds what pairs of columns do together. */
  readonly pairs: boolean
  /** Factor on every effect. */
  readonly strength: number
}

/** Honest data with known effects; no column knows more than its effect. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  additive: { rows: 4000, columns: 16, missing: 0.05, intercept: -0.6, pairs: false, strength: 1 },
  interactions: { rows: 4000, columns: 16, missing: 0.05, intercept: -0.6, pairs: true, strength: 1 },
  '300 columns': { rows: 3000, columns: 300, missing: 0.05, intercept: -0.6, pairs: false, strength: 1 },
  '90 % missing': { rows: 4000, columns: 40, missing: 0.9, intercept: -0.6, pairs: false, strength: 4 },
  '1 % positive': { rows: 20_000, columns: 16, missing: 0.05, intercept: -5, pairs: false, strength: 1 },
  '200 rows': { rows: 200, columns: 16, missing: 0.05, intercept: -0.3, pairs: false, strength: 1 },
}

const NAMES = ['Industry', 'Country', 'Annual revenue', 'Source', 'Employees', 'City', 'Visits', 'Pages per visit', 'Campaign', 'Job title', 'Plan', 'Budget', 'Region', 'Language', 'Time on site', 'Product interest', 'Team size', 'Newsletter', 'Trial days', 'Currency']

/** A table whose true chances are known, one a row. */
export interface Generated {
  readonly table: TrainingTable
  readonly chance: Float64Array
}

/** The table of `generateKnown`. */
export function generate(recipe: Recipe, seed: number): TrainingTable {
  return generateKnown(recipe, seed).table
}

/** Every third column is a category, the others are numbers of different shapes; the first six have effects. */
export function generateKnown(recipe: Recipe, seed: number): Generated {
  const random = createRandom(seed)
  const logits = new Float64Array(recipe.rows).fill(recipe.intercept)
  const effects: Float64Array[] = []
  const features = Array.from({ length: recipe.columns }, (_, column): Feature => {
    const name = `${NAMES[column % NAMES.length]}${column < NAMES.length ? '' : ` ${Math.floor(column / NAMES.length) + 1}`}`
    const { feature, effect } = column % 3 === 0 ? categoryColumn(name, recipe, random) : numberColumn(name, column, recipe, random)
    if (column < 6) {
      effects.push(effect)
      effect.forEach((value, row) => (logits[row]! += value))
    }
    return feature
  })
  if (recipe.pairs) logits.forEach((_, row) => (logits[row]! += 1.5 * (effects[1]?.[row] ?? 0) * (effects[2]?.[row] ?? 0) - 1.2 * (effects[0]?.[row] ?? 0) * (effects[4]?.[row] ?? 0)))
  const chance = logits.map(sigmoid)
  const outcome = Uint8Array.from(chance, (p) => (random.next() < p ? 1 : 0))
  const times = Float64Array.from(outcome, (_, row) => row * HOUR)
  return { table: { rows: recipe.rows, recordIds: Float64Array.from(outcome, (_, row) => 1000 + row), asOf: times, closedAt: times, outcome, features }, chance }
}

interface Made {
  readonly feature: Feature
  /** What each row's value adds to the log-odds. */
  readonly effect: Float64Array
}

function categoryColumn(name: string, { rows, missing, strength: factor }: Recipe, random: Random): Made {
  const size = 3 + random.below(30)
  const weights = Array.from({ length: size }, () => factor * (2 * random.next() - 1))
  const codes = Int32Array.from({ length: rows }, () => (random.next() < missing ? -1 : Math.floor(size * random.next() ** 2)))
  const feature: CategoryFeature = { kind: 'category', name, label: name, origin: 'record', codes, categories: weights.map((_, index) => `value ${index}`) }
  return { feature, effect: Float64Array.from(codes, (code) => weights[code] ?? 0) }
}

function numberColumn(name: string, column: number, { rows, missing, strength: factor }: Recipe, random: Random): Made {
  const strength = factor * (1 + random.next()) * (random.below(2) === 0 ? 1 : -1)
  const uniform = Float64Array.from({ length: rows }, () => (random.next() < missing ? Number.NaN : random.next()))
  // Counts, amounts of money with a long tail, and plain shares.
  const shape = (value: number): number => (column % 3 === 1 ? Math.floor(12 * value ** 2) : column % 2 === 0 ? Math.round(1000 * Math.exp(6 * value)) : value)
  const feature: NumericFeature = { kind: 'numeric', name, label: name, origin: 'record', values: uniform.map(shape) }
  return { feature, effect: uniform.map((value) => (Number.isNaN(value) ? 0 : strength * (value - 0.5))) }
}
