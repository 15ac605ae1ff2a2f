import { z } from 'zod'
import type { RuleBacktest } from '#shared/contract/rule-history'
import { shownVersion, treeOf } from '#main/db/queries/rule-models'
import { backtest } from '#main/db/rule-history/backtest'
import type { JobHandler } from '../context.ts'

const inputSchema = z.object({ modelId: z.number().int() })

/** Leads are drawn, and folds dealt, the same way each time. */
const SEED = 20_260_101

/** Judges the draft of a rule model, or the live version where there is none, by closed leads; the result is a `RuleBacktest`. It keeps nothing else, so that it can be run again at any time. */
const judge: JobHandler = async (job) => {
  const { modelId } = inputSchema.parse(job.input)
  const version = shownVersion(job.db, modelId)
  const tree = treeOf(version)
  const figures = backtest(job.db, tree, {
    ...job.call,
    seed: SEED,
    between: (done, total) => {
      job.checkCancelled()
      job.progress({ stage: 'backtest', label: `Scoring closed leads as of when they were open`, done, total, unit: 'leads', fraction: total === 0 ? 1 : (0.9 * done) / total })
    },
  })
  job.changed('models')
  const result: RuleBacktest = { modelId, version: version.number, revision: version.revision, judgedAt: job.call.now, ...figures }
  return await Promise.resolve(result)
}
export default judge
