import type { RuleUnscored } from './tree.ts'

/** Why a model does not score a lead, in a few words for lists and tabs; the core's sentence says what to do about it. */
export const UNSCORED_WORDS: Readonly<Record<RuleUnscored, string>> = {
  no_parent_contact: 'No parent contact',
  no_parent_account: 'No parent account',
  other_target: 'Scored by contact',
  outside_audience: 'Outside the audience',
  consent: 'Consent too low',
  other_business_unit: 'Other business unit',
}
