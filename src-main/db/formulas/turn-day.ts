import { followersOf } from '#shared/domain/catalog/formula/graph'
import { readsClock } from '#shared/domain/catalog/formula/tree'
import type { WriteDb } from '../handles.ts'
import { insertJob } from '../queries/jobs.ts'
import { queueRules } from '../queries/rule-queue.ts'
import { currentGraph } from './current-graph.ts'
import { dayAt, keepDay, keptDay } from './day.ts'
import { fillKept } from './keep.ts'
import { usersOf } from './users.ts'

interface Caller {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

/**
 * Lets calculated columns that read the clock have the values of the day that it is in the workspace's zone, where they are of
 * another one; only values that differ are written. Scores that follow are queued. `first` keeps the day although no column
 * reads it yet. Returns whether values changed, and whether jobs were queued.
 */
export function turnDay(db: WriteDb, caller: Caller, first = false): { readonly changed: boolean; readonly queued: boolean } {
  const graph = currentGraph(db)
  const clocks = graph.made.filter(({ formula }) => readsClock(formula))
  if (clocks.length === 0 && !first) return { changed: false, queued: false }
  const today = dayAt(caller.now, caller.timeZone)
  const kept = keptDay(db)
  if (kept?.day === today.day && kept.start === today.start) return { changed: false, queued: false }
  keepDay(db, today)
  const moved = clocks.filter((one) => fillKept(db, one) > 0).map(({ column }) => column)
  if (moved.length === 0) return { changed: false, queued: false }
  const users = [...moved, ...followersOf(graph, moved).map(({ column }) => column)].map((column) => usersOf(db, graph, column))
  const rules = users.some((user) => user.rules.length > 0) && queueRules(db, 'Rescoring with rule models for a new day', { all: true }, caller)
  const predictive = users.some((user) => user.predictive.length > 0) && db.prepare("SELECT 1 FROM model_version WHERE state = 'published' LIMIT 1").get() !== undefined
  if (predictive) insertJob(db, { kind: 'score', title: 'Scoring for a new day', input: { all: true } }, caller)
  return { changed: true, queued: rules || predictive }
}
