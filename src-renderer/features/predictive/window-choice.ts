import type { OutcomeChoice, Readiness } from '#shared/contract/index'
import { count } from '#renderer/ui/format/numbers.ts'
import { endingWords } from './outcome-words.ts'

export type Window = Readiness['windows'][number]
type Labels = Pick<Readiness, 'minimum' | 'positiveLabel' | 'negativeLabel'>

/** Why one cannot go on while a condition of the filter is not complete. */
export const UNFINISHED_FILTER = 'Complete the filter, or delete its unfinished condition'

export interface Shortage {
  readonly positive: number
  readonly negative: number
}

/** How many records of either outcome a window lacks. */
export function shortage(window: Window, minimum: number): Shortage {
  return { positive: Math.max(0, minimum - window.positive), negative: Math.max(0, minimum - window.negative) }
}

/** The verdict of a window in two words. */
export function verdict(window: Window, minimum: number): string {
  const { positive, negative } = shortage(window, minimum)
  return positive + negative === 0 ? 'Enough' : `${count(positive + negative)} short`
}

/** The window that works and changes least: the next longer one that has enough, else the next shorter one. */
export function nearestEnough(windows: readonly Window[], months: number): Window | null {
  const enough = windows.filter((window) => window.enough && window.months !== months)
  const longer = enough.filter((window) => window.months > months).sort((one, other) => one.months - other.months)
  const shorter = enough.filter((window) => window.months < months).sort((one, other) => other.months - one.months)
  return longer[0] ?? shorter[0] ?? null
}

/** Why the window cannot be used, as a sentence; null when it can. */
export function whyNot(window: Window | undefined, labels: Labels, many: string, outcome: OutcomeChoice | null = null): string | null {
  if (window === undefined) return 'Choose a window'
  const { positive, negative } = shortage(window, labels.minimum)
  const positives = `${count(positive)} more ${endingWords(labels.positiveLabel, outcome)}`
  const negatives = `${count(negative)} more ${endingWords(labels.negativeLabel, outcome)}`
  if (positive > 0 && negative > 0) return `${positives} and ${negatives} ${many} are needed for ${window.months} months.`
  if (positive === 0 && negative === 0) return null
  const needed = positive > 0 ? positive : negative
  const noun = needed === 1 ? many.replace(/ies$/, 'y').replace(/s$/, '') : many
  return `${positive > 0 ? positives : negatives} ${noun} ${needed === 1 ? 'is' : 'are'} needed for ${window.months} months.`
}

/** What the other window has, as a sentence. */
export function offer(window: Window): string {
  return `${window.months} months has ${count(window.positive)} and ${count(window.negative)}.`
}
