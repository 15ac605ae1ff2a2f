import { z } from 'zod'
import { JOB_KINDS, JOB_STATES, type JobKind, type JobProgress } from '#shared/domain/jobs/types'
import { progressSchema, type Job } from '#shared/contract/jobs'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

const rowSchema = z.object({
  id: z.number(),
  kind: z.enum(JOB_KINDS),
  title: z.string(),
  input: z.string(),
  state: z.enum(JOB_STATES),
  progress: z.string().nullable(),
  result: z.string().nullable(),
  error: z.string().nullable(),
  attempts: z.number(),
  max_attempts: z.number(),
  due_at: z.number(),
  created_at: z.number(),
  started_at: z.number().nullable(),
  finished_at: z.number().nullable(),
})

function readJob(row: unknown): Job {
  const job = rowSchema.parse(row)
  const final = job.state === 'failed' || job.state === 'cancelled'
  return {
    id: job.id,
    kind: job.kind,
    title: job.title,
    state: job.state,
    progress: job.progress === null ? null : progressSchema.parse(JSON.parse(job.progress)),
    result: job.result === null ? null : z.record(z.string(), z.unknown()).parse(JSON.parse(job.result)),
    error: job.error,
    attempts: job.attempts,
    createdAt: job.created_at,
    startedAt: job.started_at,
    finishedAt: job.finished_at,
    dueAt: job.due_at,
    canCancel: job.state === 'queued' || job.state === 'running',
    canRetry: final && job.kind !== 'check_import',
  }
}

/** The newest jobs first, those not yet finished before all others. */
export function listJobs(db: ReadDb, limit: number): { jobs: Job[]; running: number } {
  const rows = db.prepare("SELECT * FROM job ORDER BY state NOT IN ('queued','running'), id DESC LIMIT ?").all(limit)
  const running = db.prepare<{ n: number }>("SELECT count(*) AS n FROM job WHERE state = 'running'").get()
  return { jobs: rows.map(readJob), running: running?.n ?? 0 }
}

export function getJob(db: ReadDb, jobId: number): Job {
  const row = db.prepare('SELECT * FROM job WHERE id = ?').get(jobId)
  if (row === undefined) throw new Problem('NOT_FOUND', `There is no job ${jobId}.`)
  return readJob(row)
}

/** Jobs that should run now, oldest first, with their stored input. */
export function dueJobs(db: ReadDb, now: number): { job: Job; input: unknown }[] {
  return db
    .prepare<{ input: string }>("SELECT * FROM job WHERE state = 'queued' AND due_at <= ? ORDER BY due_at, id LIMIT 20")
    .all(now)
    .map((row) => ({ job: readJob(row), input: JSON.parse(row.input) as unknown }))
}

interface NewJob {
  readonly kind: JobKind
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  readonly dueAt?: number
}

/** Queues a job; once the surrounding transaction commits it survives any crash. Returns its id. */
export function insertJob(db: WriteDb, job: NewJob, context: { now: number; userId: number }): number {
  const added = db
    .prepare("INSERT INTO job (kind, title, input, state, due_at, created_at, user_id) VALUES (?, ?, ?, 'queued', ?, ?, ?)")
    .run(job.kind, job.title, JSON.stringify(job.input), job.dueAt ?? context.now, context.now, context.userId)
  return Number(added.lastInsertRowid)
}

export function markStarted(db: WriteDb, jobId: number, now: number): void {
  db.prepare("UPDATE job SET state = 'running', started_at = ?, attempts = attempts + 1, error = NULL, finished_at = NULL WHERE id = ?").run(now, jobId)
}

export function saveProgress(db: WriteDb, jobId: number, progress: JobProgress): void {
  db.prepare("UPDATE job SET progress = ? WHERE id = ? AND state = 'running'").run(JSON.stringify(progress), jobId)
}

export function markFinished(
  db: WriteDb,
  jobId: number,
  end: { state: 'done' | 'failed' | 'cancelled'; result?: Readonly<Record<string, unknown>>; error?: string },
  now: number,
): void {
  db.prepare("UPDATE job SET state = ?, result = ?, error = ?, finished_at = ? WHERE id = ? AND state IN ('queued','running')").run(
    end.state,
    end.result === undefined ? null : JSON.stringify(end.result),
    end.error ?? null,
    now,
    jobId,
  )
}

/** Puts a failed or cancelled job back into the queue. */
export function requeue(db: WriteDb, jobId: number, now: number): void {
  const changed = db
    .prepare("UPDATE job SET state = 'queued', due_at = ?, attempts = 0, error = NULL, progress = NULL, result = NULL, started_at = NULL, finished_at = NULL WHERE id = ? AND state IN ('failed','cancelled')")
    .run(now, jobId)
  if (changed.changes === 0) throw new Problem('CONFLICT', 'Only a failed or cancelled job can be started again.')
}

/** After a crash: what was running is queued again, or fails when it was cut off too often. Returns how many there were. */
export function recoverJobs(db: WriteDb, now: number): number {
  db.prepare(
    `UPDATE job SET state = 'failed', finished_at = ?, error = 'Stopped: Sextant was closed in the middle of this job ' || attempts || ' times. Start it again from the Jobs page.'
     WHERE state = 'running' AND attempts >= max_attempts`,
  ).run(now)
  return db.prepare("UPDATE job SET state = 'queued', due_at = ? WHERE state = 'running'").run(now).changes
}

const day = 24 * 3_600_000

/** Queues a full rescoring when a model is published and the last full one began a day ago or more; returns whether it did. */
export function queueDailyScoring(db: WriteDb, context: { now: number; userId: number }): boolean {
  const published = db.prepare("SELECT 1 FROM model_version WHERE state = 'published' LIMIT 1").get()
  if (published === undefined) return false
  const recent = db
    .prepare("SELECT 1 FROM job WHERE kind = 'score' AND (state IN ('queued','running') OR (state = 'done' AND created_at > ?)) LIMIT 1")
    .get(context.now - day)
  if (recent !== undefined) return false
  insertJob(db, { kind: 'score', title: 'Daily rescoring', input: { all: true } }, context)
  return true
}
