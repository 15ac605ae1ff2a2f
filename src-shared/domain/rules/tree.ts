/** Whom the conditions of a model are about; what gets the score is always a lead. */
export const RULE_TARGETS = ['lead', 'contact', 'account'] as const
export type RuleTarget = (typeof RULE_TARGETS)[number]

export const TIME_UNITS = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type TimeUnit = (typeof TIME_UNITS)[number]

export const RULE_OPERATORS = [
  'equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'begins', 'ends',
  'gt', 'ge', 'lt', 'le', 'between', 'empty', 'filled',
  'on', 'before', 'after', 'in_last', 'in_next', 'older_than',
] as const
export type RuleOperator = (typeof RULE_OPERATORS)[number]

/** Text, numbers in the column's own unit (a decimal is not scaled), true or false; a date is `YYYY-MM-DD`. */
export type RuleValue = string | number | boolean

/**
 * One step of a path. `lookup` follows a lookup column of the table that the path has reached to the one record it names;
 * `rows` goes to all rows of `table` whose lookup `column` names the record that the path has reached.
 */
export type Hop = { readonly kind: 'lookup'; readonly column: string } | { readonly kind: 'rows'; readonly table: string; readonly column: string }

/** A comparison of one column, reached over lookup columns from the row that the condition is about. */
export interface Expression {
  readonly id: string
  /** Lookup columns to follow first, in order. */
  readonly lookups: readonly string[]
  readonly column: string
  readonly operator: RuleOperator
  /** None for `empty` and `filled`, two for `between`, any number from one on for `in` and `not_in`, else one. */
  readonly values: readonly RuleValue[]
  /** Unit of `in_last`, `in_next` and `older_than`, whose value is a whole number; else null. */
  readonly unit: TimeUnit | null
}

export type Frequency = { readonly kind: 'each' } | { readonly kind: 'at_least'; readonly count: number } | { readonly kind: 'none' }

/** Dates are days of the workspace's zone, both ends included. */
export type DateRange = { readonly kind: 'lifetime' } | { readonly kind: 'last'; readonly count: number; readonly unit: TimeUnit } | { readonly kind: 'between'; readonly from: string; readonly to: string }

interface Named {
  readonly id: string
  /** Display name, at most 100 characters; may be empty. */
  readonly label: string
}

/** Children joined by and (`all`) or by or (`any`). */
export interface BranchNode extends Named {
  readonly kind: 'all' | 'any'
  readonly children: readonly ConditionNode[]
}

/** True or false: every expression holds for the record itself. */
export interface AttributeNode extends Named {
  readonly kind: 'attribute'
  readonly expressions: readonly Expression[]
}

/** Counts distinct rows of the path's last step, which is of kind `rows`; all expressions hold for the same row. */
export interface OccurrenceNode extends Named {
  readonly kind: 'occurrence'
  readonly path: readonly Hop[]
  /** Only where the path ends in interactions: the type that counts, or null for any. */
  readonly interactionType: string | null
  readonly frequency: Frequency
  readonly range: DateRange
  readonly expressions: readonly Expression[]
}

export type ConditionNode = BranchNode | AttributeNode | OccurrenceNode

export interface Decay {
  /** Percent lost every `days` × 24 hours, above 0 and at most 100. */
  readonly percent: number
  readonly days: number
}

export interface RuleAction {
  readonly id: string
  /** Whole number of either sign, not 0. */
  readonly points: number
  /** Largest absolute contribution of the group, or null. */
  readonly cap: number | null
  readonly decay: Decay | null
}

export interface RuleGroup {
  readonly id: string
  /** The parent tile; its label names the group. */
  readonly condition: BranchNode
  /** null in a draft whose condition has no action yet. */
  readonly action: RuleAction | null
}

/** Whole numbers, both ends included; null is open. */
export interface RuleGrade {
  readonly id: string
  readonly name: string
  readonly from: number | null
  readonly to: number | null
}

export interface RuleSettings {
  readonly salesReadyScore: number | null
  /** 1 consent, 2 transactional, 3 subscriptions, 4 marketing, 5 profiling; each includes those below. */
  readonly minimumConsent: number | null
  /** Name of the unit whose leads are scored, those of its sub-units included; null scores all. */
  readonly businessUnit: string | null
  /** Lead models only: interactions of the parent contact count as the lead's own. */
  readonly countParentContact: boolean
}

/** A rule scoring model. Ids are unique inside the model, mean nothing outside it, and are not part of its meaning. */
export interface RuleModel {
  readonly name: string
  readonly description: string
  readonly target: RuleTarget
  /** Which leads are scored; its expressions start at the lead whatever the target is. No children: all leads. */
  readonly audience: BranchNode
  readonly groups: readonly RuleGroup[]
  /** From the lowest to the highest; none: no grades. */
  readonly grades: readonly RuleGrade[]
  readonly settings: RuleSettings
}

export const MOST_HOPS = 5
export const LABEL_LENGTH = 100
export const CONSENT_LEVELS = ['Consent', 'Transactional', 'Subscriptions', 'Marketing', 'Profiling'] as const

export const NO_SETTINGS: RuleSettings = Object.freeze({ salesReadyScore: null, minimumConsent: null, businessUnit: null, countParentContact: false })

/** Something that keeps a model from going live (`error`) or deserves a look (`warning`). */
export interface RuleProblem {
  readonly severity: 'error' | 'warning'
  /** Machine name of the rule that was broken, for example `missing_value`. */
  readonly code: string
  /** Id of the tile it belongs to: node, expression, action or grade; `audience`, `grades`, `settings` or `name` for parts without an id. */
  readonly at: string
  /** Says what is wrong and what to do. */
  readonly sentence: string
}

export const RULE_STATES = ['draft', 'going_live', 'live', 'stopping', 'stopped', 'error'] as const
export type RuleState = (typeof RULE_STATES)[number]

/** Why a model does not score a lead. */
export const RULE_UNSCORED = ['no_parent_contact', 'no_parent_account', 'other_target', 'outside_audience', 'consent', 'other_business_unit'] as const
export type RuleUnscored = (typeof RULE_UNSCORED)[number]
