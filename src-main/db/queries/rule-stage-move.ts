import type { WriteDb } from '../handles.ts'

interface Move {
  readonly run: number
  readonly stage: number
}

/**
 * Moves the leads (a JSON array of ids) to the stage of this name: forwards in the process that each is in, never back;
 * a lead that is in no process starts the first one that has the stage.
 */
export function moveToStage(db: WriteDb, leads: string, stage: string, now: number): void {
  const moves = db
    .prepare<Move>(
      `SELECT r.id AS run, s.id AS stage FROM json_each(?) i CROSS JOIN process_run r ON r.lead_id = i.value AND r.status = 'active'
       JOIN process_stage s ON s.process_id = r.process_id AND s.name = ? COLLATE NOCASE
       LEFT JOIN process_stage a ON a.id = r.active_stage_id WHERE a.id IS NULL OR a.position < s.position`,
    )
    .all(leads, stage.trim())
  const list = JSON.stringify(moves.map(({ run, stage: target }) => [run, target]))
  db.prepare('UPDATE process_stage_visit SET left_at = ?, modified_at = ? WHERE left_at IS NULL AND process_run_id IN (SELECT value ->> 0 FROM json_each(?))').run(now, now, list)
  db.prepare("UPDATE process_run AS r SET active_stage_id = i.value ->> 1, modified_at = ? FROM json_each(?) i WHERE r.id = i.value ->> 0").run(now, list)
  enter(db, moves, now)
  start(db, leads, stage, now)
}

function start(db: WriteDb, leads: string, stage: string, now: number): void {
  const first = db
    .prepare<{ id: number; process_id: number }>(
      "SELECT s.id, s.process_id FROM process_stage s JOIN process p ON p.id = s.process_id WHERE p.entity = 'lead' AND s.name = ? COLLATE NOCASE ORDER BY p.id, s.position LIMIT 1",
    )
    .get(stage.trim())
  if (first === undefined) return
  const started = db
    .prepare<{ id: number }>(
      `INSERT INTO process_run (process_id, lead_id, active_stage_id, status, started_at, created_at, modified_at)
       SELECT ?, i.value, ?, 'active', ?, ?, ? FROM json_each(?) i
       WHERE NOT EXISTS (SELECT 1 FROM process_run r WHERE r.lead_id = i.value AND r.status = 'active') RETURNING id`,
    )
    .all(first.process_id, first.id, now, now, now, leads)
    .map(({ id }) => ({ run: id, stage: first.id }))
  enter(db, started, now)
}

function enter(db: WriteDb, moves: readonly Move[], now: number): void {
  db.prepare(
    'INSERT INTO process_stage_visit (process_run_id, process_stage_id, entered_at, created_at, modified_at) SELECT value ->> 0, value ->> 1, ?, ?, ? FROM json_each(?)',
  ).run(now, now, now, JSON.stringify(moves.map(({ run, stage }) => [run, stage])))
}
