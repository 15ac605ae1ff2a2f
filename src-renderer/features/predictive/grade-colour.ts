const LETTERS = ['a', 'b', 'c', 'd'] as const

/** A grade of the four letters has its own colour; others take the one of their place between best and worst. */
export function gradeColour(grade: string, index: number, of: number): string {
  const own = LETTERS.find((letter) => letter === grade.toLowerCase())
  const place = LETTERS[Math.round((index / Math.max(1, of - 1)) * (LETTERS.length - 1))] ?? 'd'
  return `var(--grade-${own ?? place})`
}
