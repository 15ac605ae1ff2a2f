import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import type { AttributeSpec } from './attribute-spec.ts'
import { judgeDates } from './judge-dates.ts'
import { judgeWords } from './judge-words.ts'
import type { Judging } from './judged-rows.ts'
import type { TrainingSamples } from './training-samples.ts'

/** The specs, with those of dates and words chosen that say more about the outcome than chance would, and the reason for each of the others. */
export function judgedSpecs(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples, judging: Judging): AttributeSpec[] {
  return judgeWords(db, entity, judgeDates(db, entity, specs, samples, judging), samples, judging)
}
