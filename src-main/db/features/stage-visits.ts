import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import type { Samples } from './attribute-spec.ts'

export interface ProcessStage {
  readonly id: number
  readonly name: string
}

/** The stages of a process in their order; none where the process is gone or for another kind of record. */
export function stagesOf(db: ReadDb, entity: ScoredEntity, processId: number): ProcessStage[] {
  return db.prepare<ProcessStage>('SELECT s.id, s.name FROM process_stage s JOIN process p ON p.id = s.process_id WHERE p.id = ? AND p.entity = ? ORDER BY s.position, s.id').all(processId, entity)
}

/** A record's stay in a stage; times in UTC milliseconds. */
export interface Visit {
  readonly stageId: number
  readonly entered: number
  /** null while it lasts. */
  readonly left: number | null
}

const visitsSql = (column: 'lead_id' | 'opportunity_id'): string =>
  `SELECT r.${column}, v.process_stage_id, v.entered_at, v.left_at
   FROM json_each(?) i CROSS JOIN process_run r JOIN process_stage_visit v ON v.process_run_id = r.id
   WHERE r.${column} = i.value AND r.process_id = ? ORDER BY r.${column}, v.entered_at, v.id`
const sqlOf: Record<ScoredEntity, string> = { lead: visitsSql('lead_id'), opportunity: visitsSql('opportunity_id') }

/** Every visit of the records to stages of the process, by record, in order of entry. A visit without an end of its own ends with the next entry. */
export function visitsOf(db: ReadDb, entity: ScoredEntity, processId: number, ids: readonly number[]): Map<number, Visit[]> {
  const visits = new Map<number, Visit[]>()
  for (const [id, stage, entered, left] of db.prepare(sqlOf[entity]).values(JSON.stringify(ids), processId)) {
    const known = visits.get(id as number)
    const visit = { stageId: stage as number, entered: entered as number, left: left as number | null }
    const before = known?.at(-1)
    if (known === undefined) visits.set(id as number, [visit])
    else {
      if (before !== undefined && before.left === null) known[known.length - 1] = { ...before, left: visit.entered }
      known.push(visit)
    }
  }
  return visits
}

/** The stage that each record had entered last at its moment (now where the moment is NaN); NaN where none. Same length as the samples. */
export function activeStages(db: ReadDb, entity: ScoredEntity, processId: number, { ids, asOf }: Samples): Float64Array {
  const visits = visitsOf(db, entity, processId, [...new Set(ids)])
  return ids.map((id, row) => {
    const moment = Number.isNaN(asOf[row]!) ? Number.POSITIVE_INFINITY : asOf[row]!
    return visits.get(id)?.findLast(({ entered }) => entered <= moment)?.stageId ?? Number.NaN
  })
}
