/**
 * Scores that wait for their next change, by its day: in the order of moments, the scores of one transaction lay all over the
 * index, and each first scoring of many leads wrote most of it again with every chunk.
 */
export const migration0005 = {
  number: 5,
  name: 'due by day',
  sql: `
DROP INDEX rule_score_due;
CREATE INDEX rule_score_due ON rule_score (next_change_at / 86400000, model_id, lead_id, next_change_at) WHERE next_change_at IS NOT NULL;
`,
} as const
