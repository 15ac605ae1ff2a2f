import type { Readiness } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { count } from '#renderer/ui/format/numbers.ts'
import { ENTITY_WORDS } from './model-words.ts'
import { OUTCOMES } from './outcome-words.ts'
import { whyNot } from './window-choice.ts'

/** Months of the window that a first model learns from; every shorter window is part of it. */
export const FIRST_MONTHS = 24

interface FirstWords {
  readonly title: string
  readonly steps: readonly { readonly name: string; readonly words: string }[]
  /** What the counts come to, as a sentence; empty without them. */
  readonly check: string
  /** Why there cannot be a model yet; undefined where there can. */
  readonly lacking: string | undefined
}

/** What is said of a first model: how it works, and whether there is enough for it. */
export function firstWords(entity: ScoredEntity, readiness?: Pick<Readiness, 'windows' | 'minimum' | 'positiveLabel' | 'negativeLabel' | 'open' | 'timesUsable'>): FirstWords {
  const { one, many } = ENTITY_WORDS[entity]
  const { wins, losses } = OUTCOMES[entity]
  const window = readiness?.windows.find(({ months }) => months === FIRST_MONTHS)
  const why = readiness === undefined ? null : whyNot(window, readiness, many)
  const found = window === undefined ? '' : `${count(window.positive)} ${wins} and ${count(window.negative)} ${losses} ${many}${readiness?.timesUsable === false ? '' : ` were created and closed in the last ${FIRST_MONTHS} months`}`
  return {
    title: `Let your closed ${many} say which open ones ${entity === 'lead' ? 'will qualify' : 'will be won'}`,
    steps: [
      { name: 'It learns from what ended', words: `A model compares the ${many} that were ${wins} with those that were ${losses}, each as it stood while it was still open. Columns that would give the outcome away are left out.` },
      { name: 'You see how good it is', words: `It is measured on the newest closed ${many}, which it has not learned from, in sentences and charts.` },
      { name: 'You publish it', words: `Before that nobody sees a score. From then on every open ${one} has a score from 0 to 100, a grade, and the reasons in words.` },
    ],
    check: window === undefined || readiness === undefined ? '' : why === null ? `Enough: ${found}; ${count(readiness.open)} are open.` : `Not enough yet: ${found}. A model needs ${readiness.minimum} of each in one window.`,
    lacking: why === null ? undefined : why.replace(/\.$/, ''),
  }
}
