import type { ScoredEntity } from '#shared/domain/catalog/types'
import { listAttributes } from '#main/db/queries/attributes'
import { readTables } from '#main/db/queries/catalog'
import { explainScore } from '#main/db/queries/explain'
import { readInteractions } from '#main/db/queries/interactions'
import { getJob, listJobs } from '#main/db/queries/jobs'
import { getModel, listModels } from '#main/db/queries/models'
import { modelCard, modelDrift } from '#main/db/queries/models-card'
import { compareVersionsOf } from '#main/db/queries/models-compare'
import { readModelOptions } from '#main/db/queries/models-first'
import { exportModel } from '#main/db/queries/models-transfer'
import { exportSql } from '#main/db/queries/models-sql'
import { readRaises } from '#main/db/queries/raises'
import { readReadiness } from '#main/db/queries/readiness'
import { readLookup } from '#main/db/queries/record-lookups'
import { readRecord } from '#main/db/queries/records'
import { readSavedViews } from '#main/db/queries/saved-views'
import { readScorePage } from '#main/db/queries/score-page'
import { viewCounts } from '#main/db/queries/score-views'
import { searchRecords } from '#main/db/queries/search'
import { readSettings, readUser } from '#main/db/queries/settings'
import { readUsage } from '#main/db/queries/usage'
import { readCounts, readWorkspaceSettings } from '#main/db/queries/workspace'
import { checkWorkspace } from '#main/db/queries/workspace-check'
import type { Read } from '../context.ts'
import { inspect } from '../import/inspect.ts'
import { imports, mappings, rejects } from '../import/reads.ts'
import { formulaReads } from './formulas.ts'
import { choiceReads } from './model-choices.ts'
import { processReads } from './process.ts'
import { ruleHistoryReads } from './rule-history.ts'
import { ruleReads } from './rule-reads.ts'

const jobsList: Read<{ limit: number }, ReturnType<typeof listJobs>> = (db, input) => listJobs(db, input.limit)
const jobsGet: Read<{ jobId: number }, ReturnType<typeof getJob>> = (db, input) => getJob(db, input.jobId)

const liveSettings: Read<null, ReturnType<typeof readSettings>> = (db) => readSettings(db)
const actingUser: Read<null, ReturnType<typeof readUser>> = (db, _input, context) => readUser(db, context.userId)

const predictiveList: Read<null, ReturnType<typeof listModels>> = (db) => listModels(db)
const predictiveGet: Read<{ modelId: number }, ReturnType<typeof getModel>> = (db, input) => getModel(db, input.modelId)
const usage: Read<null, ReturnType<typeof readUsage>> = (db, _input, context) => readUsage(db, context)
const modelOptions: Read<null, ReturnType<typeof readModelOptions>> = (db) => readModelOptions(db)

const workspaceCounts: Read<null, ReturnType<typeof readCounts>> = (db, _input, context) => readCounts(db, context)
const workspaceSettings: Read<null, ReturnType<typeof readWorkspaceSettings>> = (db) => readWorkspaceSettings(db)
const workspaceCheck: Read<null, ReturnType<typeof checkWorkspace>> = (db) => checkWorkspace(db)
const catalogTables: Read<null, ReturnType<typeof readTables>> = (db) => readTables(db)
const scoreViewCounts: Read<{ entity: ScoredEntity }, ReturnType<typeof viewCounts>> = (db, input, context) => viewCounts(db, input.entity, context)

/** Every named read; a reader thread runs it against its own connection. */
export const reads = {
  'settings.live': liveSettings,
  'settings.user': actingUser,
  'jobs.list': jobsList,
  'jobs.get': jobsGet,
  'predictive.readiness': readReadiness,
  'predictive.attributes': listAttributes,
  'predictive.list': predictiveList,
  'predictive.get': predictiveGet,
  'predictive.card': modelCard,
  'predictive.drift': modelDrift,
  'predictive.compare': compareVersionsOf,
  'predictive.usage': usage,
  'predictive.options': modelOptions,
  'predictive.exportFile': exportModel,
  'predictive.exportSql': exportSql,
  'scores.explain': explainScore,
  'scores.raises': readRaises,
  'scores.savedViews': readSavedViews,
  'workspace.counts': workspaceCounts,
  'workspace.settings': workspaceSettings,
  'workspace.check': workspaceCheck,
  'catalog.tables': catalogTables,
  'dataset.inspect': inspect,
  'dataset.imports': imports,
  'dataset.rejects': rejects,
  'dataset.mappings': mappings,
  'dataset.record': readRecord,
  'dataset.interactions': readInteractions,
  'dataset.search': searchRecords,
  'dataset.lookup': readLookup,
  'scores.page': readScorePage,
  'scores.viewCounts': scoreViewCounts,
  ...formulaReads,
  ...choiceReads,
  ...processReads,
  ...ruleReads,
  ...ruleHistoryReads,
} as const
