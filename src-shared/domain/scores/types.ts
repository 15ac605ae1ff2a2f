export const TRENDS = ['improving', 'steady', 'declining', 'not_enough_info'] as const
export type Trend = (typeof TRENDS)[number]

export const SCORE_VIEWS = ['my_open', 'all_open', 'new_this_week', 'not_scored', 'all'] as const
export type ScoreView = (typeof SCORE_VIEWS)[number]

export const FILTER_OPERATORS = ['eq', 'ne', 'in', 'contains', 'begins', 'gt', 'ge', 'lt', 'le', 'between', 'empty', 'filled'] as const
export type FilterOperator = (typeof FILTER_OPERATORS)[number]

/** Why a record has no score. */
export const UNSCORED_REASONS = ['no_model', 'closed', 'too_old', 'abandoned', 'filtered_out', 'not_yet'] as const
export type UnscoredReason = (typeof UNSCORED_REASONS)[number]
