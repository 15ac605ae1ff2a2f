import type { ScoredEntity } from '#shared/domain/catalog/types'
import { timeInStageLabel } from '#shared/domain/predictive/stage-parts'
import type { OutcomeWords } from '#shared/domain/predictive/words'
import { DAY } from '../features/attribute-spec.ts'
import { visitsOf } from '../features/stage-visits.ts'
import type { ReadDb } from '../handles.ts'
import type { Scorer } from '../scoring/stored-model.ts'

/** The words of a submodel's evidence, which counts only records that were in its stage. */
export function inStageWords(words: OutcomeWords, stage: string): OutcomeWords {
  return { ...words, many: `${words.many} in ${stage}`, one: `${words.one} in ${stage}` }
}

/**
 * Names the reason of an attribute that is the time in the present stage: `14 days in Develop; won opportunities leave it
 * after 5 days`, with the median of the won records that the version learned from. null for every other attribute, and
 * where the record was in no stage of the process at the moment.
 */
export function timeInStage(db: ReadDb, entity: ScoredEntity, { specs, stages }: Pick<Scorer, 'specs' | 'stages'>, { id, asOf }: { readonly id: number; readonly asOf: number }, { many, positive }: OutcomeWords): (attribute: string) => string | null {
  const names = new Set(specs.filter(({ source }) => source.type === 'days_in_stage').map(({ name }) => name))
  if (stages === null || names.size === 0) return () => null
  const visit = visitsOf(db, entity, stages.processId, [id]).get(id)?.findLast(({ entered }) => entered <= asOf)
  const stage = stages.stages.find(({ stageId }) => stageId === visit?.stageId)
  if (visit === undefined || stage === undefined) return () => null
  const label = timeInStageLabel((asOf - visit.entered) / DAY, stage, `${positive} ${many}`)
  return (attribute) => (names.has(attribute) ? label : null)
}
