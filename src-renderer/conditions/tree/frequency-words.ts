import type { Frequency } from '#shared/domain/rules/tree'

/** What a frequency means, in one sentence. */
export function frequencySentence(value: Frequency, counted: string): string {
  switch (value.kind) {
    case 'each':
      return `Every ${counted} counts as one firing.`
    case 'at_least':
      return value.count === 1 ? `True as soon as there is one ${counted}; more of them add nothing.` : `True from ${value.count} of ${counted} on; more of them add nothing.`
    case 'none':
      return `True while there is no ${counted} in the date range.`
  }
}
