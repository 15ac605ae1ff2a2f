import type { GroupReport, RuleBacktest, RuleSuggestion } from '#shared/contract/index'
import { signed } from '#shared/domain/rules/history/verdicts'
import { decimal, fixed, percent, plural } from '#renderer/ui/format/numbers.ts'
import type { Tone } from '#renderer/ui/tag.tsx'

export const VERDICT_TAGS: Readonly<Record<GroupReport['verdict'], { readonly word: string; readonly tone: Tone | undefined }>> = {
  right: { word: 'Right', tone: 'good' },
  too_much: { word: 'Too much', tone: 'care' },
  too_little: { word: 'Too little', tone: 'care' },
  wrong_sign: { word: 'Wrong sign', tone: 'bad' },
  unsure: { word: 'Cannot tell', tone: undefined },
  too_few: { word: 'Not enough data', tone: undefined },
  not_judged: { word: 'Not judged', tone: undefined },
}

/** `64 %`, or a dash of nothing. */
export const rateOf = (positives: number, leads: number): string => (leads === 0 ? '–' : percent(positives / leads, 0))

export const liftWords = (lift: GroupReport['lift']): string => (lift === null ? '–' : `${fixed(lift.value, 2)}×`)

export const rangeTitle = (range: { readonly low: number; readonly high: number } | null, show: (value: number) => string): string | undefined => (range === null ? undefined : `95 times in 100 between ${show(range.low)} and ${show(range.high)}`)

export const worthWords = (worth: GroupReport['worth']): string => (worth === null ? '–' : signed(worth.points))

/** What the suggestion does to the group: `+3`, `leave out`; a dash where it says nothing or the same. */
export function suggestedWords({ suggested, given }: Pick<GroupReport, 'suggested' | 'given'>): string {
  if (suggested === null) return '–'
  if (suggested === given) return 'keep'
  return suggested === 0 ? 'leave out' : signed(suggested)
}

/** Groups whose points history would change. */
export const changeable = (groups: readonly GroupReport[]): readonly GroupReport[] => groups.filter(({ suggested, given }) => suggested !== null && suggested !== given)

/** Those of them that are plainly wrong, which are ticked to begin with. */
export const proposed = (groups: readonly GroupReport[]): ReadonlySet<string> => new Set(changeable(groups).filter(({ verdict }) => verdict === 'wrong_sign' || verdict === 'too_much' || verdict === 'too_little').map(({ groupId }) => groupId))

/** Whether the points that history suggests sort better, in a sentence. */
export function suggestionSentence({ suggested }: RuleBacktest): string {
  if (suggested === null) return 'History says too little about these groups to suggest other points.'
  const { givenAuc, suggestedAuc, gain } = suggested
  const numbers = `AUC ${fixed(suggestedAuc)} with the suggested points, measured on leads that they were not fitted to, against ${fixed(givenAuc)} with yours`
  if (gain.low > 0) return `The suggested points sort better: ${numbers}.`
  return gain.high < 0 ? `Your points sort better than the suggested ones: ${numbers}.` : `The suggested points sort about as well as yours: ${numbers}.`
}

/** What working by score would have been worth. */
export const liftSentence = ({ lift10, lift20, rate }: RuleBacktest): string => `The best tenth by score qualified ${decimal(lift10, 1)} times as often as all (${percent(Math.min(1, lift10 * rate), 0)} against ${percent(rate, 0)}), the best fifth ${decimal(lift20, 1)} times.`

/** What the rules lose against the model that they were made of. */
export function lostSentence({ predictiveName, predictiveAuc, rulesAuc, lost, leads }: RuleSuggestion): string {
  const words = lost.low > 0 ? `${fixed(lost.value)} of AUC is lost` : lost.high < 0 ? `nothing is lost, the rules even gain ${fixed(-lost.value)}` : 'nothing measurable is lost'
  return `On ${plural(leads, 'closed lead')} that both have learned from, ${predictiveName} has an AUC of ${fixed(predictiveAuc)} and these rules had ${fixed(rulesAuc)}: ${words}.`
}
