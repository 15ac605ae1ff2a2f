import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

export interface Task {
  readonly id: number
  readonly subject: string
  /** `YYYY-MM-DD` */
  readonly dueOn: string
  readonly ownerName: string | null
  readonly done: boolean
}

const most = 50

/** The tasks of a lead: open ones by their due day, then what is done, newest first. */
export function tasksOfLead(db: ReadDb, leadId: number): Task[] {
  return db
    .prepare<Omit<Task, 'done'> & { done: number }>(
      `SELECT t.id, t.subject, t.due_on AS dueOn, u.name AS ownerName, t.done_at IS NOT NULL AS done
       FROM task t LEFT JOIN user u ON u.id = t.owner_id WHERE t.lead_id = ?
       ORDER BY t.done_at IS NOT NULL, t.done_at DESC, t.due_on, t.id LIMIT ${most}`,
    )
    .all(leadId)
    .map((task) => ({ ...task, done: task.done === 1 }))
}

/** Throws NOT_FOUND. */
export function setTaskDone(db: WriteDb, { taskId, done }: { taskId: number; done: boolean }, { now }: { now: number }): { done: boolean } {
  const { changes } = db.prepare('UPDATE task SET done_at = CASE WHEN ? THEN coalesce(done_at, ?) END WHERE id = ?').run(done ? 1 : 0, now, taskId)
  if (changes === 0) throw new Problem('NOT_FOUND', 'This task is no longer there; its lead may have been removed.')
  return { done }
}
