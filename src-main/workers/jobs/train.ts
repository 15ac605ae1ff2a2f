import { z } from 'zod'
import { publishModel } from '#main/db/queries/models-write'
import { readReport } from '#main/db/queries/models-report'
import type { JobHandler } from '../context.ts'
import { BagPool } from '../trainer/bag-pool.ts'
import { answerOf, requireVersion, storeTrained, trainVersion, whileTraining } from './train-version.ts'

const inputSchema = z.object({
  modelId: z.number().int(),
  versionId: z.number().int(),
  /** Publishes the version at once when it has found a signal. */
  publish: z.boolean().default(false),
  /** Version of the application that was asked to train. */
  appVersion: z.string().nullable().default(null),
})

/**
 * Trains the version that `predictive.beginTraining` added and stores its artifact and report in one transaction; the
 * result has modelId, versionId, version, auc and verdict. Run again after a crash it trains anew; once trained it only answers.
 */
const train: JobHandler = async (job) => {
  const input = inputSchema.parse(job.input)
  const version = requireVersion(job, input)
  if (version.report !== null) return answerOf(input, version.number, readReport(version.report))
  return whileTraining(job, input.versionId, async () => {
    const pool = new BagPool({ url: job.workers.bag, workers: job.cores, cancelFlag: job.cancelFlag })
    try {
      const trained = await trainVersion(job, pool, input, version.config)
      await job.write((db) => {
        storeTrained(db, job, input, trained)
        if (input.publish && trained.report.verdict !== 'no_signal') publishModel(db, input, job.call)
      })
      job.changed('models')
      return answerOf(input, version.number, trained.report)
    } finally {
      await pool.close()
    }
  })
}
export default train
