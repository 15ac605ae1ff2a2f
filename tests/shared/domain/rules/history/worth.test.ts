import { expect, test } from 'vitest'
import { cardFigures, gradeFigures } from '#shared/domain/rules/history/card-figures'
import { groupRates, wilson } from '#shared/domain/rules/history/group-rates'
import { invert } from '#shared/domain/rules/history/invert'
import { spreadOf } from '#shared/domain/rules/history/judged-leads'
import { suggestedCard } from '#shared/domain/rules/history/suggested-card'
import { verdictOf, verdictSentence } from '#shared/domain/rules/history/verdicts'
import { worthOf } from '#shared/domain/rules/history/worth'
import { allRows, madeLeads } from './leads.ts'

/** Log-odds of 1, 0.15, −0.75, 0.5 and 0.5 a firing, but given as if the second were the best and the third good. */
const CARD = [
  { given: 20, effect: 1, share: 0.4 },
  { given: 20, effect: 0.15, share: 0.4 },
  { given: 15, effect: -0.75, share: 0.4 },
  { given: 10, effect: 0.5, share: 0.4 },
  { given: 10, effect: 0.5, share: 0.0008 },
]

test('groups are worth what the outcome was drawn from, on the scale that the card has', () => {
  const leads = madeLeads(CARD, 20_000, 1)
  const worths = worthOf(leads, allRows(leads), 1)
  const [first, second, third, fourth, seldom] = worths
  for (const [at, { effect }] of CARD.slice(0, 4).entries()) expect((worths[at]?.points ?? 0) / (first?.points ?? 1), `group ${at}`).toBeCloseTo(effect, 1)
  const fitted = leads.score.map((_, row) => leads.groups.reduce((sum, { counts }, at) => sum + counts[row]! * (worths[at]?.points ?? 0), 0))
  expect(spreadOf(fitted) / spreadOf(leads.score)).toBeCloseTo(1, 1)
  for (const worth of [first, second, third, fourth]) expect(worth?.low).toBeLessThan(worth?.points ?? 0)
  expect(seldom).toBeNull()
  expect(worths.map((worth, at) => verdictOf(CARD[at]?.given ?? 0, worth))).toEqual(['too_little', 'too_much', 'wrong_sign', 'too_little', 'too_few'])
})

test('the interval of the worth holds the true one about 95 times in 100', () => {
  let held = 0
  let total = 0
  for (let seed = 1; seed <= 40; seed += 1) {
    const leads = madeLeads([{ given: 10, effect: 0.8, share: 0.5 }, { given: 10, effect: 0.4, share: 0.5 }, { given: 10, effect: 0, share: 0.5 }], 1500, seed)
    const worths = worthOf(leads, allRows(leads), 1)
    // The scale of these draws: effects spread by √(0.8² + 0.4²) / 2, points by √3 · 10 / 2.
    const scale = (Math.sqrt(3) * 10) / Math.hypot(0.8, 0.4)
    for (const [at, effect] of [0.8, 0.4, 0].entries()) {
      const worth = worths[at]
      total += 1
      if (worth !== null && worth !== undefined && worth.low <= effect * scale && effect * scale <= worth.high) held += 1
    }
  }
  expect(held / total).toBeGreaterThan(0.88)
})

test('points of a firing do not hang on how a cap or fading cut it', () => {
  const leads = madeLeads(CARD.slice(0, 2), 6000, 3)
  const halved = { ...leads, groups: leads.groups.map((group, at) => (at === 0 ? { ...group, points: group.points.map((value) => value / 2) } : group)) }
  const [whole] = worthOf(leads, allRows(leads), 1)
  const [half, other] = worthOf(halved, allRows(leads), 1)
  // Half a firing that tells as much is worth twice as much a whole one, beside a group that is what it was.
  const [, same] = worthOf(leads, allRows(leads), 1)
  expect((half?.points ?? 0) / (other?.points ?? 1)).toBeCloseTo((2 * (whole?.points ?? 0)) / (same?.points ?? 1), 1)
})

test('without any points, firing or variety there is no worth and no suggestion', () => {
  const none = madeLeads([{ given: 10, effect: 0, share: 0 }], 200, 1)
  expect(worthOf(none, allRows(none), 1)).toEqual([null])
  expect(suggestedCard(none, [null], 1)).toBeNull()
  const always = madeLeads([{ given: 10, effect: 0, share: 1 }], 200, 1)
  expect(worthOf(always, allRows(always), 1)).toEqual([null])
})

