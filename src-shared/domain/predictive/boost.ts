import { createRandom, deriveSeed, shuffle, type Random } from '#shared/lib/random'
import { moveTrainRows, moveValidRows, validLoss, type BagRows } from './bag-rows.ts'
import { Cancelled } from './errors.ts'
import type { FitOptions } from './fit-options.ts'
import type { Term } from './term.ts'

/** How terms of one sort find their steps. */
export interface Learner<T extends Term> {
  readonly terms: readonly T[]
  /** Factor on every Newton step. */
  readonly rate: number
  /** Rounds over all terms with random cuts at the beginning. */
  readonly smoothingRounds: number
  /** Settles a random cut as the rows stand. */
  takeRandom(term: T): void
  /** Settles the best cut as the rows stand and leaves its gain, for the ranking of terms. */
  takeBest(term: T): void
  /** Writes the settled cut times the rate into `delta`, `factor` and `inverse`. */
  writeStep(term: T, rate: number): void
}

export interface BoostCourse {
  /** Steps taken, smoothing included, and the step at which the validation loss was lowest. */
  readonly steps: number
  readonly bestStep: number
  readonly bestLoss: number
  /** Validation loss before the first step and after every `CURVE_STEP` steps. */
  readonly curve: Float64Array
}

export interface BoostSignals {
  onProgress(steps: number): void
  isCancelled(): boolean
}

/** Steps between two entries of a course's curve. */
export const CURVE_STEP = 16
const STEPS_BETWEEN_CALLBACKS = 32
/** With more terms than this, more of them do not make the wait for a better loss longer. */
const MOST_PATIENT_TERMS = 20

/**
 * Boosts the terms from where the rows stand (Lou, Caruana, Gehrke 2012; Nori et al. 2019): rounds of random cuts
 * over all terms, then greedy steps on the term with the largest gain, until the rows kept aside stop improving or the options' fixed number of steps is taken.
 * Each term's `best` is left at the step with the lowest loss; `stage` names the random stream. Throws `Cancelled`.
 */
export function boost<T extends Term>(rows: BagRows, learner: Learner<T>, stage: { readonly name: string; readonly bagIndex: number }, options: FitOptions, signals: BoostSignals): BoostCourse {
  const { terms } = learner
  const random = createRandom(deriveSeed(options.seed, stage.name, stage.bagIndex))
  const { rate } = learner
  const start = validLoss(rows)
  const watch = { steps: 0, best: start, bestStep: 0, anchor: start, anchorStep: 0, curve: [start] }
  const take = (term: T): number => {
    const loss = apply(rows, learner, term, rate)
    remember(watch, terms, loss)
    watch.steps += 1
    if (watch.steps % CURVE_STEP === 0) watch.curve.push(loss)
    if (watch.steps % STEPS_BETWEEN_CALLBACKS === 0) {
      if (signals.isCancelled()) throw new Cancelled()
      signals.onProgress(watch.steps)
    }
    return loss
  }

  for (let round = 0; round < learner.smoothingRounds; round += 1) {
    for (const index of shuffledIndexes(terms.length, random)) {
      learner.takeRandom(terms[index]!)
      take(terms[index]!)
    }
  }

  const { fixedSteps } = options
  const window = fixedSteps === null ? options.patience * Math.min(terms.length, MOST_PATIENT_TERMS) : Number.POSITIVE_INFINITY
  const mostSteps = fixedSteps ?? Math.min(options.mostSteps ?? Number.POSITIVE_INFINITY, watch.steps + options.maxRounds * terms.length)
  watch.anchor = watch.best
  watch.anchorStep = watch.steps
  while (watch.steps < mostSteps && watch.steps - watch.anchorStep < window) {
    for (const term of terms) learner.takeBest(term)
    for (let step = Math.min(mostSteps - watch.steps, Math.ceil(options.greedyRatio * terms.length)); step > 0; step -= 1) {
      const term = mostPromising(terms)
      if (term === null) return settled(watch, terms, fixedSteps)
      learner.takeBest(term)
      const gain = term.gain
      const loss = take(term)
      // What is left of the gain after this step, until the term is measured again.
      term.gain = gain * (1 - rate) ** 2
      if (loss < watch.anchor - options.tolerance) {
        watch.anchor = loss
        watch.anchorStep = watch.steps
      } else if (watch.steps - watch.anchorStep >= window) break
    }
  }
  return settled(watch, terms, fixedSteps)
}

/** With a fixed number of steps the last one counts as the best. */
function settled(watch: Watch, terms: readonly Term[], fixedSteps: number | null): BoostCourse {
  if (fixedSteps !== null) for (const term of terms) term.best.set(term.scores)
  return courseOf(watch)
}

interface Watch {
  steps: number
  best: number
  bestStep: number
  readonly curve: number[]
}

function courseOf({ steps, bestStep, best, curve }: Watch): BoostCourse {
  return { steps, bestStep, bestLoss: best, curve: Float64Array.from(curve) }
}

function shuffledIndexes(length: number, random: Random): Int32Array {
  return shuffle(Int32Array.from({ length }, (_, index) => index), random)
}

function apply<T extends Term>(rows: BagRows, learner: Learner<T>, term: T, rate: number): number {
  learner.writeStep(term, rate)
  const { scores, delta } = term
  for (let bin = 0; bin < scores.length; bin += 1) scores[bin]! += delta[bin]!
  term.dirty = true
  moveTrainRows(rows, term)
  return moveValidRows(rows, term)
}

function mostPromising<T extends Term>(terms: readonly T[]): T | null {
  let best: T | null = null
  for (const term of terms) if (term.gain > 1e-12 && (best === null || term.gain > best.gain)) best = term
  return best
}

function remember(watch: Watch, terms: readonly Term[], loss: number): void {
  if (loss >= watch.best) return
  watch.best = loss
  watch.bestStep = watch.steps + 1
  for (const term of terms) {
    if (!term.dirty) continue
    term.best.set(term.scores)
    term.dirty = false
  }
}
