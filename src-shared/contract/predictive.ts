import { z } from 'zod'
import { KNOWN_WHEN } from '../domain/catalog/types.ts'
import { LEAK_ANSWERS } from '../domain/predictive/leak-answer.ts'
import { LEAK_SIGNS } from '../domain/predictive/leak-sign.ts'
import { SQL_DIALECTS } from '../domain/predictive/model-sql.ts'
import { entitySchema, instant, jobStarted, procedure } from './base.ts'
import { filterSchema } from './dataset.ts'
import { gradeBasisSchema, gradeCutSchema } from './model-grades.ts'
import { insightSchema } from './model-insight.ts'
import { outcomeColumnsSchema, overlapSchema, precedenceSchema } from './model-overlap.ts'
import { metricsSchema, modelReportSchema, originSchema } from './model-report.ts'
import { gradeBandsSchema, modelOptionsSchema, retrainComparisonSchema, usageSchema, versionComparisonSchema } from './model-retrain.ts'
import { branchSchema } from './rule-tree.ts'

export const WINDOWS = [3, 6, 9, 12, 15, 18, 24] as const
const windowSchema = z.number().int().min(3).max(24)

/** An option column or a yes-no column of the record, and which of its values mean success and failure; any other value is still open. */
export const outcomeChoiceSchema = z.strictObject({ column: z.string().min(1), positive: z.string().min(1), negative: z.string().min(1) })
export type OutcomeChoice = z.infer<typeof outcomeChoiceSchema>

/** Which records a model is about. */
const populationShape = {
  /** Process whose abandoned records are left out; null for none. */
  processId: z.number().int().nullable().default(null),
  /**
   * What holds for the records learned from and scored: a list of conditions that all do, in which a related record's column is written
   * `parent_account_id.industry`, or a tree of conditions joined by and and or over the record and its related records.
   */
  filter: z.union([z.array(filterSchema).max(20), branchSchema]).default([]),
  /** What counts as success and failure; null for the state of the record. */
  outcome: outcomeChoiceSchema.nullable().default(null),
}

export const modelConfigSchema = z.strictObject({
  /** Months back from now in which a training record was created and closed. */
  windowMonths: windowSchema.default(24),
  ...populationShape,
  /** Names of attributes to leave out. */
  exclude: z.array(z.string()).default([]),
  /** Names of attributes to use although they are suspected or left out by default. */
  include: z.array(z.string()).default([]),
  /** Empty values count for nothing: they add 0 to every score, and the other values' effects are centred on the records that have one. */
  ignoreEmpty: z.boolean().default(false),
  /** A submodel for each stage of the process, which scores the records that are in it; opportunities only, decided before the first training. */
  perStage: z.boolean().default(false),
  /** Names of the stages that an attribute counts in, by the attribute's name; one that is not listed counts in all of them. */
  stageAttributes: z.record(z.string(), z.array(z.string())).default({}),
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
  /** What the filter leaves of the closed records and of the open ones. */
  filtered: z.object({ closed: z.number().int(), ofClosed: z.number().int(), open: z.number().int(), ofOpen: z.number().int() }),
  processes: z.array(z.object({ id: z.number().int(), name: z.string() })),
  /** Whether a submodel for each stage is possible: why it never is, the last stage, and how many records closed in it in each of the windows. */
  perStage: z.object({ reason: z.string(), lastStage: z.string().nullable(), closed: z.array(z.number().int()) }),
})
export type Readiness = z.infer<typeof readinessSchema>

const attributeSchema = z.object({
  name: z.string(),
  label: z.string(),
  origin: originSchema,
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
  /** What speaks against a suspect, by kind; the note has the sentences. */
  signs: z.array(z.enum(LEAK_SIGNS)),
  /** The stored column behind it, of which one can say when it is filled in; null for what Sextant builds. */
  column: z.object({ table: z.string(), column: z.string() }).nullable(),
  /** What was said of when it is filled in. */
  answer: z.enum(LEAK_ANSWERS).nullable(),
  /** One of the ten worst suspects that nobody has said anything of. */
  asks: z.boolean(),
})
export type Attribute = z.infer<typeof attributeSchema>

const versionSchema = z.object({
  id: z.number().int(),
  number: z.number().int(),
  state: z.enum(['training', 'trained', 'published', 'retired', 'failed', 'cancelled']),
  trainedAt: instant.nullable(),
  publishedAt: instant.nullable(),
  jobId: z.number().int().nullable(),
  report: modelReportSchema.nullable(),
  gradeCuts: z.array(z.object({ grade: z.string(), from: z.number() })),
  gradesSentence: z.string(),
  scored: z.number().int(),
  /** How it did beside the active version, when it was trained to take its place. */
  comparison: retrainComparisonSchema.nullable(),
})

