import { CURVE_STEP } from './boost.ts'
import type { BagResult } from './fit-bag.ts'

/** Loss that more pairs must save, in nats a row, to be worth their time and their reading. */
const WORTH = 1e-4
/** Standard errors that the saving must exceed; in a small sample more, since pairs of pure noise slip into it. */
const ERRORS = { small: 2, large: 1.5 }

/** The trial of one number of pairs: the second stage of some bags. */
export interface CountTrial {
  readonly count: number
  readonly results: readonly BagResult[]
}

/** A number of pairs, and the steps of its trial after which the bags together had the lowest loss; 0 and 0 for no pairs. */
export interface CountChoice {
  readonly count: number
  readonly steps: number
}

/**
 * The number of pairs with the lowest held-out loss, 0 where none helps. The losses of the bags are averaged step by step
 * before the best step is taken, so that one bag's lucky step decides nothing; pairs must save more than one and a
 * half standard errors over the bags of what they save, of a small sample two. Among numbers that are alike the smallest.
 */
export function chooseCount(trials: readonly CountTrial[], size: keyof typeof ERRORS): CountChoice {
  const judged = trials.map(({ count, results }) => ({ count, ...judge(results) }))
  const best = judged.reduce((most, { saved }) => Math.max(most, saved), 0)
  const taken = judged.toSorted((a, b) => a.count - b.count).find(({ saved, error }) => saved >= best - WORTH && saved > Math.max(WORTH, ERRORS[size] * error))
  return { count: taken?.count ?? 0, steps: taken?.steps ?? 0 }
}

/** Loss saved at the step that is best for the bags together, with its standard error. */
function judge(results: readonly BagResult[]): { saved: number; error: number; steps: number } {
  const length = results.reduce((most, { curve }) => Math.max(most, curve.length), 0)
  let saved = 0
  let error = 0
  let steps = 0
  for (let at = 0; at < length; at += 1) {
    // A bag that stopped stays where it stopped.
    const gains = results.map(({ curve }) => curve[0]! - curve[Math.min(at, curve.length - 1)]!)
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length
    if (mean <= saved) continue
    saved = mean
    steps = at * CURVE_STEP
    error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, gains.length - 1) / gains.length)
  }
  return { saved, error, steps }
}
