import { z } from 'zod'
import { gradeBandsSchema, type RetrainComparison } from '#shared/contract/model-retrain'
import { compareConfigurations } from '#shared/domain/predictive/compare-configurations'
import { decideRetrain, OLD_MONTHS, overtaken, type RetrainDecision } from '#shared/domain/predictive/retrain-decision'
import { Problem } from '#main/db/errors'
import { monthsBefore } from '#main/db/features/calendar'
import type { ReadDb } from '#main/db/handles'
import { publishModel } from '#main/db/queries/models-write'
import { readReport } from '#main/db/queries/models-report'
import { readComparison } from '#main/db/queries/retrain'
import { saveComparison } from '#main/db/queries/retrain-write'
import type { JobHandler } from '../context.ts'
import { BagPool } from '../trainer/bag-pool.ts'
import { judgeActive } from './retrain-active.ts'
import { answerOf, requireVersion, storeTrained, trainVersion, whileTraining, type Trained } from './train-version.ts'

const inputSchema = z.object({
  modelId: z.number().int(),
  versionId: z.number().int(),
  grades: gradeBandsSchema,
  trigger: z.enum(['calendar', 'hand']),
  appVersion: z.string().nullable().default(null),
})

/** Share of the job that training the candidate takes in the progress; the rest is the active configuration's turn. */
const TRAINING = 0.75

interface Active {
  readonly id: number
  readonly number: number
  readonly config: string
  readonly trained_at: number | null
}

/**
 * Trains a candidate, lets the active configuration learn from the same older records, compares both on the newest ones,
 * and stores the version, the comparison and what follows from it in one transaction. The result is a training's, with
 * published and sentence. Run again after a crash it trains anew; once trained it only answers.
 */
const retrain: JobHandler = async (job) => {
  const input = inputSchema.parse(job.input)
  const version = requireVersion(job, input)
  if (version.report !== null) {
    const found = readComparison(job.db, input.versionId)
    return { ...answerOf(input, version.number, readReport(version.report)), published: found?.published ?? false, sentence: found?.sentence ?? '' }
  }
  return whileTraining(job, input.versionId, async () => {
    const pool = new BagPool({ url: job.workers.bag, workers: job.cores, cancelFlag: job.cancelFlag })
    try {
      const active = activeOf(job.db, input.modelId)
      const trained = await trainVersion(job, pool, input, version.config, TRAINING)
      const judged = await judgeActive(job, pool, active, trained, TRAINING)
      job.checkCancelled()
      const measured = measuredOn(trained, judged?.probability ?? null)
      const candidate = { number: version.number, verdict: trained.report.verdict, auc: measured.candidate.auc }
      const oldBefore = monthsBefore(job.call.now, OLD_MONTHS, job.call.timeZone)
      const decided = decideRetrain(candidate, { number: active.number, auc: measured.active?.auc ?? null, trainedAt: active.trained_at ?? 0 }, oldBefore)
      const decision = await job.write((db): RetrainDecision => {
        storeTrained(db, job, input, trained)
        const settled = publishedId(db, input.modelId) === active.id ? decided : overtaken(version.number, active.number)
        saveComparison(db, input.versionId, {
          ...measured, at: job.call.now, trigger: input.trigger, activeVersion: active.number, sameConfiguration: judged?.same === true,
          inTime: trained.report.validatedInTime, rule: settled.rule, published: settled.publish, sentence: settled.sentence,
        })
        if (settled.publish) publishModel(db, input, job.call)
        return settled
      })
      job.changed('models')
      job.changed('jobs')
      return { ...answerOf(input, version.number, trained.report), published: decision.publish, sentence: decision.sentence }
    } finally {
      await pool.close()
    }
  })
}
export default retrain

function activeOf(db: ReadDb, modelId: number): Active {
  const found = db.prepare<Active>("SELECT id, number, config, trained_at FROM model_version WHERE model_id = ? AND state = 'published'").get(modelId)
  if (found === undefined) throw new Problem('CONFLICT', 'The model has no published version any more, so there is nothing to compare with. Publish one, then retrain.')
  return found
}

function publishedId(db: ReadDb, modelId: number): number | undefined {
  return db.prepare<{ id: number }>("SELECT id FROM model_version WHERE model_id = ? AND state = 'published'").get(modelId)?.id
}

/** Both on the records that were set aside; null for an active configuration that could not learn. */
function measuredOn({ chosen, result }: Trained, active: Float64Array | null): Pick<RetrainComparison, 'rows' | 'positives' | 'candidate' | 'active' | 'difference'> {
  const { rows, probability } = result.heldOut
  const outcome = Uint8Array.from(rows, (row) => chosen.table.outcome[row] ?? 0)
  const compared = compareConfigurations(probability, active ?? probability, outcome)
  return { ...compared, active: active === null ? null : compared.active, difference: active === null ? null : compared.difference }
}