const driftSchema = z.object({
  /** When it was looked at. */
  at: instant,
  /** Open records looked at. */
  records: z.number().int(),
  /** Most moved first; a population stability index from 0.1 is to be watched, from 0.25 calls for training again. */
  columns: z.array(z.object({ name: z.string(), label: z.string(), psi: z.number(), chance: z.number(), level: z.enum(['steady', 'watch', 'act']), words: z.string() })),
  /** What to do, in a sentence. */
  sentence: z.string(),
})
export type ModelDrift = z.infer<typeof driftSchema>

/** Everything that one should know before relying on a version. */
const cardSchema = z.object({
  model: z.object({ id: z.number().int(), name: z.string(), entity: entitySchema }),
  version: z.object({ id: z.number().int(), number: z.number().int(), state: versionSchema.shape.state, trainedAt: instant.nullable(), publishedAt: instant.nullable(), appVersion: z.string().nullable() }),
  /** Months asked for, and oldest and newest closing time of what the version learned from. */
  window: z.object({ months: z.number().int(), from: instant.nullable(), to: instant.nullable() }),
  /** What the version was told: name of its process, column and values of its outcome where that is not the state, and how many conditions its filter has. */
  settings: z.object({ process: z.string().nullable(), outcome: z.object({ column: z.string(), positive: z.string(), negative: z.string() }).nullable(), conditions: z.number().int(), ignoreEmpty: z.boolean(), perStage: z.boolean() }),
  counts: z.object({ closed: z.number().int(), positives: z.number().int(), measured: z.number().int(), open: z.number().int() }),
  learner: z.object({ bags: z.number().int(), seed: z.number().int(), terms: z.number().int() }),
  columns: modelReportSchema.shape.columns,
  metrics: metricsSchema,
  logistic: metricsSchema,
  verdictSentence: z.string(),
  learningCurve: modelReportSchema.shape.learningCurve,
  notes: z.array(z.string()),
  drift: driftSchema,
})
export type ModelCard = z.infer<typeof cardSchema>

/** How a version came out; null while it has learned nothing. */
const outcomeOfTraining = { auc: z.number().nullable(), verdict: modelReportSchema.shape.verdict.nullable(), trainedAt: instant.nullable(), trainedRows: z.number().int().nullable() } as const

const modelSummary = z.object({
  id: z.number().int(),
  entity: entitySchema,
  name: z.string(),
  createdAt: instant,
  config: modelConfigSchema,
  published: z.object({ version: z.number().int(), publishedAt: instant, scored: z.number().int(), ...outcomeOfTraining, verdict: z.string() }).nullable(),
  latest: z.object({ id: z.number().int(), version: z.number().int(), state: versionSchema.shape.state, jobId: z.number().int().nullable(), ...outcomeOfTraining }).nullable(),
  /** Trains itself every 15 days while a version is published; on from the first publication, unless switched off before. */
  autoRetrain: z.boolean(),
  /** When it will next; null where it will not. */
  nextRetrainAt: instant.nullable(),
  /** A version newer than the published one is trained and waits, or the settings are not those that the published one learned with: both can be taken back. */
  canRevert: z.boolean(),
})
export type ModelSummary = z.infer<typeof modelSummary>

const modelDetail = modelSummary.extend({
  versions: z.array(versionSchema),
  /** Number of the newest trained version that learned with the settings as they are; null where none did. */
  learnedBy: z.number().int().nullable(),
})

const modelId = z.object({ modelId: z.number().int() })

const modelName = z.string().regex(/^\w{1,80}$/, 'A model name has letters, digits and underscores, at most 80')
const MOST_FILE_CHARACTERS = 200_000_000

/** The version in force, or else the newest trained one, unless another is named. */
const trainedVersion = modelId.extend({ versionId: z.number().int().optional() })

