import { z } from 'zod'
import { SCORE_VIEWS, TRENDS, UNSCORED_REASONS } from '../domain/scores/types.ts'
import { cellSchema, entitySchema, instant, jobStarted, procedure, recordId } from './base.ts'
import { filterSchema } from './dataset.ts'

const pageInput = z.object({
  entity: entitySchema,
  view: z.enum(SCORE_VIEWS),
  filters: z.array(filterSchema).default([]),
  search: z.string().default(''),
  sort: z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) }).default({ column: 'score', direction: 'desc' }),
  /** Further columns of the table to return in `values`, beside the standard ones. */
  columns: z.array(z.string()).default([]),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
})

/** A whole list as it is shown, to be written to a file. */
export const listExportInput = pageInput.omit({ columns: true, offset: true, limit: true }).extend({
  /** Names the file. */
  title: z.string().trim().min(1).max(120),
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  /** Columns in the order shown, standard ones and those of the table. */
  shown: z.array(z.object({ id: z.string().max(120), label: z.string().max(200) })).min(1).max(200),
})

const rowSchema = z.object({
  id: recordId,
  name: z.string(),
  company: z.string().nullable(),
  topic: z.string().nullable(),
  ownerId: recordId.nullable(),
  ownerName: z.string().nullable(),
  /** State of the record: open, qualified, disqualified, won, lost. */
  state: z.string(),
  status: z.string().nullable(),
  createdAt: instant.nullable(),
  lastTouch: instant.nullable(),
  estimatedClose: z.string().nullable(),
  estimatedRevenue: z.number().nullable(),
  /** Unrounded score in [0, 100]; null when not scored. */
  score: z.number().nullable(),
  probability: z.number().nullable(),
  grade: z.string().nullable(),
  trend: z.enum(TRENDS).nullable(),
  /** Up to eight earlier scores, oldest first, the current one last. */
  spark: z.array(z.number()),
  unscored: z.enum(UNSCORED_REASONS).nullable(),
  values: z.record(z.string(), cellSchema),
})
export type ScoredRow = z.infer<typeof rowSchema>

const scoredBy = z.object({ modelId: z.number().int(), modelName: z.string(), version: z.number().int(), scoredAt: instant.nullable() })

const evidenceSchema = z.object({
  /** The evidence in one sentence. */
  sentence: z.string(),
  valueLabel: z.string(),
  /** Outcome rate among closed records with this value; null under 20 records. */
  rate: z.number().nullable(),
  averageRate: z.number(),
  /** Closed training records with this value. */
  records: z.number().int(),
  total: z.number().int(),
  /** The rate points the other way than the contribution. */
  contradicts: z.boolean(),
  scope: z.string(),
})

const reasonSchema = z.object({
  name: z.string(),
  /** The attribute and its value, "Industry is Finance". */
  label: z.string(),
  /** Share of the calibrated log-odds. */
  contribution: z.number(),
  /** Share of the score in points. */
  points: z.number(),
  missing: z.boolean(),
  evidence: evidenceSchema,
})

const explanationSchema = z.object({
  entity: entitySchema,
  recordId,
  name: z.string(),
  score: z.number().nullable(),
  probability: z.number().nullable(),
  averageProbability: z.number().nullable(),
  grade: z.string().nullable(),
  trend: z.enum(TRENDS).nullable(),
  unscored: z.enum(UNSCORED_REASONS).nullable(),
  /** Why there is no score, or an empty string. */
  unscoredSentence: z.string(),
  scoredBy: scoredBy.nullable(),
  /** Share of open scored records with a lower score, in [0, 1]. */
  percentile: z.number().nullable(),
  /** Score before any attribute is looked at. */
  baselineScore: z.number().nullable(),
  baseline: z.number().nullable(),
  logit: z.number().nullable(),
  /** baseline + contributions − calibrated log-odds. */
  sumError: z.number().nullable(),
  reasons: z.array(reasonSchema),
  history: z.array(z.object({ at: instant, score: z.number(), grade: z.string().nullable(), version: z.number().int() })),
  notes: z.array(z.string()),
})
export type Explanation = z.infer<typeof explanationSchema>

const raiseSchema = z.object({
  /** One more interaction of a type, or a value in a column that is blank. */
  kind: z.enum(['interaction', 'fill_in']),
  /** Type of the interaction, or name of the column. */
  name: z.string(),
  label: z.string(),
  /** Interactions of the type so far; null for a column. */
  before: z.number().int().nullable(),
  /** Unrounded scores that the record would have: the same twice, or the span that nine of ten values give. */
  low: z.number(),
  high: z.number(),
})
export type Raise = z.infer<typeof raiseSchema>

const raisesSchema = z.object({
  /** The present score, unrounded; null where there is nothing to say: not scored, closed, or changed since it was scored. */
  score: z.number().nullable(),
  /** At most five, the best first. */
  changes: z.array(raiseSchema),
})
export type Raises = z.infer<typeof raisesSchema>

/** A list that a user has kept under a name. */
export const savedViewSchema = z.object({
  name: z.string().trim().min(1).max(40),
  view: z.enum(SCORE_VIEWS),
  filters: z.array(filterSchema).max(20),
  search: z.string().max(200),
  sort: z.object({ column: z.string().max(120), direction: z.enum(['asc', 'desc']) }),
})
export type SavedView = z.infer<typeof savedViewSchema>

export const scores = {
  page: procedure('read').input(pageInput).output(
    z.object({
      rows: z.array(rowSchema),
      total: z.number().int(),
      /** Open records of the entity, the denominator of the page. */
      open: z.number().int(),
      scoredBy: scoredBy.nullable(),
    }),
  ),
  /** Starts a job that writes the list to the exports folder beside the workspace; its result has path and rows. */
  exportList: procedure('read').input(listExportInput).output(jobStarted),
  viewCounts: procedure('read').input(z.object({ entity: entitySchema })).output(z.record(z.enum(SCORE_VIEWS), z.number().int())),
  explain: procedure('read').input(z.object({ entity: entitySchema, recordId })).output(explanationSchema),
  /** What a seller could do about an open record's score, each with the score that the same model would give it then. */
  raises: procedure('read').input(z.object({ entity: entitySchema, recordId })).output(raisesSchema),
  /** The lists that the acting user has kept. */
  savedViews: procedure('read').input(z.object({ entity: entitySchema })).output(z.array(savedViewSchema)),
  /** Keeps these in place of those before; CONFLICT for two of one name. */
  saveViews: procedure('sell').input(z.object({ entity: entitySchema, views: z.array(savedViewSchema).max(20) })).output(z.array(savedViewSchema)),
  rescore: procedure('sell').input(z.object({ entity: entitySchema.optional(), modelId: z.number().int().optional(), all: z.boolean().default(false) })).output(jobStarted),
}
