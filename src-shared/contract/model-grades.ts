import { z } from 'zod'

export const gradeCutSchema = z.object({ grade: z.string().trim().min(1).max(12), from: z.number().min(0).max(100) })

/** Everything that grade bands are decided by: counts at every step of the score, so that any bands can be judged at once. */
export const gradeBasisSchema = z.object({
  modelId: z.number().int(),
  versionId: z.number().int(),
  /** Why the bands cannot be changed; empty when they can. */
  locked: z.string(),
  cuts: z.array(gradeCutSchema),
  sentence: z.string(),
  /** What the version would set by itself, from the records as they are now; no cuts where it would have no grades. */
  defaults: z.object({ cuts: z.array(gradeCutSchema), sentence: z.string() }),
  /** Open records with a score by this version. */
  open: z.number().int(),
  /** Closed records, scored by models that had not seen them, and those of them that succeeded. */
  closed: z.number().int(),
  positives: z.number().int(),
  /** Records from this score on to the next step's, ascending; steps without any are left out. Every cut above is a step of its own. */
  steps: z.array(z.object({ from: z.number(), open: z.number().int(), closed: z.number().int(), positives: z.number().int() })),
})
export type GradeBasis = z.infer<typeof gradeBasisSchema>