test('the suggested card sorts better out of fold where points are wrong, and not where all is noise', () => {
  const leads = madeLeads(CARD, 6000, 2)
  const card = suggestedCard(leads, worthOf(leads, allRows(leads), 1), 1)
  expect(card?.givenAuc).toBeCloseTo(cardFigures(leads).auc, 10)
  expect(card?.gain.low).toBeGreaterThan(0.05)
  expect(card?.points[4]).toBeNull()
  expect(card?.points.slice(0, 4).every((points) => Number.isInteger(points))).toBe(true)
  const noise = madeLeads(CARD.map((group) => ({ ...group, effect: 0 })), 3000, 5)
  const other = suggestedCard(noise, worthOf(noise, allRows(noise), 1), 1)
  expect(other?.suggestedAuc).toBeGreaterThan(0.45)
  expect(other?.suggestedAuc).toBeLessThan(0.55)
})

test('rates, lift and figures of four leads counted by hand', () => {
  const leads = { ids: Float64Array.of(1, 2, 3, 4), outcome: Uint8Array.of(1, 1, 0, 0), score: Float64Array.of(30, 10, 10, 0), grade: Int32Array.of(1, 0, 0, -1), groups: [] }
  const figures = cardFigures(leads)
  expect(figures).toMatchObject({ leads: 4, positives: 2, rate: 0.5, auc: 0.875, lift10: 2, lift20: 2 })
  expect(gradeFigures(leads, ['Cold', 'Warm'])).toEqual([{ name: 'Cold', leads: 2, positives: 1 }, { name: 'Warm', leads: 1, positives: 1 }, { name: null, leads: 1, positives: 0 }])
  expect(gradeFigures(leads, [])).toEqual([])
  const rates = groupRates(leads, { counts: Float64Array.of(2, 0, 1, 0) })
  expect(rates).toMatchObject({ fired: 2, firedPositives: 1, others: 2, othersPositives: 1, lift: { value: 1 } })
  expect(groupRates(leads, { counts: new Float64Array(4) }).lift).toBeNull()
})

test('Wilson’s interval of 8 in 10 and of none', () => {
  const { low, high } = wilson(8, 10)
  expect(low).toBeCloseTo(0.4902, 4)
  expect(high).toBeCloseTo(0.9433, 4)
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
})

test('an inverse times its matrix is the identity; a singular one is refused', () => {
  const matrix = [Float64Array.of(4, 1, 0.5), Float64Array.of(1, 3, -1), Float64Array.of(0.5, -1, 2)]
  const inverse = invert(matrix)
  matrix.forEach((row, at) => inverse.forEach((_other, column) => expect(row.reduce((sum, value, index) => sum + value * inverse[index]![column]!, 0)).toBeCloseTo(at === column ? 1 : 0, 10)))
  expect(matrix[0]).toEqual(Float64Array.of(4, 1, 0.5))
  expect(() => invert([new Float64Array(1)])).toThrow('singular')
})

test.each([
  [20, { points: 3, low: 1, high: 5 }, 'too_much', '+20 for Brochure; on your data it is worth about +3: too much.'],
  [20, { points: 18, low: 12, high: 24 }, 'right', '+20 for Brochure; on your data it is worth about +18: right sign and size.'],
  [20, { points: 17, low: 16, high: 18 }, 'right', '+20 for Brochure; on your data it is worth about +17: right sign and size.'],
  [5, { points: 30, low: 20, high: 40 }, 'too_little', '+5 for Brochure; on your data it is worth about +30: too little.'],
  [10, { points: -8, low: -12, high: -4 }, 'wrong_sign', '+10 for Brochure; on your data it is worth about −8: wrong sign.'],
  [-10, { points: 8, low: 4, high: 12 }, 'wrong_sign', '−10 for Brochure; on your data it is worth about +8: wrong sign.'],
  [10, { points: 0.2, low: -2, high: 2 }, 'too_much', '+10 for Brochure; on your data it is worth about 0: too much.'],
  [10, { points: 6, low: -4, high: 16 }, 'unsure', '+10 for Brochure; your data cannot tell yet, it may be worth anything from −4 to +16.'],
] as const)('%d points that are worth %o', (given, worth, verdict, sentence) => {
  expect(verdictOf(given, worth)).toBe(verdict)
  expect(verdictSentence(verdict, { label: 'Brochure', given, worth, rates: { fired: 100, others: 100 } })).toBe(sentence)
})

test('too few firings, or too few leads without, are counted in the sentence', () => {
  const say = (fired: number, others: number): string => verdictSentence(verdictOf(10, null), { label: '', given: 10, worth: null, rates: { fired, others } })
  expect(say(1, 500)).toBe('Not enough data: it fired for 1 lead, and 20 are needed.')
  expect(say(500, 12)).toBe('Not enough data: it did not fire for 12 leads, and 20 are needed.')
})
