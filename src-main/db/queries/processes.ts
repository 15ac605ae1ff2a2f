import type { BusinessProcess, ProcessRun } from '#shared/contract/process'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'

interface StageRow {
  readonly process_id: number
  readonly id: number
  readonly name: string
  readonly records: number
  readonly visits: number
  readonly median_days: number | null
}

const processSql = `
SELECT p.id, p.name, p.entity,
  count(r.id) FILTER (WHERE r.status = 'active') AS active, count(r.id) FILTER (WHERE r.status = 'finished') AS finished, count(r.id) FILTER (WHERE r.status = 'abandoned') AS abandoned
FROM process p LEFT JOIN process_run r ON r.process_id = p.id
GROUP BY p.id ORDER BY p.entity, p.name, p.id`

const stageSql = `
WITH stay AS (
  SELECT process_stage_id AS stage_id, (left_at - entered_at) / 86400000.0 AS days,
    row_number() OVER (PARTITION BY process_stage_id ORDER BY left_at - entered_at) AS place, count(*) OVER (PARTITION BY process_stage_id) AS stays
  FROM process_stage_visit WHERE left_at IS NOT NULL
), median AS (SELECT stage_id, avg(days) AS days FROM stay WHERE place IN ((stays + 1) / 2, (stays + 2) / 2) GROUP BY stage_id),
visit AS (SELECT process_stage_id AS stage_id, count(*) AS n FROM process_stage_visit GROUP BY 1),
standing AS (SELECT active_stage_id AS stage_id, count(*) AS n FROM process_run WHERE status = 'active' GROUP BY 1)
SELECT s.process_id, s.id, s.name, coalesce(standing.n, 0) AS records, coalesce(visit.n, 0) AS visits, median.days AS median_days
FROM process_stage s LEFT JOIN standing ON standing.stage_id = s.id LEFT JOIN visit ON visit.stage_id = s.id LEFT JOIN median ON median.stage_id = s.id
ORDER BY s.process_id, s.position, s.id`

/** Every process with its stages and how many records stand in them. */
export function listProcesses(db: ReadDb): BusinessProcess[] {
  const stages = Map.groupBy(db.prepare<StageRow>(stageSql).all(), ({ process_id }) => process_id)
  return db.prepare<Omit<BusinessProcess, 'stages'>>(processSql).all().map((process) => ({
    ...process,
    stages: (stages.get(process.id) ?? []).map(({ id, name, records, visits, median_days }) => ({ id, name, records, visits, medianDays: median_days })),
  }))
}

/** Throws NOT_FOUND. */
export function readProcess(db: ReadDb, processId: number): BusinessProcess {
  const found = listProcesses(db).find(({ id }) => id === processId)
  if (found === undefined) throw new Problem('NOT_FOUND', 'This process is no longer there; somebody may have removed it.')
  return found
}

interface RunRow {
  readonly id: number
  readonly process_id: number
  readonly process_name: string
  readonly status: ProcessRun['status']
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly active_stage_id: number | null
}

const runColumns = 'SELECT r.id, r.process_id, p.name AS process_name, r.status, r.started_at, r.ended_at, r.active_stage_id FROM process_run r JOIN process p ON p.id = r.process_id'

/** The runs of a record, newest first, and the processes of its kind. */
export function processesOfRecord(db: ReadDb, input: { entity: ScoredEntity; recordId: number }): { runs: ProcessRun[]; available: { id: number; name: string }[] } {
  const column = input.entity === 'lead' ? 'lead_id' : 'opportunity_id'
  const runs = db.prepare<RunRow>(`${runColumns} WHERE r.${column} = ? ORDER BY r.status = 'active' DESC, coalesce(r.started_at, 0) DESC, r.id DESC`).all(input.recordId)
  const available = db.prepare<{ id: number; name: string }>('SELECT id, name FROM process WHERE entity = ? AND EXISTS (SELECT 1 FROM process_stage s WHERE s.process_id = process.id) ORDER BY name, id').all(input.entity)
  return { runs: withStages(db, runs), available }
}

/** Throws NOT_FOUND. */
export function readRun(db: ReadDb, runId: number): ProcessRun {
  const [run] = withStages(db, db.prepare<RunRow>(`${runColumns} WHERE r.id = ?`).all(runId))
  if (run === undefined) throw new Problem('NOT_FOUND', 'This record is no longer in that process; read the page again.')
  return run
}

const visitsSql = `
SELECT r.value AS run_id, s.id, s.name, v.entered_at, v.left_at
FROM json_each(?) r JOIN process_run run ON run.id = r.value JOIN process_stage s ON s.process_id = run.process_id
LEFT JOIN process_stage_visit v ON v.process_run_id = run.id AND v.process_stage_id = s.id
ORDER BY r.value, s.position, s.id, v.entered_at, v.id`

function withStages(db: ReadDb, runs: readonly RunRow[]): ProcessRun[] {
  const rows = db.prepare<{ run_id: number; id: number; name: string; entered_at: number | null; left_at: number | null }>(visitsSql).all(JSON.stringify(runs.map(({ id }) => id)))
  const byRun = Map.groupBy(rows, ({ run_id }) => run_id)
  return runs.map((run) => {
    const stages = Map.groupBy(byRun.get(run.id) ?? [], ({ id }) => id)
    return {
      runId: run.id,
      processId: run.process_id,
      processName: run.process_name,
      status: run.status,
      startedAt: run.started_at,
      endedAt: run.ended_at,
      activeStageId: run.active_stage_id,
      stages: [...stages].map(([id, visits]) => ({ id, name: visits[0]?.name ?? '', visits: visits.flatMap(({ entered_at, left_at }) => (entered_at === null ? [] : [{ enteredAt: entered_at, leftAt: left_at }])) })),
    }
  })
}
