import type { RuleModel } from '#shared/domain/rules/tree'

/** The moment of a scoring; the context of any call fits. */
export interface RuleClock {
  /** UTC milliseconds. */
  readonly now: number
  /** IANA zone of the workspace. */
  readonly timeZone: string
}

/** A version of a rule model whose scores are kept. */
export interface StoredRules {
  readonly modelId: number
  readonly versionId: number
  readonly tree: RuleModel
}

/** What a scoring did; the lists are ascending and hold at most `MOST_LISTED` leads each. */
export interface RuleOutcome {
  /** Leads that the model scores, of those asked for; over several models each counts again. */
  readonly scored: number
  /** Scores whose number, grade or contributions differ from before, first scores included; each has a new entry in the history. */
  readonly changed: number
  /** Scores that went because the model does not score the lead any more. */
  readonly removed: number
  /** Leads of `changed` and `removed`. */
  readonly changedLeads: readonly number[]
  /** More leads changed than are listed: whoever draws consequences looks at all leads. */
  readonly allLeads: boolean
  /** Leads at or over the sales-ready score of a model that were not before. */
  readonly becameReady: readonly number[]
  /** Leads that were, and are no more. */
  readonly ceasedReady: readonly number[]
}

export const MOST_LISTED = 10_000

export const NO_OUTCOME: RuleOutcome = Object.freeze({ scored: 0, changed: 0, removed: 0, changedLeads: [], allLeads: false, becameReady: [], ceasedReady: [] })

/** Both outcomes as one. */
export function addOutcomes(one: RuleOutcome, other: RuleOutcome): RuleOutcome {
  const united = (a: readonly number[], b: readonly number[]): number[] => [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, MOST_LISTED)
  const leads = new Set([...one.changedLeads, ...other.changedLeads])
  return {
    scored: one.scored + other.scored,
    changed: one.changed + other.changed,
    removed: one.removed + other.removed,
    changedLeads: united(one.changedLeads, other.changedLeads),
    allLeads: one.allLeads || other.allLeads || leads.size > MOST_LISTED,
    becameReady: united(one.becameReady, other.becameReady),
    ceasedReady: united(one.ceasedReady, other.ceasedReady),
  }
}
