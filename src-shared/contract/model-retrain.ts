import { z } from 'zod'
import { RETRAIN_RULES } from '../domain/predictive/retrain-decision.ts'
import { instant } from './base.ts'
import { measures } from './model-report.ts'

/** What becomes of the grade bands when another version is published: those in force stay, or new ones are cut from the open records' scores. */
export const gradeBandsSchema = z.enum(['keep', 'reset'])
export type GradeBands = z.infer<typeof gradeBandsSchema>

const qualitySchema = z.object({ auc: z.number(), aucLow: z.number(), aucHigh: z.number(), logLoss: z.number(), brier: z.number() })

/** How a retrained version did beside the active one, on the newest records, which neither configuration learned from. */
export const retrainComparisonSchema = z.object({
  at: instant,
  /** Begun by the calendar, or by someone. */
  trigger: z.enum(['calendar', 'hand']),
  /** Number of the version that was active. */
  activeVersion: z.number().int(),
  /** Both have the same attributes and settings, so that they differ by nothing but the records. */
  sameConfiguration: z.boolean(),
  /** The records closed after all that were learned from; otherwise they are a random fifth. */
  inTime: z.boolean(),
  rows: z.number().int(),
  positives: z.number().int(),
  candidate: qualitySchema,
  /** null where it cannot be trained any more. */
  active: qualitySchema.nullable(),
  /** AUC of the candidate less the active one's, with its 95 % interval. */
  difference: z.object({ auc: z.number(), low: z.number(), high: z.number() }).nullable(),
  rule: z.enum(RETRAIN_RULES),
  published: z.boolean(),
  sentence: z.string(),
})
export type RetrainComparison = z.infer<typeof retrainComparisonSchema>

const sideSchema = z.object({
  id: z.number().int(),
  number: z.number().int(),
  trainedAt: instant.nullable(),
  windowMonths: z.number().int(),
  trainedRows: z.number().int(),
  measuredRows: z.number().int(),
  ...measures,
  calibrationSlope: z.number(),
  attributes: z.number().int(),
})
const named = z.array(z.object({ name: z.string(), label: z.string() }))

/** A version beside the active one. */
export const versionComparisonSchema = z.object({
  active: sideSchema,
  other: sideSchema,
  added: named,
  removed: named,
  /** Shares of all influence, null where the version lacks the attribute; the largest change first. */
  influence: z.array(z.object({ name: z.string(), label: z.string(), active: z.number().nullable(), other: z.number().nullable() })),
  sentence: z.string(),
  /** On the same records, where one of the two was compared with the other when it was trained. */
  sameRecords: retrainComparisonSchema.nullable(),
})
export type VersionComparison = z.infer<typeof versionComparisonSchema>

/** Records scored in each of the last twelve months, oldest first; one counts once a month. */
export const usageSchema = z.object({ months: z.array(z.object({ month: z.string(), lead: z.number().int(), opportunity: z.number().int() })) })
export type Usage = z.infer<typeof usageSchema>

/** What the workspace does with models by itself. */
export const modelOptionsSchema = z.object({
  /** A first model is trained when an import brings enough data for one. */
  buildFirst: z.boolean(),
})
export type ModelOptions = z.infer<typeof modelOptionsSchema>
