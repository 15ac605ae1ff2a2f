import { z } from 'zod'

/** Records that a configuration would score, and which other models score some of them. */
export const overlapSchema = z.object({
  records: z.number().int(),
  models: z.array(z.object({ modelId: z.number().int(), name: z.string(), published: z.boolean(), shared: z.number().int() })),
})
export type Overlap = z.infer<typeof overlapSchema>

/** Published models of a kind in order of precedence: a record gets its score from the first that it matches. */
export const precedenceSchema = z.array(
  z.object({
    modelId: z.number().int(),
    name: z.string(),
    version: z.number().int(),
    /** Records that it scores now. */
    scores: z.number().int(),
    /** Further records that it matches, which a model above it scores. */
    leftToOthers: z.number().int(),
  }),
)
export type Precedence = z.infer<typeof precedenceSchema>

/** A column that can say how a record ended, with how many records have each value. */
export const outcomeColumnsSchema = z.array(
  z.object({ column: z.string(), label: z.string(), values: z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() })) }),
)
export type OutcomeColumn = z.infer<typeof outcomeColumnsSchema>[number]
