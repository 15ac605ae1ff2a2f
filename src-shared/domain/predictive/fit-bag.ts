import { createRandom, deriveSeed, shuffle } from '#shared/lib/random'
import { gatherBag } from './bag-data.ts'
import { fillHistogram, moveTrainRows, moveValidRows, startRows, validLoss, type BagRows } from './bag-rows.ts'
import { createTerm, type BoostTerm } from './boost-term.ts'
import { Cancelled } from './errors.ts'
import type { FitInput } from './fit-input.ts'
import type { FitOptions } from './fit-options.ts'
import { findBestCut, takeRandomCut, writeStep } from './split-search.ts'

/** What one bag learned: log-odds by bin for each column of the input. */
export interface BagResult {
  readonly bagIndex: number
  readonly intercept: number
  /** One array a column of the input, length binCount. */
  readonly scores: readonly Float64Array[]
  /** Steps taken, smoothing included, and the step at which the validation loss was lowest. */
  readonly steps: number
  readonly bestStep: number
  readonly bestLoss: number
}

/** The rows of the input that take part, ascending; the whole bag split is drawn from them. */
export interface FitSample {
  readonly input: FitInput
  readonly rows: Int32Array
}

const STEPS_BETWEEN_CALLBACKS = 32

/**
 * Fits one bag of an explainable boosting machine's main effects (Lou, Caruana, Gehrke 2012; Nori et al. 2019):
 * smoothing rounds over all terms with random cuts, then greedy steps on the term with the largest gain until the rows
 * kept aside stop improving; the best state is returned. The result depends on the arguments alone.
 * `onProgress` receives the steps done; `isCancelled` is asked as often and makes it throw `Cancelled`.
 */
export function fitBag(sample: FitSample, bagIndex: number, options: FitOptions, onProgress: (steps: number) => void, isCancelled: () => boolean): BagResult {
  const data = gatherBag(sample.input, sample.rows, bagIndex, options)
  const { rows, intercept } = startRows(data)
  const terms = data.columns.map((column) => createTerm(column, bagIndex, options))
  const order = createRandom(deriveSeed(options.seed, 'order', bagIndex))
  const watch = { steps: 0, best: validLoss(rows), bestStep: 0, anchor: Number.POSITIVE_INFINITY, anchorStep: 0 }
  const tick = (): void => {
    watch.steps += 1
    if (watch.steps % STEPS_BETWEEN_CALLBACKS !== 0) return
    if (isCancelled()) throw new Cancelled()
    onProgress(watch.steps)
  }

  for (let round = 0; round < options.smoothingRounds; round += 1) {
    for (const index of shuffledIndexes(terms.length, order)) {
      const term = terms[index]!
      fillHistogram(rows, term)
      takeRandomCut(term, options)
      remember(watch, terms, apply(rows, term, options))
      tick()
    }
  }

  const window = options.patience * terms.length
  const mostSteps = watch.steps + options.maxRounds * terms.length
  watch.anchor = watch.best
  watch.anchorStep = watch.steps
  while (watch.steps < mostSteps && watch.steps - watch.anchorStep < window) {
    for (const index of shuffledIndexes(terms.length, order)) measure(rows, terms[index]!, options)
    for (let step = Math.ceil(options.greedyRatio * terms.length); step > 0; step -= 1) {
      const term = mostPromising(terms)
      if (term === null) return finish()
      measure(rows, term, options)
      const gain = term.gain
      const loss = apply(rows, term, options)
      // What is left of the gain after this step, until the term is measured again.
      term.gain = gain * (1 - options.learningRate) ** 2
      remember(watch, terms, loss)
      tick()
      if (loss < watch.anchor - options.tolerance) {
        watch.anchor = loss
        watch.anchorStep = watch.steps
      } else if (watch.steps - watch.anchorStep >= window) break
    }
  }
  return finish()

  function finish(): BagResult {
    onProgress(watch.steps)
    return { bagIndex, intercept, scores: terms.map((term) => term.best), steps: watch.steps, bestStep: watch.bestStep, bestLoss: watch.best }
  }
}

function shuffledIndexes(length: number, random: ReturnType<typeof createRandom>): Int32Array {
  return shuffle(Int32Array.from({ length }, (_, index) => index), random)
}

/** Histogram and best split of the term as the rows stand; the gain of nominal terms is weighted for ranking. */
function measure(rows: BagRows, term: BoostTerm, options: FitOptions): void {
  fillHistogram(rows, term)
  findBestCut(term, options)
  if (term.column.nominal) term.gain *= options.nominalGainFactor
}

function apply(rows: BagRows, term: BoostTerm, options: FitOptions): number {
  writeStep(term, options.learningRate)
  const { scores, delta } = term
  for (let bin = 0; bin < scores.length; bin += 1) scores[bin]! += delta[bin]!
  term.dirty = true
  moveTrainRows(rows, term)
  return moveValidRows(rows, term)
}

function mostPromising(terms: readonly BoostTerm[]): BoostTerm | null {
  let best: BoostTerm | null = null
  for (const term of terms) if (term.gain > 1e-12 && (best === null || term.gain > best.gain)) best = term
  return best
}

function remember(watch: { steps: number; best: number; bestStep: number }, terms: readonly BoostTerm[], loss: number): void {
  if (loss >= watch.best) return
  watch.best = loss
  watch.bestStep = watch.steps + 1
  for (const term of terms) {
    if (!term.dirty) continue
    term.best.set(term.scores)
    term.dirty = false
  }
}
