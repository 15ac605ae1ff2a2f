/** How one bag is fitted: after the explainable boosting machine's published defaults, with the changes named below. */
export interface FitOptions {
  readonly seed: number
  /** Share of the rows that a bag keeps aside for early stopping. */
  readonly validationShare: number
  /** Factor on every Newton step. */
  readonly learningRate: number
  /** Rounds over all terms with random cuts at the beginning. */
  readonly smoothingRounds: number
  /** Greedy steps after each measuring pass, per term. */
  readonly greedyRatio: number
  /** Steps per term without a better validation loss after which a bag stops. */
  readonly patience: number
  /** Improvement of the mean log loss that counts as better. */
  readonly tolerance: number
  /** Greedy steps per term after which a bag stops in any case. */
  readonly maxRounds: number
  readonly minSamplesLeaf: number
  readonly minHessian: number
  /** Categories with fewer rows are pooled when a split is sought. */
  readonly minCategorySamples: number
  /** Added to the hessian when categories are ordered by gradient over hessian. */
  readonly categorySmoothing: number
  /**
   * Taken from the gain of a nominal term for each of its categories but one when terms are ranked: sorted categories
   * gain by chance alone. The published factor of 5 in their favour made high-cardinality columns overfit.
   */
  readonly categoryCost: number
  /** Ridge penalty on a leaf, in units of hessian. */
  readonly leafPenalty: number
  /** The learning rate of the second stage. */
  readonly pairLearningRate: number
  /** Rounds over all pairs with random trees at the beginning of their stage. */
  readonly pairSmoothingRounds: number
  /** Ridge penalty on a leaf of a pair, and the least hessian that a leaf needs. */
  readonly pairPenalty: number
  readonly pairLeastHessian: number
  /** Pairs offered to the second stage: so many times the columns, and never more than `mostPairs`. */
  readonly pairsPerColumn: number
  readonly mostPairs: number
}

/**
 * The published rate is six times as high, with a quarter of the patience: a tenth of the steps at the same accuracy. Rounds of random cuts over all terms
 * fit noise where columns are many, so that they are kept for small samples, as one of the variants (see `variantsFor`).
 */
export const DEFAULT_FIT_OPTIONS: FitOptions = Object.freeze({
  seed: 1,
  validationShare: 0.15,
  learningRate: 0.1,
  smoothingRounds: 0,
  greedyRatio: 10,
  patience: 25,
  tolerance: 1e-5,
  maxRounds: 3000,
  minSamplesLeaf: 4,
  minHessian: 1e-4,
  minCategorySamples: 10,
  categorySmoothing: 10,
  categoryCost: 0.25,
  leafPenalty: 2,
  pairLearningRate: 0.15,
  pairSmoothingRounds: 0,
  pairPenalty: 3,
  pairLeastHessian: 2,
  pairsPerColumn: 3,
  mostPairs: 120,
})

/** The defaults for a training set of so many rows: a small one takes shorter steps and waits longer. */
export function fitOptionsFor(rows: number, seed: number): FitOptions {
  return rows < SMALL ? { ...DEFAULT_FIT_OPTIONS, seed, learningRate: 0.03, pairLearningRate: 0.1, patience: 50 } : { ...DEFAULT_FIT_OPTIONS, seed }
}

/** Under so many rows main effects are fitted in several ways and mixed. */
const SMALL = 3000

/** How a bag's main effects are fitted: boosted greedily, boosted after rounds of random cuts, or as a straight line a column. */
export type MainsVariant = 'greedy' | 'smoothed' | 'straight'

/** Over so many columns, rounds of random cuts over all of them fit mostly noise. */
const MANY_COLUMNS = 60

/** The variants whose mixture the rows kept aside decide on: several for a small sample, whose best shape is uncertain. */
export function variantsFor({ rows, input }: { readonly rows: Int32Array; readonly input: { readonly columns: readonly unknown[] } }): readonly MainsVariant[] {
  if (rows.length >= SMALL) return ['greedy']
  return input.columns.length > MANY_COLUMNS ? ['greedy', 'straight'] : ['greedy', 'smoothed', 'straight']
}

/** Rounds of random cuts of the smoothed variant. */
export const SMOOTHED_ROUNDS = 100

/** Outer bags of a published model. */
export const DEFAULT_BAGS = 14
/** Bags of each fold's model, whose predictions only calibrate. */
export const FOLD_BAGS = 4
