import type { ReadDb, WriteDb } from '../handles.ts'

export interface Notice {
  readonly id: number
  readonly leadId: number
  readonly sentence: string
  readonly at: number
  readonly seen: boolean
}

const most = 200

/** The newest notices of a user. */
export function listNotices(db: ReadDb, userId: number): Notice[] {
  return db
    .prepare<{ id: number; leadId: number; sentence: string; at: number; seen: number }>(
      `SELECT id, lead_id AS leadId, sentence, at, seen_at IS NOT NULL AS seen FROM notice WHERE user_id = ? ORDER BY at DESC, id DESC LIMIT ${most}`,
    )
    .all(userId)
    .map((row) => ({ ...row, seen: row.seen === 1 }))
}

export function markNoticesSeen(db: WriteDb, context: { now: number; userId: number }): { seen: number } {
  return { seen: db.prepare('UPDATE notice SET seen_at = ? WHERE user_id = ? AND seen_at IS NULL').run(context.now, context.userId).changes }
}
