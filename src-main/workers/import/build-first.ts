import { buildFirst, wantedFirst } from '#main/db/queries/models-first'
import type { JobContext } from '../context.ts'

/** Begins the first model of each kind of record that an import has brought enough data for. Counting is left out of the write, because it may take seconds. */
export async function buildFirstModels(job: Pick<JobContext, 'db' | 'call' | 'write' | 'changed'>): Promise<void> {
  const wanted = wantedFirst(job.db, job.call)
  if (wanted.length === 0) return
  await job.write((db) => buildFirst(db, wanted, job.call))
  for (const topic of ['models', 'jobs'] as const) job.changed(topic)
}
