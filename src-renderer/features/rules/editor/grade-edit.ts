import type { RuleGrade } from '#shared/domain/rules/tree'

const STEP = 20
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** The grades from the lowest to the highest; one that begins nowhere is the lowest. */
function inOrder(grades: readonly RuleGrade[]): readonly RuleGrade[] {
  const start = (grade: RuleGrade): number => grade.from ?? Number.NEGATIVE_INFINITY
  const end = (grade: RuleGrade): number => grade.to ?? Number.POSITIVE_INFINITY
  // equal starts include two that begin nowhere, whose difference is no number
  return grades.toSorted((left, right) => (start(left) === start(right) ? (end(left) < end(right) ? -1 : end(left) > end(right) ? 1 : 0) : start(left) < start(right) ? -1 : 1))
}

/**
 * Closes gaps and overlaps: every grade begins where it did and ends right below the next one.
 * A start that is missing or taken is moved up to the first free number; the outer ends stay as they are where they can.
 */
export function makeContiguous(grades: readonly RuleGrade[]): readonly RuleGrade[] {
  const next: RuleGrade[] = []
  for (const grade of inOrder(grades)) {
    const before = next.pop()
    if (before === undefined) {
      next.push(grade)
      continue
    }
    const lowest = before.from === null ? Number.NEGATIVE_INFINITY : before.from + 1
    const wanted = grade.from ?? (before.to === null ? (before.from ?? 0) + STEP : before.to + 1)
    const from = Math.max(wanted, lowest)
    next.push({ ...before, to: from - 1 }, { ...grade, from, to: grade.to !== null && grade.to < from ? null : grade.to })
  }
  return next
}

/** One more grade above the highest, which then ends where the new one begins. */
export function addGrade(grades: readonly RuleGrade[], id: string): readonly RuleGrade[] {
  const last = grades.at(-1)
  const name = LETTERS.find((letter) => !grades.some((grade) => grade.name === letter)) ?? ''
  if (last === undefined) return [{ id, name, from: 0, to: null }]
  const from = last.to === null ? (last.from ?? 0) + STEP : last.to + 1
  return [...grades.slice(0, -1), { ...last, to: from - 1 }, { id, name, from, to: null }]
}

/** D, C, B and A, which share the scores without a gap; `ready` is where the highest begins. */
export function usualGrades(nextId: () => string, ready: number | null): readonly RuleGrade[] {
  const top = ready === null || ready < 4 ? 60 : ready
  const [c, b] = [Math.round(top / 4), Math.round((top * 7) / 12)]
  return [
    { id: nextId(), name: 'D', from: null, to: c - 1 },
    { id: nextId(), name: 'C', from: c, to: b - 1 },
    { id: nextId(), name: 'B', from: b, to: top - 1 },
    { id: nextId(), name: 'A', from: top, to: null },
  ]
}
