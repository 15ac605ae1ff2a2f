import type { Overlap } from '#shared/contract/index'
import { count } from '#renderer/ui/format/numbers.ts'

/** Which models share records. A model scores once it is published; one that is not may be published later, so that it is named as well. */
export function overlapTitle({ models }: Overlap, many: string): string {
  const scoring = models.filter(({ published }) => published)
  const named = scoring.length > 0 ? scoring : models
  const [only] = named
  if (only === undefined) return ''
  const who = named.length === 1 ? only.name : `${named.length} models`
  if (scoring.length > 0) return `${who} ${named.length === 1 ? 'scores' : 'score'} some of these ${many} too`
  return `${who} would score some of these ${many} too`
}

/** What happens with the records that are shared. */
export function overlapSentence({ records, models }: Overlap, many: string): string {
  const waiting = models.filter(({ published }) => !published).length
  const which = waiting === models.length ? (waiting === 1 ? 'The other model is' : 'The other models are') : waiting === 1 ? 'One of the others is' : `${waiting} of the others are`
  const later = waiting === 0 ? '' : ` ${which} not published and ${waiting === 1 ? 'scores' : 'score'} nothing yet.`
  return `This model would score ${count(records)} ${many}.${later} A record has one score: it comes from the published model that stands higher in the order of the models, and says which.`
}
