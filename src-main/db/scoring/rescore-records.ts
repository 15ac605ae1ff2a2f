import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { WriteDb } from '../handles.ts'
import type { CallContext } from '#main/workers/context'

/** Placeholder until the scorer is in place: with no published model there is nothing to rescore. */
export function rescoreRecords(_db: WriteDb, _entity: ScoredEntity, _ids: readonly number[], _context: CallContext): void {}
