import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { DAY, type Samples } from './attribute-spec.ts'
import type { FeatureBuilder } from './feature-builder.ts'
import { idList, orderById } from './read-columns.ts'

const interactionsSql: Record<ScoredEntity, string> = {
  lead: 'SELECT n.lead_id, n.type, n.occurred_at FROM json_each(?) i CROSS JOIN interaction n WHERE n.lead_id = i.value AND n.occurred_at < ?',
  opportunity: 'SELECT n.opportunity_id, n.type, n.occurred_at FROM json_each(?) i CROSS JOIN interaction n WHERE n.opportunity_id = i.value AND n.occurred_at < ?',
}

interface Window {
  /** Milliseconds before the moment; Infinity for ever. */
  readonly length: number
  readonly counts: Float64Array
}

/** Fills counts of interactions and the days since the last one; only what happened before each moment exists. */
export function fillInteractions(db: ReadDb, entity: ScoredEntity, builders: readonly FeatureBuilder[], target: { samples: Samples; firstRow: number }): void {
  const { ids, asOf } = target.samples
  const windows = new Map<string, Window[]>()
  const last = builders.filter(({ spec }) => spec.source.type === 'last_interaction')
  for (const builder of builders) {
    const { source } = builder.spec
    if (source.type !== 'interactions') continue
    const counts = builder.numbers.subarray(target.firstRow, target.firstRow + ids.length)
    for (let row = 0; row < ids.length; row += 1) counts[row] = Number.isNaN(asOf[row]!) ? Number.NaN : 0
    const window = { length: source.days === null ? Infinity : source.days * DAY, counts }
    windows.set(source.interaction, [...(windows.get(source.interaction) ?? []), window])
  }
  if (windows.size === 0 && last.length === 0) return
  const order = orderById(ids)
  let latest = -Infinity
  for (const row of order) if (asOf[row]! > latest) latest = asOf[row]!
  if (latest === -Infinity) return
  const lastTime = new Float64Array(ids.length).fill(-Infinity)
  let at = 0
  for (const [id, type, occurredAt] of db.prepare(interactionsSql[entity]).values(idList(ids, order), latest)) {
    const time = occurredAt as number
    while (at < order.length && ids[order[at]!]! < (id as number)) at += 1
    const found = windows.get(type as string)
    for (let next = at; next < order.length && ids[order[next]!] === id; next += 1) {
      const row = order[next]!
      const moment = asOf[row]!
      if (!(time < moment)) continue
      if (time > lastTime[row]!) lastTime[row] = time
      if (found === undefined) continue
      for (const window of found) if (time >= moment - window.length) window.counts[row]! += 1
    }
  }
  for (const { numbers } of last) {
    lastTime.forEach((time, row) => {
      if (time !== -Infinity) numbers[target.firstRow + row] = (asOf[row]! - time) / DAY
    })
  }
}
