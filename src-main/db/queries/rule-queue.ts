import type { ReadDb, WriteDb } from '../handles.ts'
import { insertJob } from './jobs.ts'

interface Caller {
  readonly now: number
  readonly userId: number
}

const day = 24 * 3_600_000

export function hasLiveRules(db: ReadDb): boolean {
  return db.prepare("SELECT 1 FROM rule_version WHERE state = 'live' LIMIT 1").get() !== undefined
}

interface Work {
  /** Every lead, not only those that wait. */
  readonly all?: boolean
  /** The consequences for all leads as well. */
  readonly settle?: boolean
}

/** Queues the rescoring of leads with the live rule models, unless one that does as much is queued already; returns whether one was added. */
export function queueRules(db: WriteDb, title: string, work: Work, caller: Caller): boolean {
  if (!hasLiveRules(db)) return false
  const queued = db.prepare("SELECT 1 FROM job WHERE kind = 'rules_score' AND state = 'queued' AND due_at <= ? AND input ->> 'modelId' IS NULL AND coalesce(input ->> 'all', 0) >= ? AND coalesce(input ->> 'settle', 0) >= ? LIMIT 1")
  if (queued.get(caller.now, work.all === true ? 1 : 0, work.settle === true ? 1 : 0) !== undefined) return false
  insertJob(db, { kind: 'rules_score', title, input: { ...work } }, caller)
  return true
}

/** Queues a rescoring of everything when a version has been live for a day and the last one began a day ago or more; returns whether it did. */
export function queueDailyRules(db: WriteDb, caller: Caller): boolean {
  const old = db.prepare("SELECT 1 FROM rule_version WHERE state = 'live' AND published_at <= ? LIMIT 1").get(caller.now - day)
  if (old === undefined) return false
  const recent = db
    .prepare("SELECT 1 FROM job WHERE kind = 'rules_score' AND input ->> 'all' = 1 AND input ->> 'modelId' IS NULL AND (state IN ('queued', 'running') OR (state = 'done' AND created_at > ?)) LIMIT 1")
    .get(caller.now - day)
  return recent === undefined && queueRules(db, 'Daily rescoring with rule models', { all: true }, caller)
}
