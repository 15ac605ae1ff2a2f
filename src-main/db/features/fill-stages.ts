import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { DAY, type Samples } from './attribute-spec.ts'
import type { FeatureBuilder } from './feature-builder.ts'
import { idList, orderById } from './read-columns.ts'

const visitsSql = (column: 'lead_id' | 'opportunity_id'): string =>
  `SELECT r.${column}, v.process_stage_id, v.entered_at
   FROM json_each(?) i CROSS JOIN process_run r JOIN process_stage_visit v ON v.process_run_id = r.id
   WHERE r.${column} = i.value AND r.process_id = ? AND v.entered_at <= ? ORDER BY r.${column}, v.entered_at, v.id`
const sqlOf: Record<ScoredEntity, string> = { lead: visitsSql('lead_id'), opportunity: visitsSql('opportunity_id') }

/** Fills the days in the present stage and the number of returns to a stage left before, as of each moment. */
export function fillStages(db: ReadDb, entity: ScoredEntity, builders: readonly FeatureBuilder[], target: { samples: Samples; firstRow: number }): void {
  const { ids, asOf } = target.samples
  const wanted = builders.flatMap(({ spec, numbers }) => {
    const { source } = spec
    return source.type === 'days_in_stage' || source.type === 'stage_returns' ? [{ ...source, numbers }] : []
  })
  const processId = wanted[0]?.processId
  if (processId === undefined) return
  const order = orderById(ids)
  let latest = -Infinity
  for (const row of order) if (asOf[row]! > latest) latest = asOf[row]!
  if (latest === -Infinity) return
  const entered = new Float64Array(ids.length).fill(Number.NaN)
  const returns = new Float64Array(ids.length)
  const seen = new Map<number, Set<number>>()
  let at = 0
  for (const [id, stage, time] of db.prepare(sqlOf[entity]).values(idList(ids, order), processId, latest)) {
    while (at < order.length && ids[order[at]!]! < (id as number)) at += 1
    for (let next = at; next < order.length && ids[order[next]!] === id; next += 1) {
      const row = order[next]!
      if (!((time as number) <= asOf[row]!)) continue
      const stages = seen.get(row) ?? new Set()
      if (stages.has(stage as number)) returns[row]! += 1
      seen.set(row, stages.add(stage as number))
      entered[row] = time as number
    }
  }
  for (const { type, numbers } of wanted) {
    entered.forEach((moment, row) => {
      if (!Number.isNaN(moment)) numbers[target.firstRow + row] = type === 'days_in_stage' ? (asOf[row]! - moment) / DAY : returns[row]!
    })
  }
}
