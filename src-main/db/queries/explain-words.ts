import { assertNever } from '#shared/lib/assert'
import { dayOf, type OutcomeWords } from '#shared/domain/predictive/words'
import type { UnscoredReason } from '#shared/domain/scores/types'

/** Why a record has no score, and what to do about it. */
export function unscoredSentence(reason: UnscoredReason, words: OutcomeWords): string {
  switch (reason) {
    case 'no_model':
      return `No model for ${words.many} is published. An admin can train and publish one on the ${words.one === 'lead' ? 'Lead' : 'Opportunity'} scoring page.`
    case 'closed':
      return `This ${words.one} is closed; the model scores open ${words.many} only.`
    case 'too_old':
      return `This ${words.one} was created more than two years ago; only newer ones are scored.`
    case 'abandoned':
      return `This ${words.one} abandoned the process that the model goes by; reopen its run on the record to have it scored.`
    case 'filtered_out':
      return `This ${words.one} does not pass the filter of any published model.`
    case 'not_yet':
      return `This ${words.one} has not been scored yet; it will be with the next scoring.`
    default:
      return assertNever(reason)
  }
}

interface Noted {
  /** Attributes without a value, and all of them. */
  readonly blanks: number
  readonly attributes: number
  /** The model adds nothing for blanks. */
  readonly ignoreEmpty: boolean
  /** Stage whose submodel scored the record, empty for the pooled model; null where the model has no submodels. */
  readonly stage: string | null
  readonly validatedInTime: boolean
  readonly trainedAt: number | null
  readonly isPublished: boolean
  readonly now: number
}

const OLD = 90 * 86_400_000

/** What a reader of the score should know, one sentence each. */
export function explanationNotes(noted: Noted, words: OutcomeWords): string[] {
  const notes: string[] = []
  if (noted.stage !== null) notes.push(noted.stage === '' ? `Scored by the pooled model of all stages: the stage of this ${words.one} has no submodel, or it is in none.` : `Scored by the submodel of the stage ${noted.stage}; its baseline is that of ${words.many} in this stage.`)
  if (noted.blanks > 0) notes.push(`${noted.blanks} of ${noted.attributes} attributes ${noted.blanks === 1 ? 'is' : 'are'} blank for this ${words.one}; ${noted.ignoreEmpty ? 'the model ignores empty values, so they add nothing to the score' : 'a blank counts as a value of its own'}.`)
  if (!noted.validatedInTime) notes.push('The model was not validated in time, because closing times are missing or all alike.')
  if (noted.trainedAt !== null && noted.now - noted.trainedAt > OLD) notes.push(`The model is more than three months old: it learned on ${dayOf(noted.trainedAt)}.`)
  if (!noted.isPublished) notes.push('The score comes from a version that is no longer published; the next scoring replaces it.')
  return notes
}
