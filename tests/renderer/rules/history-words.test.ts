import { expect, test } from 'vitest'
import type { GroupReport, RuleBacktest, RuleSuggestion } from '#shared/contract/index'
import { changeable, liftSentence, lostSentence, proposed, rateOf, suggestedWords, suggestionSentence } from '#renderer/features/rules/history-judge/history-words.ts'

const group = (groupId: string, verdict: GroupReport['verdict'], given: number, suggested: number | null): GroupReport => ({
  groupId, label: groupId, given, verdict, sentence: '', warning: '', fired: 100, firedPositives: 10, others: 100, othersPositives: 10, lift: null, worth: null, suggested,
})
const GROUPS = [group('wrong', 'wrong_sign', 20, -5), group('right', 'right', 10, 12), group('same', 'right', 8, 8), group('nothing', 'too_much', 15, 0), group('late', 'not_judged', 5, null)]

test('what differs can be taken over, and what is plainly wrong is ticked', () => {
  expect(changeable(GROUPS).map(({ groupId }) => groupId)).toEqual(['wrong', 'right', 'nothing'])
  expect([...proposed(GROUPS)]).toEqual(['wrong', 'nothing'])
  expect(GROUPS.map(suggestedWords)).toEqual(['−5', '+12', 'keep', 'leave out', '–'])
  expect([rateOf(1, 4), rateOf(0, 0)]).toEqual(['25\u00a0%', '–'])
})

const report = (suggested: RuleBacktest['suggested']): RuleBacktest => ({
  modelId: 1, version: 1, revision: 1, judgedAt: 0, closed: 400, drawn: 400, leads: 400, positives: 100, rate: 0.25, unscored: [], auc: 0.7, aucLow: 0.65, aucHigh: 0.75, lift10: 2.4, lift20: 1.8, roc: [], gain: [], grades: [], groups: [], suggested, notes: [],
})

test('whether suggested points sort better follows from the interval', () => {
  const say = (low: number, high: number): string => suggestionSentence(report({ givenAuc: 0.6, suggestedAuc: 0.7, gain: { value: 0.1, low, high } }))
  expect(say(0.05, 0.15)).toMatch(/^The suggested points sort better: AUC 0\.70 .* against 0\.60 with yours\.$/u)
  expect(say(-0.05, 0.15)).toMatch(/^The suggested points sort about as well as yours/u)
  expect(say(-0.2, -0.05)).toMatch(/^Your points sort better/u)
  expect(suggestionSentence(report(null))).toMatch(/^History says too little/u)
  expect(liftSentence(report(null))).toBe('The best tenth by score qualified 2.4 times as often as all (60\u00a0% against 25\u00a0%), the best fifth 1.8 times.')
})

test('what the rules lose is said with both figures', () => {
  const say = (value: number, low: number, high: number): string => {
    const made: RuleSuggestion = { modelId: 1, name: 'R', groups: 3, predictiveName: 'Model', predictiveVersion: 2, leads: 500, positives: 200, predictiveAuc: 0.8, rulesAuc: 0.8 - value, lost: { value, low, high }, leftOut: [] }
    return lostSentence(made)
  }
  expect(say(0.04, 0.02, 0.06)).toBe('On 500\u00a0closed leads that both have learned from, Model has an AUC of 0.80 and these rules had 0.76: 0.04 of AUC is lost.')
  expect(say(0.01, -0.02, 0.04)).toMatch(/nothing measurable is lost\.$/u)
  expect(say(-0.03, -0.05, -0.01)).toMatch(/nothing is lost, the rules even gain 0\.03\.$/u)
})
