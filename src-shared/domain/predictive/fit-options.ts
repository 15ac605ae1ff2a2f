/** How one bag is fitted: after the explainable boosting machine's published defaults, with the changes named below. */
export interface FitOptions {
  readonly seed: number
  /** Share of the rows that a bag keeps aside for early stopping. */
  readonly validationShare: number
  /** Factor on every Newton step. */
  readonly learningRate: number
  /** Cuts that a main effect takes each time it moves the rows. */
  readonly cutsPerStep: number
  /** Rounds over all terms with random cuts at the beginning. */
  readonly smoothingRounds: number
  /** Greedy steps after each measuring pass, per term. */
  readonly greedyRatio: number
  /** Steps per term without a better validation loss after which a bag stops. */
  readonly patience: number
  /** Improvement of the mean log loss that counts as better. */
  readonly tolerance: number
  /** Steps after which a bag stops, whatever its own rows kept aside say; null where these decide. */
  readonly fixedSteps: number | null
  /** Steps after which a bag stops even if these still gain; null where nothing but `maxRounds` limits them. */
  readonly mostSteps: number | null
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
 * Six times the published rate, with a quarter of the patience: a tenth of the steps at the same accuracy. Rounds of
 * random cuts over all terms fit noise where columns are many, so that there are none.
 */
export const DEFAULT_FIT_OPTIONS: FitOptions = Object.freeze({
  seed: 1,
  validationShare: 0.15,
  learningRate: 0.1,
  cutsPerStep: 3,
  smoothingRounds: 0,
  greedyRatio: 10,
  patience: 10,
  tolerance: 1e-5,
  fixedSteps: null,
  mostSteps: null,
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

/** Under so many rows main effects are fitted in several ways and mixed: straight lines are a small sample's prior. */
const SMALL = 3000

/**
 * Whether the sample says so little that straight lines may say as much: few rows, or few of the rarer outcome, of which
 * each counts for four rows, since it bounds what can be learned.
 */
export function isSmall({ rows, input }: { readonly rows: Int32Array; readonly input: { readonly outcome: Uint8Array } }): boolean {
  let positives = 0
  for (let at = 0; at < rows.length; at += 1) positives += input.outcome[rows[at]!]!
  return Math.min(rows.length, 4 * Math.min(positives, rows.length - positives)) < SMALL
}

/** The defaults for a training set of so many rows: a small one takes shorter steps and waits longer. */
export function fitOptionsFor(rows: number, seed: number): FitOptions {
  return rows < SMALL ? { ...DEFAULT_FIT_OPTIONS, seed, learningRate: 0.03, pairLearningRate: 0.1, patience: 40, cutsPerStep: 1 } : { ...DEFAULT_FIT_OPTIONS, seed }
}

/** How a bag's main effects are fitted: boosted greedily, as a straight line a column, or boosted from where the straight lines stand. */
export type MainsVariant = 'greedy' | 'straight' | 'corrected'

/** Outer bags of a published model. */
export const DEFAULT_BAGS = 14
/** Bags of each fold's model, whose predictions only calibrate. */
export const FOLD_BAGS = 4
