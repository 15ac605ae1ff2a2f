import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { CallContext } from '#main/workers/context'
import type { WriteDb } from '../handles.ts'
import { scoreRecords } from './score-records.ts'

/**
 * Scores records that were just saved, in the caller's transaction, on the same path as the score job. Without a
 * published model it removes what scores they have. Meant for few ids: about a millisecond each, models kept parsed.
 */
export function rescoreRecords(db: WriteDb, entity: ScoredEntity, ids: readonly number[], context: CallContext): void {
  const ascending = [...new Set(ids)].sort((a, b) => a - b)
  scoreRecords(db, entity, ascending, { now: context.now, timeZone: context.timeZone, modelId: null, dueBefore: null, newerUntil: context.now })
}
