import { z } from 'zod'
import { requireRuleModel } from '#main/db/queries/rule-models'
import { exportedRuleScores } from '#main/db/queries/rule-score-export'
import type { JobHandler } from '../context.ts'
import { exportFile } from './write-rows.ts'

const inputSchema = z.object({ modelId: z.number().int(), format: z.enum(['csv', 'xlsx']) })

/** Writes the scores of one rule model to a file; the result has path and rows. */
const exportRules: JobHandler = async (job) => {
  const { modelId, format } = inputSchema.parse(job.input)
  const { name } = requireRuleModel(job.db, modelId)
  return exportFile(job, { name: `${name} scores`, format, rows: () => exportedRuleScores(job.db, modelId) })
}
export default exportRules
