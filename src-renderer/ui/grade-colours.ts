import { gradeClass } from './grade-chip.tsx'

type GradeColour = 'a' | 'b' | 'c' | 'd'

const BY_RANK: readonly GradeColour[] = ['a', 'b', 'c', 'd']

/**
 * The colour of a grade among all grades of its model, from the lowest to the highest: its letter's where every grade is one of A to D, else by
 * rank from green for the highest to red for the lowest. Null for a grade that is alone or none of them.
 */
export function gradeColour(grade: string, lowestFirst: readonly string[]): GradeColour | null {
  if (lowestFirst.every((name) => gradeClass(name) !== false && name.length === 1)) return BY_RANK.find((letter) => letter === grade.toLowerCase()) ?? null
  const rank = lowestFirst.length - 1 - lowestFirst.indexOf(grade)
  if (lowestFirst.length < 2 || rank === lowestFirst.length) return null
  return BY_RANK[Math.round((rank * (BY_RANK.length - 1)) / (lowestFirst.length - 1))] ?? null
}
