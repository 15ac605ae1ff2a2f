import { percent, type OutcomeWords } from './words.ts'

/** A grade begins at this score; the last one begins at 0. */
export interface GradeCut {
  readonly grade: string
  readonly from: number
}

export interface Grades {
  /** Best grade first; empty where there are no grades. */
  readonly cuts: readonly GradeCut[]
  /** How the cuts came about, or why there are none. */
  readonly sentence: string
}

/** Scores with known outcomes, predicted by models that had not seen the record. */
export interface OutOfFoldScores {
  readonly scores: Float64Array
  readonly outcome: Uint8Array
}

const LETTERS = ['A', 'B', 'C', 'D'] as const
const PERCENTILES = [0.9, 0.7, 0.4] as const
const FEWEST_OPEN = 100

/**
 * Default cuts: 90th, 70th and 40th percentile of the open records' scores, or of the closed ones' out-of-fold scores
 * where fewer than 100 are open. Equal scores share a grade; neighbouring grades whose out-of-fold rates are out of
 * order become one.
 */
export function defaultGrades(openScores: Float64Array, outOfFold: OutOfFoldScores, hasSignal: boolean, words: OutcomeWords): Grades {
  if (!hasSignal) return { cuts: [], sentence: 'There are no grades, because the model has no usable signal.' }
  const fromOpen = openScores.length >= FEWEST_OPEN
  const scores = (fromOpen ? openScores : outOfFold.scores).toSorted()
  const first: GradeCut[] = []
  for (const [index, share] of PERCENTILES.entries()) {
    const from = percentile(scores, share)
    // A cut that repeats the one above, or that nothing lies below, would make an empty grade.
    if (from < (first.at(-1)?.from ?? Number.POSITIVE_INFINITY) && from > (scores[0] ?? 0)) first.push({ grade: LETTERS[index] ?? 'A', from })
  }
  first.push({ grade: 'D', from: 0 })
  if (first.length === 1) return { cuts: [], sentence: `There are no grades, because all ${words.many} have nearly the same score.` }
  const { cuts, merged } = mergeOutOfOrder(first, outOfFold)
  if (cuts.length === 1) return { cuts: [], sentence: `There are no grades, because higher scores do not ${words.verb === 'qualify' ? 'qualify' : 'win'} more often.` }
  const basis = fromOpen ? `the open ${words.many}` : `the closed ${words.many}, because fewer than ${FEWEST_OPEN} are open`
  const merging = merged.map(([kept, gone]) => ` ${gone} joined ${kept}, because their rates were out of order.`).join('')
  return { cuts, sentence: `Best ${percent(0.1)}, next ${percent(0.2)}, next ${percent(0.3)} and the rest, by the scores of ${basis}.${merging}` }
}

/** The grade of an unrounded score; null where there are no grades. */
export function gradeOf(score: number, cuts: readonly GradeCut[]): string | null {
  for (const { grade, from } of cuts) if (score >= from) return grade
  return cuts.at(-1)?.grade ?? null
}

/** Smallest score such that at least the given share of the sorted scores is not above it (nearest rank). */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}

function mergeOutOfOrder(first: readonly GradeCut[], { scores, outcome }: OutOfFoldScores): { cuts: GradeCut[]; merged: [kept: string, gone: string][] } {
  const bands = first.map((cut) => ({ ...cut, count: 0, positives: 0 }))
  scores.forEach((score, row) => {
    const band = bands.find(({ from }) => score >= from) ?? bands.at(-1)
    if (band === undefined) return
    band.count += 1
    band.positives += outcome[row] ?? 0
  })
  const merged: [string, string][] = []
  const kept: typeof bands = []
  for (const band of bands) {
    kept.push(band)
    for (;;) {
      const lower = kept.at(-1)
      const upper = kept.at(-2)
      if (lower === undefined || upper === undefined || lower.count === 0 || upper.count === 0) break
      if (upper.positives / upper.count >= lower.positives / lower.count) break
      kept.splice(-2, 2, { grade: upper.grade, from: lower.from, count: upper.count + lower.count, positives: upper.positives + lower.positives })
      merged.push([upper.grade, lower.grade])
    }
  }
  return { cuts: kept.map(({ grade, from }) => ({ grade, from })), merged }
}
