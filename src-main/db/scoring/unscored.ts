import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { UnscoredReason } from '#shared/domain/scores/types'
import type { ReadDb } from '../handles.ts'
import { mismatch, type Candidate } from './matching.ts'
import { standingOf } from './standing.ts'

/** Why each of the records, which have no score, has none: by the rules that the scorer keeps to, for the published models in order of precedence. */
export function unscoredReasons(db: ReadDb, entity: ScoredEntity, configs: readonly ModelConfig[], records: readonly Candidate[], createdSince: number): Map<number, UnscoredReason> {
  const ids = records.map(({ id }) => id)
  const standings = configs.map((config) => ({ config, stand: standingOf(db, entity, config, ids) }))
  return new Map(
    records.map((record): [number, UnscoredReason] => {
      if (configs.length === 0) return [record.id, 'no_model']
      const reasons = standings.map(({ config, stand }) => mismatch({ config }, stand(record), createdSince))
      if (reasons.includes(null)) return [record.id, 'not_yet']
      // What one model only filters out would be scored by it otherwise, which says more than that another is for open records.
      return [record.id, reasons.find((reason) => reason === 'filtered_out') ?? reasons[0] ?? 'not_yet']
    }),
  )
}
