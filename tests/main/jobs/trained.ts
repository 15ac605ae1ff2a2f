import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { beginTraining, createModel } from '#main/db/queries/models-write'
import train from '#main/workers/jobs/train'
import { CALL, testJob, type Bench, type TestJob } from './support.ts'

interface Begun {
  readonly modelId: number
  readonly job: TestJob
}

interface Options {
  readonly cores?: number
  readonly cancelAt?: string
  readonly appVersion?: string
}

/** Makes a model of two bags and begins its training; `train(job)` does the work. */
export function begin(bench: Bench, entity: ScoredEntity, config: Partial<ModelConfig>, options: Options = {}): Begun {
  const { db } = bench
  return db.transaction(() => {
    const model = createModel(db, { entity, config: modelConfigSchema.parse({ bags: 2, ...config }) }, CALL)
    const { jobId } = beginTraining(db, { modelId: model.id, ...(options.appVersion === undefined ? {} : { appVersion: options.appVersion }) }, CALL)
    return { modelId: model.id, job: jobOf(bench, jobId, options) }
  })
}

/** A job context for a queued job. */
export function jobOf(bench: Bench, jobId: number, options: Options = {}): TestJob {
  const input = bench.db.prepare<{ input: string }>('SELECT input FROM job WHERE id = ?').get(jobId)?.input ?? '{}'
  return testJob(bench, { id: jobId, input: JSON.parse(input) as unknown, ...options })
}

/** Trains a model of two bags and returns its id. */
export async function trained(bench: Bench, entity: ScoredEntity, config: Partial<ModelConfig>): Promise<number> {
  const { modelId, job } = begin(bench, entity, config)
  await train(job)
  return modelId
}
