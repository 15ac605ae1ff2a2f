import type { RuleContext } from '#shared/domain/rules/context'
import type { RuleModel, RuleProblem, RuleTarget } from '#shared/domain/rules/tree'

/** What every editor of a whole model is given; it keeps nothing of its own. */
export interface Editing {
  readonly model: RuleModel
  readonly known: RuleContext
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  /** The whole next tree. Edits with the same mark, one after another, are one step of undo; without a mark each is its own. */
  readonly onChange: (next: RuleModel, mark?: string) => void
}

/** What an editor of a part needs, so that audiences, filters and rules can share it. */
export interface PartEditing {
  readonly known: RuleContext
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  /** A fresh id at each call. */
  readonly nextId: () => string
}

/** What a target is called in running text. */
export const TARGET_NOUNS: Readonly<Record<RuleTarget, string>> = { lead: 'lead', contact: 'contact', account: 'account' }

/** The problems of one tile or row. */
export const problemsOf = (problems: readonly RuleProblem[], at: string): readonly RuleProblem[] => problems.filter((problem) => problem.at === at)

/** The sentences of one tile or row, for a field that shows them in place; null when it has none. */
export function sentenceAt(problems: readonly RuleProblem[], at: string): string | null {
  const found = problemsOf(problems, at)
  return found.length === 0 ? null : found.map((problem) => problem.sentence).join(' ')
}