export const predictive = {
  readiness: procedure('read').input(z.object({ entity: entitySchema, ...populationShape })).output(readinessSchema),
  attributes: procedure('read').input(z.object({ entity: entitySchema, windowMonths: windowSchema.default(24), ...populationShape })).output(z.array(attributeSchema)),
  /** Columns that can say how a record ended, other than its state. */
  outcomes: procedure('read').input(z.object({ entity: entitySchema })).output(outcomeColumnsSchema),
  /** What the records show of one attribute, and what the model, where one is named and trained, made of it. */
  insight: procedure('read').input(z.object({ entity: entitySchema, windowMonths: windowSchema.default(24), ...populationShape, modelId: z.number().int().nullable().default(null), name: z.string() })).output(insightSchema),
  /** Other models that score records which this configuration would score too. */
  overlap: procedure('read').input(z.object({ entity: entitySchema, ...populationShape, scores: z.enum(['open', 'all']).default('open'), exceptModelId: z.number().int().nullable().default(null) })).output(overlapSchema),
  precedence: procedure('read').input(z.object({ entity: entitySchema })).output(precedenceSchema),
  /** Sets the order of precedence, highest first, and scores again. Models that are not named come after those that are. */
  prioritize: procedure('admin').input(z.object({ entity: entitySchema, modelIds: z.array(z.number().int()).min(1) })).output(precedenceSchema),
  grades: procedure('read').input(trainedVersion).output(gradeBasisSchema),
  /** Changes the grade bands of the published version, best grade first, and grades its records again; null sets the default ones. */
  saveGrades: procedure('admin').input(modelId.extend({ cuts: z.array(gradeCutSchema).min(2).max(10).nullable() })).output(jobStarted),
  /** Says when a column is filled in: its `knownWhen` follows, and the column is used, never used, or left out. */
  answer: procedure('admin')
    .input(z.object({ table: z.string(), column: z.string(), answer: z.enum(LEAK_ANSWERS) }))
    .output(z.object({ table: z.string(), column: z.string(), answer: z.enum(LEAK_ANSWERS), knownWhen: z.enum(KNOWN_WHEN) })),
  list: procedure('read').output(z.array(modelSummary)),
  get: procedure('read').input(modelId).output(modelDetail),
  card: procedure('read').input(trainedVersion).output(cardSchema),
  drift: procedure('read').input(trainedVersion).output(driftSchema),
  /** A trained version as a file that another workspace can import. */
  exportFile: procedure('read').input(trainedVersion).output(z.object({ fileName: z.string(), text: z.string() })),
  /** A trained version as one SELECT that returns the probability of every row of a table of attribute values. */
  exportSql: procedure('read')
    .input(trainedVersion.extend({ dialect: z.enum(SQL_DIALECTS), table: z.string().min(1).max(200).default('attributes'), idColumn: z.string().min(1).max(200).default('id') }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
  /** Makes a model with one trained version from such a file; it is not published. */
  importFile: procedure('admin').input(z.object({ text: z.string().max(MOST_FILE_CHARACTERS), name: modelName.optional() })).output(modelSummary),
  create: procedure('admin')
    .input(
      z.object({
        entity: entitySchema,
        name: modelName.optional(),
        config: modelConfigSchema.prefault({}),
      }),
    )
    .output(modelSummary),
  saveConfig: procedure('admin').input(modelId.extend({ config: modelConfigSchema })).output(modelSummary),
  /** Trains the next version; with a configuration it is kept for the model, unless the training cannot begin. */
  train: procedure('admin').input(modelId.extend({ config: modelConfigSchema.optional() })).errors({ NOT_ENOUGH_DATA: { status: 422 } }).output(jobStarted),
  /** Trains a candidate, compares it with the active version on the same newest records, and publishes it where the rules say so. */
  retrain: procedure('admin').input(modelId.extend({ grades: gradeBandsSchema.default('keep') })).errors({ NOT_ENOUGH_DATA: { status: 422 } }).output(jobStarted),
  setRetraining: procedure('admin').input(modelId.extend({ on: z.boolean() })).output(modelSummary),
  /** Drops what was trained after the published version, if anything was, and takes back the settings with which that was trained. */
  revert: procedure('admin').input(modelId).output(modelSummary),
  /** A trained version beside another, the published one unless one is named. */
  compare: procedure('read').input(modelId.extend({ versionId: z.number().int(), againstId: z.number().int().optional() })).output(versionComparisonSchema),
  /** Makes a model with the defaults, trains it, and publishes it unless it finds no usable signal. */
  quickSetup: procedure('admin').input(z.object({ entity: entitySchema })).errors({ NOT_ENOUGH_DATA: { status: 422 } }).output(z.object({ modelId: z.number().int(), jobId: z.number().int() })),
  usage: procedure('read').output(usageSchema),
  options: procedure('read').output(modelOptionsSchema),
  saveOptions: procedure('admin').input(modelOptionsSchema).output(modelOptionsSchema),
  publish: procedure('admin').input(modelId.extend({ versionId: z.number().int().optional(), grades: gradeBandsSchema.default('reset') })).output(z.object({ jobId: z.number().int(), version: z.number().int() })),
  remove: procedure('admin').input(modelId).output(z.object({ removed: z.boolean() })),
}
