import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultGrades, gradeOf } from '#shared/domain/predictive/grades'
import { LEAD_WORDS } from '#shared/domain/predictive/words'

const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1)
const inOrder = { scores: hundred, outcome: Uint8Array.from(hundred, (score) => (score > 40 ? 1 : 0)) }

test('cuts at the 90th, 70th and 40th percentile of the open scores', () => {
  expect(defaultGrades(hundred, inOrder, true, LEAD_WORDS).cuts).toEqual([{ grade: 'A', from: 90 }, { grade: 'B', from: 70 }, { grade: 'C', from: 40 }, { grade: 'D', from: 0 }])
})

test('under 100 open records the closed ones serve', () => {
  const { cuts, sentence } = defaultGrades(Float64Array.of(1, 2), inOrder, true, LEAD_WORDS)
  expect(cuts[0]).toEqual({ grade: 'A', from: 90 })
  expect(sentence).toContain('fewer than 100 are open')
})

test('neighbours whose rates are out of order become one grade', () => {
  const outcome = Uint8Array.from(hundred, (score) => (score >= 90 || (score >= 40 && score < 70) ? 1 : 0))
  const { cuts, sentence } = defaultGrades(hundred, { scores: hundred, outcome }, true, LEAD_WORDS)
  expect(cuts).toEqual([{ grade: 'A', from: 90 }, { grade: 'B', from: 40 }, { grade: 'D', from: 0 }])
  expect(sentence).toContain('C joined B')
})

test('no grades without signal, and none when all scores are alike', () => {
  expect(defaultGrades(hundred, inOrder, false, LEAD_WORDS).cuts).toEqual([])
  expect(defaultGrades(new Float64Array(200).fill(50), inOrder, true, LEAD_WORDS).cuts).toEqual([])
})

test('equal scores share a grade, and a better score never has a worse grade', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 100, maxLength: 150 }), (values) => {
      const scores = Float64Array.from(values, (value) => value * 5)
      const { cuts } = defaultGrades(scores, inOrder, true, LEAD_WORDS)
      const letters = [...scores].sort((a, b) => b - a).map((score) => gradeOf(score, cuts) ?? 'none')
      expect(letters).toEqual(letters.toSorted())
    }),
  )
})
