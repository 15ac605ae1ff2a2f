import { z } from 'zod'
import { GROUP_VERDICTS } from '../domain/rules/history/verdicts.ts'
import { RULE_UNSCORED } from '../domain/rules/tree.ts'
import { instant, jobStarted, procedure } from './base.ts'

const modelId = z.number().int().positive()
const range = z.object({ value: z.number(), low: z.number(), high: z.number() })

const groupSchema = z.object({
  groupId: z.string(),
  label: z.string(),
  given: z.number(),
  verdict: z.enum(GROUP_VERDICTS),
  sentence: z.string(),
  /** Uses a column without history; empty where none. */
  warning: z.string(),
  fired: z.number().int(),
  firedPositives: z.number().int(),
  others: z.number().int(),
  othersPositives: z.number().int(),
  /** Rate where it fired ÷ rate of all judged leads. */
  lift: range.nullable(),
  /** Points that a firing is worth by history, with their 95 % interval. */
  worth: z.object({ points: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Whole points, 0 for leaving the group out; null where history does not say. */
  suggested: z.number().nullable(),
})
export type GroupReport = z.infer<typeof groupSchema>

/** Result of a job of kind `rules_backtest`. */
export const ruleBacktestSchema = z.object({
  modelId,
  /** What was judged: number and revision of the version. */
  version: z.number().int(),
  revision: z.number().int(),
  judgedAt: instant,
  /** Closed leads of the last two years, those looked at, and those that the model scored at their moment. */
  closed: z.number().int(),
  drawn: z.number().int(),
  leads: z.number().int(),
  positives: z.number().int(),
  rate: z.number(),
  unscored: z.array(z.object({ reason: z.enum(RULE_UNSCORED), leads: z.number().int() })),
  auc: z.number(),
  aucLow: z.number(),
  aucHigh: z.number(),
  lift10: z.number(),
  lift20: z.number(),
  roc: z.array(z.tuple([z.number(), z.number()])),
  gain: z.array(z.object({ share: z.number(), gain: z.number() })),
  grades: z.array(z.object({ name: z.string().nullable(), leads: z.number().int(), positives: z.number().int() })),
  groups: z.array(groupSchema),
  /** AUC of the given and of the suggested points, the latter on leads that they were not fitted to; null where nothing is suggested. */
  suggested: z.object({ givenAuc: z.number(), suggestedAuc: z.number(), gain: range }).nullable(),
  /** What was left out or deserves a look, in sentences. */
  notes: z.array(z.string()),
})
export type RuleBacktest = z.infer<typeof ruleBacktestSchema>

/** Result of a job of kind `rules_suggest`. */
export const ruleSuggestionSchema = z.object({
  /** The draft that was made. */
  modelId,
  name: z.string(),
  groups: z.number().int(),
  /** The predictive model that it was made of. */
  predictiveName: z.string(),
  predictiveVersion: z.number().int(),
  /** Closed leads that both are measured on, and learned from. */
  leads: z.number().int(),
  positives: z.number().int(),
  predictiveAuc: z.number(),
  rulesAuc: z.number(),
  /** The first less the second, with its 95 % interval. */
  lost: range,
  /** Parts of the predictive model that no rule stands for: what, how much they count (mean |contribution| in log-odds), and why. */
  leftOut: z.array(z.object({ label: z.string(), influence: z.number(), reason: z.string() })),
})
export type RuleSuggestion = z.infer<typeof ruleSuggestionSchema>

export const ruleHistory = {
  /** Judges the draft, or the live version where there is none, by leads that have closed. */
  backtest: procedure('market').input(z.object({ modelId })).errors({ NOT_ENOUGH_DATA: { status: 422 } }).output(jobStarted),
  /** The last backtest of the model, and the job that makes the next one while it runs, or why the last one failed. */
  report: procedure('read')
    .input(z.object({ modelId }))
    .output(z.object({ report: ruleBacktestSchema.nullable(), jobId: z.number().int().nullable(), error: z.string().nullable(), suggestion: ruleSuggestionSchema.nullable() })),
  /** Predictive models of leads that a draft can be made of, the published one that comes first at the top. */
  sources: procedure('read').output(z.array(z.object({ modelId, name: z.string(), version: z.number().int(), published: z.boolean(), auc: z.number() }))),
  /** Turns a trained predictive model into the draft of a rule model. */
  suggest: procedure('market').input(z.object({ modelId })).output(jobStarted),
}
