import { z } from 'zod'
import { KNOWN_WHEN } from '../domain/catalog/types.ts'
import { entitySchema, instant, jobStarted, procedure } from './base.ts'

export const WINDOWS = [3, 6, 9, 12, 15, 18, 24] as const
const windowSchema = z.number().int().min(3).max(24)

export const modelConfigSchema = z.strictObject({
  /** Months back from now in which a training record was created and closed. */
  windowMonths: windowSchema.default(24),
  /** Process whose abandoned records are left out; null for none. */
  processId: z.number().int().nullable().default(null),
  /** Names of attributes to leave out. */
  exclude: z.array(z.string()).default([]),
  /** Names of attributes to use although they are suspected or left out by default. */
  include: z.array(z.string()).default([]),
  /** Which records get scores: open ones, or closed ones too. */
  scores: z.enum(['open', 'all']).default('open'),
  seed: z.number().int().min(0).default(1),
  /** Outer bags of the published model. */
  bags: z.number().int().min(2).max(50).default(14),
})
export type ModelConfig = z.infer<typeof modelConfigSchema>

const countsByWindow = z.object({
  months: z.number().int(),
  since: instant,
  positive: z.number().int(),
  negative: z.number().int(),
  enough: z.boolean(),
})

const readinessSchema = z.object({
  entity: entitySchema,
  positiveLabel: z.string(),
  negativeLabel: z.string(),
  /** Records needed of either outcome. */
  minimum: z.number().int(),
  windows: z.array(countsByWindow),
  byMonth: z.array(z.object({ month: z.string(), positive: z.number().int(), negative: z.number().int() })),
  open: z.number().int(),
  /** Closed records that the counts leave out, with the reason. */
  leftOut: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** More than 5 % of creation or closing times are missing or all alike: plain rows, no time attributes. */
  timesUsable: z.boolean(),
  processes: z.array(z.object({ id: z.number().int(), name: z.string() })),
})
export type Readiness = z.infer<typeof readinessSchema>

const attributeSchema = z.object({
  name: z.string(),
  label: z.string(),
  origin: z.enum(['record', 'related', 'intelligent']),
  kind: z.enum(['numeric', 'category']),
  knownWhen: z.enum(KNOWN_WHEN),
  /** Share filled among closed and among open records, in [0, 1]. */
  filledClosed: z.number(),
  filledOpen: z.number(),
  distinct: z.number().int(),
  /** Used unless the user says otherwise. */
  chosen: z.boolean(),
  /** Why it is left out by default, or why one should look twice; empty when neither. */
  note: z.string(),
  suspect: z.boolean(),
  /** AUC of this attribute alone, direction free; null where it cannot be computed. */
  singleAuc: z.number().nullable(),
})
export type Attribute = z.infer<typeof attributeSchema>

const metricsSchema = z.object({
  rows: z.number().int(),
  positives: z.number().int(),
  auc: z.number(),
  aucLow: z.number(),
  aucHigh: z.number(),
  logLoss: z.number(),
  brier: z.number(),
  calibrationError: z.number(),
  threshold: z.number(),
  accuracy: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  conversionRate: z.number(),
  confusion: z.object({ truePositive: z.number().int(), falsePositive: z.number().int(), trueNegative: z.number().int(), falseNegative: z.number().int() }),
})

const reportSchema = z.object({
  verdict: z.enum(['ready', 'ok', 'not_ready', 'no_signal']),
  verdictSentence: z.string(),
  validatedInTime: z.boolean(),
  /** Newest closing time of the records that the measured model learned from; null without times. */
  measuredUpTo: instant.nullable(),
  holdout: metricsSchema,
  logistic: z.object({ auc: z.number(), aucLow: z.number(), aucHigh: z.number(), logLoss: z.number(), brier: z.number() }),
  roc: z.array(z.tuple([z.number(), z.number()])),
  calibration: z.array(z.object({ predicted: z.number(), observed: z.number(), count: z.number().int() })),
  lift: z.array(z.object({ share: z.number(), gain: z.number() })),
  importance: z.array(z.object({ name: z.string(), label: z.string(), influence: z.number(), words: z.string() })),
  trainedRows: z.number().int(),
  positives: z.number().int(),
  priorRate: z.number(),
  attributesUsed: z.number().int(),
  attributesOffered: z.number().int(),
  suspects: z.array(z.object({ name: z.string(), label: z.string(), evidence: z.string(), used: z.boolean() })),
  notes: z.array(z.string()),
})
export type ModelReport = z.infer<typeof reportSchema>

const versionSchema = z.object({
  id: z.number().int(),
  number: z.number().int(),
  state: z.enum(['training', 'trained', 'published', 'retired', 'failed', 'cancelled']),
  trainedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  jobId: z.number().int().nullable(),
  report: reportSchema.nullable(),
  gradeCuts: z.array(z.object({ grade: z.string(), from: z.number() })),
  gradesSentence: z.string(),
  scored: z.number().int(),
})

const modelSummary = z.object({
  id: z.number().int(),
  entity: entitySchema,
  name: z.string(),
  createdAt: instant,
  config: modelConfigSchema,
  published: z.object({ version: z.number().int(), publishedAt: instant, auc: z.number().nullable(), verdict: z.string(), scored: z.number().int() }).nullable(),
  latest: z.object({ id: z.number().int(), version: z.number().int(), state: versionSchema.shape.state, jobId: z.number().int().nullable() }).nullable(),
})
export type ModelSummary = z.infer<typeof modelSummary>

const modelId = z.object({ modelId: z.number().int() })

export const predictive = {
  readiness: procedure('read').input(z.object({ entity: entitySchema, processId: z.number().int().nullable().default(null) })).output(readinessSchema),
  attributes: procedure('read').input(z.object({ entity: entitySchema, windowMonths: windowSchema.default(24) })).output(z.array(attributeSchema)),
  list: procedure('read').output(z.array(modelSummary)),
  get: procedure('read').input(modelId).output(modelSummary.extend({ versions: z.array(versionSchema) })),
  create: procedure('admin')
    .input(
      z.object({
        entity: entitySchema,
        name: z.string().regex(/^\w{1,80}$/, 'A model name has letters, digits and underscores, at most 80').optional(),
        config: modelConfigSchema.prefault({}),
      }),
    )
    .output(modelSummary),
  saveConfig: procedure('admin').input(modelId.extend({ config: modelConfigSchema })).output(modelSummary),
  train: procedure('admin').input(modelId).errors({ NOT_ENOUGH_DATA: { status: 422 } }).output(jobStarted),
  publish: procedure('admin').input(modelId.extend({ versionId: z.number().int().optional() })).output(z.object({ jobId: z.number().int(), version: z.number().int() })),
  remove: procedure('admin').input(modelId).output(z.object({ removed: z.boolean() })),
}
