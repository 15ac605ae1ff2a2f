import { z } from 'zod'
import { originSchema } from './model-report.ts'

/** What closed and open records show of one attribute, and what the model made of it. */
export const insightSchema = z.object({
  name: z.string(),
  label: z.string(),
  origin: originSchema,
  kind: z.enum(['numeric', 'category']),
  /** Which records are counted, in a sentence. */
  basis: z.string(),
  /** Shares in [0, 1]; null where no such record was looked at. */
  filledClosed: z.number().nullable(),
  filledOpen: z.number().nullable(),
  /** Its share of all influence in the model, its rank and a word for it; null where the model does not use it. */
  influence: z.object({ share: z.number(), rank: z.number().int(), of: z.number().int(), words: z.string() }).nullable(),
  /** Why the model does not use it; empty when it does. */
  unused: z.string(),
  closed: z.number().int(),
  globalRate: z.number(),
  values: z.array(
    z.object({
      label: z.string(),
      missing: z.boolean(),
      closed: z.number().int(),
      positives: z.number().int(),
      open: z.number().int(),
      /** Share that succeeded; null under 20 closed records. */
      rate: z.number().nullable(),
      /** Rate less the global rate, in [-1, 1]. */
      gap: z.number().nullable(),
      sentence: z.string(),
    }),
  ),
  /** What the model adds for each group of values, in calibrated log-odds, with the standard deviation over its bags; empty where it does not use the attribute. */
  curve: z.array(z.object({ label: z.string(), effect: z.number(), deviation: z.number(), closed: z.number().int() })),
})
export type Insight = z.infer<typeof insightSchema>
