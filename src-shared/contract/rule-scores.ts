import { z } from 'zod'
import { RULE_STATES, RULE_UNSCORED } from '../domain/rules/tree.ts'
import { instant, jobStarted, procedure, recordId } from './base.ts'

const modelId = z.number().int().positive()

const contributionSchema = z.object({
  groupId: z.string(),
  label: z.string(),
  /** How often the group fired, and what that added. */
  count: z.number().int(),
  points: z.number(),
})

const scoreRow = z.object({
  leadId: recordId,
  name: z.string(),
  company: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** Rounded total. */
  score: z.number().int(),
  grade: z.string().nullable(),
  salesReady: z.boolean(),
  scoredAt: instant,
  contributions: z.array(contributionSchema),
})
export type RuleScoreRow = z.infer<typeof scoreRow>

const firingSchema = z.object({ table: z.string(), id: recordId, label: z.string(), at: instant.nullable(), points: z.number() })

const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set_field'), column: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
  z.object({ kind: z.literal('move_stage'), stage: z.string() }),
  z.object({ kind: z.literal('assign'), userId: recordId }),
  z.object({ kind: z.literal('create_task'), subject: z.string(), dueDays: z.number().int().min(0) }),
  z.object({ kind: z.literal('notify'), userId: recordId.nullable() }),
])
export type SalesReadyAction = z.infer<typeof actionSchema>

export const ruleOptionsSchema = z.object({
  /** A live model at its threshold sets the lead's sales-ready flag. */
  automaticSalesReady: z.boolean(),
  /** A lead that meets `qualification` gets the status reason Marketing Qualified. */
  automaticQualification: z.boolean(),
  /** Stopping a model removes its scores. */
  cleanUpOnStop: z.boolean(),
  /** Whether the flag goes again when no model is at its threshold less `hysteresis` points. */
  revoke: z.boolean(),
  hysteresis: z.number().min(0),
  qualification: z.object({ match: z.enum(['any', 'all']), models: z.array(z.object({ modelId, points: z.number() })) }),
  /** What follows when a lead becomes sales-ready, in order. */
  actions: z.array(actionSchema),
})
export type RuleOptions = z.infer<typeof ruleOptionsSchema>

const linkChoice = z.object({ table: z.enum(['contact', 'account']), id: recordId, name: z.string(), detail: z.string(), why: z.string() })

export const ruleScores = {
  page: procedure('read')
    .input(
      z.object({
        modelId,
        search: z.string().default(''),
        grade: z.string().nullable().default(null),
        sort: z.object({ column: z.enum(['name', 'score', 'grade', 'scoredAt']), direction: z.enum(['asc', 'desc']) }).default({ column: 'score', direction: 'desc' }),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(scoreRow), total: z.number().int(), scored: z.number().int() })),
  /** Every group of one score with the rows that made it fire, newest first, at most 50 a group. */
  explain: procedure('read')
    .input(z.object({ modelId, leadId: recordId }))
    .output(
      z.object({
        modelName: z.string(),
        score: z.number().int().nullable(),
        /** Unrounded sum of the contributions. */
        sum: z.number().nullable(),
        grade: z.string().nullable(),
        salesReady: z.boolean(),
        scoredAt: instant.nullable(),
        nextChangeAt: instant.nullable(),
        unscored: z.enum(RULE_UNSCORED).nullable(),
        unscoredSentence: z.string(),
        groups: z.array(contributionSchema.extend({ fired: z.array(firingSchema) })),
        history: z.array(z.object({ at: instant, score: z.number().int(), grade: z.string().nullable(), version: z.number().int() })),
      }),
    ),
  /** Score and grade of every live model for one lead, and those that stopped models left where scores are kept. */
  ofLead: procedure('read')
    .input(z.object({ leadId: recordId }))
    .output(
      z.object({
        salesReady: z.boolean(),
        /** Models that hold the lead at or over their threshold. */
        readyBy: z.array(z.string()),
        models: z.array(
          z.object({
            modelId,
            modelName: z.string(),
            state: z.enum(RULE_STATES),
            version: z.number().int(),
            score: z.number().int().nullable(),
            grade: z.string().nullable(),
            /** Names of the model's grades, from the lowest to the highest. */
            grades: z.array(z.string()),
            /** The model is stopped; its last score stays as it was and makes nobody sales-ready. */
            kept: z.boolean(),
            salesReady: z.boolean(),
            unscored: z.enum(RULE_UNSCORED).nullable(),
            unscoredSentence: z.string(),
            scoredAt: instant.nullable(),
          }),
        ),
      }),
    ),
  /** Tasks that sales-ready actions made for the lead, open ones first. */
  tasks: procedure('read')
    .input(z.object({ leadId: recordId }))
    .output(z.array(z.object({ id: z.number().int(), subject: z.string(), dueOn: z.string(), ownerName: z.string().nullable(), done: z.boolean() }))),
  /** Marks a task as done, or as open again. */
  setTaskDone: procedure('sell').input(z.object({ taskId: z.number().int(), done: z.boolean() })).output(z.object({ done: z.boolean() })),
  unscored: procedure('read')
    .input(z.object({ modelId, reason: z.enum(RULE_UNSCORED).nullable().default(null), offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }))
    .output(
      z.object({
        counts: z.array(z.object({ reason: z.enum(RULE_UNSCORED), leads: z.number().int() })),
        total: z.number().int(),
        rows: z.array(z.object({ leadId: recordId, name: z.string(), company: z.string().nullable(), email: z.string().nullable(), reason: z.enum(RULE_UNSCORED), sentence: z.string() })),
      }),
    ),
  /** Contacts and accounts that the lead may belong to, by e-mail, domain and name, best first. */
  suggestLinks: procedure('read').input(z.object({ leadId: recordId })).output(z.array(linkChoice)),
  /** Sets the lead's parent contact or account and rescores it. */
  link: procedure('sell').input(z.object({ leadId: recordId, table: z.enum(['contact', 'account']), id: recordId })).output(z.object({ linked: z.literal(true) })),
  exportTo: procedure('read').input(z.object({ modelId, format: z.enum(['csv', 'xlsx']) })).output(jobStarted),
  insights: procedure('read')
    .input(z.object({ modelId }))
    .output(
      z.object({
        scored: z.number().int(),
        topTenth: z.number().nullable(),
        average: z.number().nullable(),
        salesReady: z.number().int(),
        histogram: z.array(z.object({ from: z.number(), to: z.number(), leads: z.number().int() })),
        grades: z.array(z.object({ name: z.string(), leads: z.number().int() })),
        /** Scores made or changed by day of the workspace's zone, oldest first, at most 30. */
        processed: z.array(z.object({ day: z.string(), leads: z.number().int() })),
      }),
    ),
  options: procedure('read').output(ruleOptionsSchema),
  saveOptions: procedure('market').input(ruleOptionsSchema).output(ruleOptionsSchema),
  /** Notices of sales-ready leads for the acting user, newest first. */
  notices: procedure('read').output(z.array(z.object({ id: z.number().int(), leadId: recordId, sentence: z.string(), at: instant, seen: z.boolean() }))),
  markNoticesSeen: procedure('read').output(z.object({ seen: z.number().int() })),
}
