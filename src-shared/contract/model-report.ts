import { z } from 'zod'
import { KNOWN_WHEN } from '../domain/catalog/types.ts'
import { instant } from './base.ts'

/** Where an attribute comes from. */
export const originSchema = z.enum(['record', 'related', 'intelligent'])

/** How well probabilities rank and fit. */
export const measures = { auc: z.number(), aucLow: z.number(), aucHigh: z.number(), logLoss: z.number(), brier: z.number(), calibrationError: z.number() } as const

/** How well probabilities rank and fit, and what a threshold makes of them. */
export const metricsSchema = z.object({
  rows: z.number().int(),
  positives: z.number().int(),
  ...measures,
  /** Where the calibration error lies 95 times in 100 when the probabilities are right. */
  calibrationLow: z.number(),
  calibrationHigh: z.number(),
  /** 1 and 0 when the probabilities are right. */
  calibrationSlope: z.number(),
  calibrationIntercept: z.number(),
  threshold: z.number(),
  accuracy: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  conversionRate: z.number(),
  confusion: z.object({ truePositive: z.number().int(), falsePositive: z.number().int(), trueNegative: z.number().int(), falseNegative: z.number().int() }),
})

const pointsSchema = z.array(z.tuple([z.number(), z.number()]))
const gainSchema = z.array(z.object({ share: z.number(), gain: z.number() }))

const influenceSchema = z.array(z.object({ name: z.string(), label: z.string(), influence: z.number(), words: z.string() }))

/** What a per-stage version learned in each stage of its process, in the process's order. */
export const stageReportSchema = z.object({
  process: z.string(),
  stages: z.array(
    z.object({
      stageId: z.number().int(),
      name: z.string(),
      /** Training records seen at a moment inside the stage, and the positive ones among them. */
      rows: z.number().int(),
      positives: z.number().int(),
      /** How its submodel did on the newest of them; null where there are too few for one. Without a usable signal the pooled model scores the stage all the same. */
      measured: z.object({ rows: z.number().int(), positives: z.number().int(), auc: z.number(), aucLow: z.number(), aucHigh: z.number(), verdict: z.enum(['ready', 'ok', 'not_ready', 'no_signal']) }).nullable(),
      /** Which model scores the stage, and why where it is the pooled one. */
      sentence: z.string(),
      /** Mean size of each attribute's contribution in the submodel, the largest first; of the pooled model where there is none. */
      influence: influenceSchema,
    }),
  ),
})
export type StageReport = z.infer<typeof stageReportSchema>

/** What a version says about itself. */
export const modelReportSchema = z.object({
  verdict: z.enum(['ready', 'ok', 'not_ready', 'no_signal']),
  verdictSentence: z.string(),
  validatedInTime: z.boolean(),
  /** Newest closing time of the records that the measured model learned from; null without times. */
  measuredUpTo: instant.nullable(),
  holdout: metricsSchema,
  /** A logistic regression on the same records. */
  logistic: metricsSchema,
  logisticCurves: z.object({ roc: pointsSchema, precisionRecall: pointsSchema, lift: gainSchema }),
  /** AUC less the logistic regression's, with its 95 % interval. */
  gainOverLogistic: z.object({ auc: z.number(), low: z.number(), high: z.number() }),
  roc: pointsSchema,
  /** Recall and precision, highest scores first. */
  precisionRecall: pointsSchema,
  calibration: z.array(z.object({ predicted: z.number(), observed: z.number(), count: z.number().int() })),
  lift: gainSchema,
  /** Counts of the measured records above each threshold, thresholds ascending. */
  thresholds: z.array(z.object({ threshold: z.number(), truePositive: z.number().int(), falsePositive: z.number().int() })),
  learningCurve: z.object({ points: z.array(z.object({ rows: z.number().int(), auc: z.number() })), helps: z.enum(['yes', 'hardly', 'unclear']), sentence: z.string() }),
  importance: influenceSchema,
  /** null unless each stage has a submodel of its own. */
  stages: stageReportSchema.nullable().default(null),
  trainedRows: z.number().int(),
  positives: z.number().int(),
  priorRate: z.number(),
  attributesUsed: z.number().int(),
  attributesOffered: z.number().int(),
  suspects: z.array(z.object({ name: z.string(), label: z.string(), evidence: z.string(), used: z.boolean() })),
  notes: z.array(z.string()),
  /** Version of the application that trained it; null when it did not say. */
  appVersion: z.string().nullable(),
  /** Attributes in the model, and all others with the reason why not. */
  columns: z.object({
    used: z.array(z.object({ name: z.string(), label: z.string(), origin: originSchema, knownWhen: z.enum(KNOWN_WHEN) })),
    refused: z.array(z.object({ name: z.string(), label: z.string(), reason: z.string() })),
  }),
})
export type ModelReport = z.infer<typeof modelReportSchema>
