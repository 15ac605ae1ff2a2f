import type { RuleContext } from '#shared/domain/rules/context'
import type { RuleProblem } from '#shared/domain/rules/tree'

/** What an editor of a part needs, so that audiences, filters and rules can share it. */
export interface PartEditing {
  readonly known: RuleContext
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  /** A fresh id at each call. */
  readonly nextId: () => string
  /** What is asked may not depend on the day: no date ranges, no “in the last”. */
  readonly timeless?: boolean | undefined
}

/** The problems of one tile or row. */
export const problemsOf = (problems: readonly RuleProblem[], at: string): readonly RuleProblem[] => problems.filter((problem) => problem.at === at)

/** The sentences of one tile or row, for a field that shows them in place; null when it has none. */
export function sentenceAt(problems: readonly RuleProblem[], at: string): string | null {
  const found = problemsOf(problems, at)
  return found.length === 0 ? null : found.map((problem) => problem.sentence).join(' ')
}
