import { z } from 'zod'
import { RULE_STATES, RULE_TARGETS, RULE_UNSCORED } from '../domain/rules/tree.ts'
import { instant, jobStarted, procedure } from './base.ts'
import { ruleModelSchema } from './rule-tree.ts'

const modelId = z.number().int().positive()
const ofModel = z.object({ modelId })

/** Where the canvas shows things; never part of the model's meaning. Ids are those of the tree. */
export const layoutSchema = z.object({
  /** Pixels of the canvas at 100 %, upper left corner of the tile. */
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).default({}),
  collapsed: z.array(z.string()).default([]),
  /** Action tiles that no condition is connected to yet. */
  looseActions: z
    .array(z.object({ id: z.string(), points: z.number(), cap: z.number().nullable(), decay: z.object({ percent: z.number(), days: z.number() }).nullable() }))
    .default([]),
})
export type RuleLayout = z.infer<typeof layoutSchema>

const problemSchema = z.object({ severity: z.enum(['error', 'warning']), code: z.string(), at: z.string(), sentence: z.string() })

const summarySchema = z.object({
  id: modelId,
  name: z.string(),
  target: z.enum(RULE_TARGETS),
  state: z.enum(RULE_STATES),
  /** Why it is in state error; else null. */
  error: z.string().nullable(),
  liveVersion: z.number().int().nullable(),
  draftVersion: z.number().int().nullable(),
  groups: z.number().int(),
  /** Leads that have a score of the live version, and those at or above its sales-ready score. */
  scored: z.number().int(),
  salesReady: z.number().int(),
  updatedAt: instant,
  updatedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
  /** Job that takes it live or stops it, while it runs. */
  jobId: z.number().int().nullable(),
})
export type RuleSummary = z.infer<typeof summarySchema>

const versionSchema = z.object({
  number: z.number().int(),
  state: z.enum(['draft', 'live', 'retired']),
  tree: ruleModelSchema,
  layout: layoutSchema,
  /** Grows with each save of the draft; a save that is based on an older one is refused with CONFLICT. */
  revision: z.number().int(),
  savedAt: instant,
  publishedAt: instant.nullable(),
})
export type RuleVersion = z.infer<typeof versionSchema>

const detailSchema = z.object({
  summary: summarySchema,
  /** What can be edited; null while the model is live without a draft. */
  draft: versionSchema.nullable(),
  live: versionSchema.nullable(),
  versions: z.array(versionSchema.pick({ number: true, state: true, savedAt: true, publishedAt: true })),
})
export type RuleDetail = z.infer<typeof detailSchema>

const saved = z.object({ modelId, revision: z.number().int(), savedAt: instant, problems: z.array(problemSchema) })

const gradeCount = z.object({ name: z.string(), from: z.number().nullable(), to: z.number().nullable(), leads: z.number().int(), leadsLive: z.number().int().nullable() })

const sampleLead = z.object({
  id: z.number().int(),
  name: z.string(),
  company: z.string().nullable(),
  score: z.number(),
  grade: z.string().nullable(),
  /** By group id. */
  contributions: z.array(z.object({ groupId: z.string(), label: z.string(), count: z.number().int(), points: z.number() })),
})

const simulationSchema = z.object({
  /** Leads in the workspace, and those that the model scores. */
  leads: z.number().int(),
  scored: z.number().int(),
  unscored: z.array(z.object({ reason: z.enum(RULE_UNSCORED), leads: z.number().int() })),
  milliseconds: z.number(),
  /** By node id: scored leads for which the node holds, rows that it counts over all of them, and the most of one lead. */
  nodes: z.record(z.string(), z.object({ leads: z.number().int(), occurrences: z.number().int(), most: z.number().int() })),
  /** By group id: leads in which it fires, and all points that it gives. */
  groups: z.record(z.string(), z.object({ leads: z.number().int(), points: z.number() })),
  /** Leads by rounded score; ranges of equal width, first and last included. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), leads: z.number().int() })),
  lowest: z.number().nullable(),
  median: z.number().nullable(),
  highest: z.number().nullable(),
  /** Lowest score among the best tenth. */
  topTenth: z.number().nullable(),
  grades: z.array(gradeCount),
  salesReady: z.number().int(),
  /** Against the live version; null where none is live. */
  change: z
    .object({ version: z.number().int(), up: z.number().int(), down: z.number().int(), becomeReady: z.number().int(), ceaseReady: z.number().int(), newlyScored: z.number().int(), noLongerScored: z.number().int() })
    .nullable(),
  /** A few leads of each grade, best first. */
  samples: z.array(z.object({ grade: z.string().nullable(), leads: z.array(sampleLead) })),
})
export type RuleSimulation = z.infer<typeof simulationSchema>

export const rules = {
  list: procedure('read').output(z.array(summarySchema)),
  get: procedure('read').input(ofModel).output(detailSchema),
  /** Makes a model with a first draft; refuses a name that is taken. */
  create: procedure('market').input(z.object({ tree: ruleModelSchema, layout: layoutSchema.optional() })).output(saved),
  saveDraft: procedure('market').input(z.object({ modelId, tree: ruleModelSchema, layout: layoutSchema, basedOn: z.number().int() })).output(saved),
  /** Begins a draft from the live or newest version; answers the existing one when there is one. */
  edit: procedure('market').input(ofModel).output(detailSchema),
  discardDraft: procedure('market').input(ofModel).output(detailSchema),
  duplicate: procedure('market').input(z.object({ modelId, name: z.string() })).output(saved),
  remove: procedure('market').input(ofModel).output(z.object({ removed: z.boolean() })),
  /** Every problem of the draft, or of the live version where there is no draft. */
  check: procedure('read').input(ofModel).output(z.array(problemSchema)),
  /** Takes the draft live: scores all leads with it, then replaces the live version. Refuses a draft with errors. */
  publish: procedure('market').input(ofModel).output(jobStarted),
  /** Stops scoring; whether the scores are cleaned up is an option of the workspace. */
  stop: procedure('market').input(ofModel).output(jobStarted),
  /** The text form of the draft or the live version. */
  text: procedure('read').input(z.object({ modelId, version: z.enum(['draft', 'live']).optional() })).output(z.object({ name: z.string(), text: z.string() })),
  /** Creates the model of the text, or replaces the draft of the model of that name. */
  putText: procedure('market').input(z.object({ text: z.string() })).output(saved),
  /** Scores all real leads with the tree, without keeping anything. */
  simulate: procedure('read').input(z.object({ tree: ruleModelSchema, modelId: modelId.optional() })).output(simulationSchema),
  /** Leads for which one node of the tree holds, most occurrences first. */
  matches: procedure('read')
    .input(z.object({ tree: ruleModelSchema, nodeId: z.string(), limit: z.number().int().min(1).max(200).default(20) }))
    .output(z.object({ leads: z.number().int(), rows: z.array(z.object({ id: z.number().int(), name: z.string(), occurrences: z.number().int() })) })),
  /** Leads whose grade or sales-readiness differs between the tree and the live version. */
  effect: procedure('read')
    .input(z.object({ tree: ruleModelSchema, modelId, limit: z.number().int().min(1).max(1000).default(200) }))
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(
          z.object({ id: z.number().int(), name: z.string(), company: z.string().nullable(), scoreLive: z.number().nullable(), gradeLive: z.string().nullable(), score: z.number().nullable(), grade: z.string().nullable(), readyLive: z.boolean(), ready: z.boolean() }),
        ),
      }),
    ),
}
