import type { KnownWhen } from '../catalog/types.ts'

/** What a person may answer when asked when a column is filled in. */
export const LEAK_ANSWERS = ['creation', 'open', 'closing', 'unknown'] as const
export type LeakAnswer = (typeof LEAK_ANSWERS)[number]

/** Suspects that are asked about at a time; more questions than that are not read. */
export const MOST_QUESTIONS = 10

/**
 * What the answer makes of the column's `known_when`. A value entered while the record is open is replayed where
 * `hasHistory`, else it keeps the warning of a snapshot; "don't know" changes nothing.
 */
export function knownWhenOf(answer: LeakAnswer, hasHistory: boolean, before: KnownWhen): KnownWhen {
  switch (answer) {
    case 'creation':
      return 'creation'
    case 'open':
      return hasHistory ? 'history' : 'snapshot'
    case 'closing':
      return 'after_outcome'
    case 'unknown':
      return before === 'after_outcome' ? 'snapshot' : before
  }
}

/** Whether the answer still holds; someone may have changed the column on the Data page since. */
export function stillHolds(answer: LeakAnswer, knownWhen: KnownWhen): boolean {
  switch (answer) {
    case 'creation':
      return knownWhen === 'creation'
    case 'open':
      return knownWhen === 'history' || knownWhen === 'snapshot'
    case 'closing':
      return knownWhen === 'after_outcome'
    case 'unknown':
      return knownWhen !== 'after_outcome'
  }
}

/** What the answer does to a suspect, as a sentence beside its evidence. */
export function answerSentence(answer: LeakAnswer): string {
  switch (answer) {
    case 'creation':
      return 'Used all the same: you said that it is filled in when the record is created.'
    case 'open':
      return 'Used all the same: you said that it is filled in while the record is open.'
    case 'closing':
      return 'You said that it is filled in at closing.'
    case 'unknown':
      return 'Left out: you could not say when it is filled in.'
  }
}
