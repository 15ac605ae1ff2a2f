import { keptHistory, queueBacktest, queueSuggestion, ruleSources, type KeptHistory, type RuleSource } from '#main/db/rule-history/kept'
import type { Read, Write } from '../context.ts'

const report: Read<{ modelId: number }, KeptHistory> = (db, { modelId }) => keptHistory(db, modelId)
const sources: Read<null, Omit<RuleSource, 'versionId'>[]> = (db) => ruleSources(db).map(({ versionId: _id, ...source }) => source)

/** The named reads of what history says of rule models. */
export const ruleHistoryReads = { 'ruleHistory.report': report, 'ruleHistory.sources': sources } as const

const backtest: Write<{ modelId: number }, { jobId: number }> = (db, { modelId }, context) => {
  for (const topic of ['jobs', 'models'] as const) context.changed(topic)
  return queueBacktest(db, modelId, context)
}

const suggest: Write<{ modelId: number }, { jobId: number }> = (db, { modelId }, context) => {
  context.changed('jobs')
  return queueSuggestion(db, modelId, context)
}

/** The named writes of the same. */
export const ruleHistoryWrites = { 'ruleHistory.backtest': backtest, 'ruleHistory.suggest': suggest } as const
