import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { completeRules } from '#shared/domain/rules/text/complete'
import { parseRules, readRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { tokenize } from '#shared/domain/rules/text/tokens'
import { SAMPLE } from './made-catalog.ts'
import { withoutIds } from './made-models.ts'

const texts = ['engaged-contacts', 'fresh-engagement', 'whole-account', 'account-interest'].map((name) => readFileSync(new URL(`../../../../resources/examples/${name}.rules`, import.meta.url), 'utf8'))
const scraps = fc.oneof(fc.constantFrom('"', '[', ']', ' of ', ' and ', ' where ', '\n', '\n  ', '  ', '.', '?', ',', "'s ", ' each ', ' all of', 'When ', '7', ' in the last ', '(2)', '“', ' equals ', 'then ', ' not '), fc.string({ maxLength: 3 }))

/** An example with a few pieces cut out, doubled or put in. */
const damaged = fc
  .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.option(scraps)), { minLength: 1, maxLength: 4 }))
  .map(([text, cuts]) => cuts.reduce((left, [at, length, scrap]) => {
    const from = at % (left.length + 1)
    return left.slice(0, from) + (scrap ?? '') + left.slice(scrap === null ? from + length : from)
  }, text))

test('any text is read without an exception; problems lie inside it and are sentences; what is read without problems is written and read as the same', () => {
  let fine = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: damaged }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) }), (text) => {
      const { model, problems } = parseRules(text, SAMPLE)
      for (const problem of problems) {
        expect(problem.from).toBeLessThanOrEqual(problem.to)
        expect(problem.from).toBeGreaterThanOrEqual(0)
        expect(problem.to).toBeLessThanOrEqual(text.length)
        expect(problem.line).toBe(text.slice(0, problem.from).split('\n').length)
        expect(problem.sentence).toMatch(/[.?]$/u)
      }
      const best = readRules(text, SAMPLE).model
      const written = printRules(model ?? best, SAMPLE)
      if (model === null) return
      fine += 1
      const read = parseRules(written, SAMPLE)
      expect(read.problems, written).toEqual([])
      expect(read.model === null ? null : withoutIds(read.model)).toEqual(withoutIds(model))
      expect(read.model === null ? '' : printRules(read.model, SAMPLE)).toBe(written)
    }),
    { numRuns: 2000 },
  )
  expect(fine).toBeGreaterThan(100)
})

test('completion never fails, and offers what the examples go on with at each of their words and quoted values', () => {
  for (const text of texts) {
    const tokens = tokenize(text).lines.flatMap((line) => line.tokens)
    const missed = tokens.filter((token, index) => {
      const { from, choices } = completeRules(text.slice(0, token.from), token.from, SAMPLE)
      expect(from).toBeLessThanOrEqual(token.from)
      const written = text.slice(from).toLowerCase()
      return token.kind === 'word' && !choices.some((choice) => written.startsWith(choice.insert.toLowerCase())) && tokens[index - 1]?.kind !== 'name'
    })
    expect(missed.map((token) => `${text.slice(token.from - 20, token.from)}|${text.slice(token.from, token.to)}`)).toEqual([])
  }
})

test('a choice, taken, is understood', () => {
  const cases = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(), fc.nat({ max: 4 }))
  fc.assert(
    fc.property(cases, ([text, at, pick, typed]) => {
      const tokens = tokenize(text).lines.flatMap((line) => line.tokens)
      const token = tokens[at % tokens.length]
      if (token === undefined) return
      const offset = Math.min(token.to, token.from + typed)
      const { from, choices } = completeRules(text, offset, SAMPLE)
      const choice = choices[pick % Math.max(1, choices.length)]
      if (choice === undefined) return
      const next = `${text.slice(0, from)}${choice.insert}`
      const inside = readRules(next, SAMPLE).problems.filter((problem) => problem.from >= from && problem.from < next.length)
      expect(inside.filter((problem) => /called|no meaning|not understood/u.test(problem.sentence)), next).toEqual([])
    }),
    { numRuns: 800 },
  )
})
