import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionAmong, mentionLabel, mentionReason, mentions, wordsOf } from '#shared/domain/predictive/word-mentions'

test('words are runs of letters and digits with a letter in them', () => {
  expect(wordsOf('Senior VP of Sales & B2B-Sales, Ärzte 2024 x')).toEqual(['senior', 'vp', 'of', 'sales', 'b2b', 'ärzte'])
  expect(wordsOf('  – 42 ')).toEqual([])
})

test('a text mentions exactly the words that it is made of', () => {
  const part = fc.oneof(fc.constantFrom('Sales', 'sale', 'SALES', 'Rep', '2024', 'B2B', 'Käse', 'ı', 'İ', '.', '-', '/', '*', '('), fc.string({ maxLength: 3, unit: 'grapheme' }))
  const text = fc.array(fc.tuple(part, fc.constantFrom('', ' ', ', '))).map((parts) => parts.flat().join(''))
  fc.assert(
    fc.property(text, text, (one, other) => {
      const words = new Set(wordsOf(one))
      for (const word of [...words, ...wordsOf(other)]) expect(mentions(word)(one), `${word} in ${one}`).toBe(words.has(word))
    }),
  )
})

test('reasons name the word', () => {
  const label = mentionLabel('Job title', 'manager')
  expect(label).toBe('Job title mentions “manager”')
  expect([mentionReason(label, 'Yes'), mentionReason(label, 'No'), mentionReason(label, null)]).toEqual([label, 'Job title does not mention “manager”', 'Job title is not known'])
  expect([mentionAmong(label, 'Yes'), mentionAmong(label, 'No')]).toEqual(['whose “Job title” mentions “manager”', 'whose “Job title” does not mention “manager”'])
})
