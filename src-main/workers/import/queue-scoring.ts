import type { WriteDb } from '#main/db/handles'
import { insertJob } from '#main/db/queries/jobs'
import type { JobContext } from '../context.ts'

/** Queues the scoring of what an import changed, for each kind of record that has a live model. */
export function queueScoring(db: WriteDb, job: Pick<JobContext, 'call'>): void {
  const entities = db.prepare<{ entity: string }>("SELECT DISTINCT m.entity FROM model m JOIN model_version v ON v.model_id = m.id WHERE v.state = 'published'").all()
  for (const { entity } of entities) insertJob(db, { kind: 'score', title: 'Scoring after import', input: { entity, all: true } }, job.call)
}
