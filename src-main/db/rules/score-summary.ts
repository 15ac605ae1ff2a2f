import type { RuleGrade } from '#shared/domain/rules/tree'

/** How many leads have a score. */
export interface ScoreCount {
  readonly score: number
  readonly leads: number
}

const BARS = 20

/** Ranges of equal width over all scores, first and last included. */
export function histogramOf(counts: readonly ScoreCount[]): { from: number; to: number; leads: number }[] {
  const [first, last] = [counts[0], counts.at(-1)]
  if (first === undefined || last === undefined) return []
  const width = Math.max(1, Math.ceil((last.score - first.score + 1) / BARS))
  const bars = Array.from({ length: Math.ceil((last.score - first.score + 1) / width) }, (_unused, index) => ({ from: first.score + index * width, to: first.score + (index + 1) * width - 1, leads: 0 }))
  for (const { score, leads } of counts) {
    const bar = bars[Math.floor((score - first.score) / width)]
    if (bar !== undefined) bar.leads += leads
  }
  return bars
}

/** The score that so many leads, counted from the best, do not fall below. */
export function scoreOfRank(counts: readonly ScoreCount[], rank: number): number | null {
  let left = rank
  for (const { score, leads } of counts.toReversed()) {
    left -= leads
    if (left <= 0) return score
  }
  return counts[0]?.score ?? null
}

/** Place of the first grade that has the score; -1 for none. */
export function gradeIndex(grades: readonly RuleGrade[], score: number | null): number {
  return score === null ? -1 : grades.findIndex(({ from, to }) => (from === null || score >= from) && (to === null || score <= to))
}
