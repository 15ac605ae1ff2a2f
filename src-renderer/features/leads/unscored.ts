import type { UnscoredReason } from '#shared/domain/scores/types'

/** Why a record has no score, in a few words for tooltips; the panel has the full sentence. */
export const UNSCORED_WORDS: Readonly<Record<UnscoredReason, string>> = {
  no_model: 'No model is published yet',
  closed: 'It is closed',
  too_old: 'It was created more than two years ago',
  abandoned: 'It abandoned the process that the model goes by',
  filtered_out: 'The model’s filter leaves it out',
  not_yet: 'It is waiting to be scored',
}
