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

/** What a target is called in running text. */
export const TARGET_NOUNS: Readonly<Record<RuleTarget, string>> = { lead: 'lead', contact: 'contact', account: 'account' }
