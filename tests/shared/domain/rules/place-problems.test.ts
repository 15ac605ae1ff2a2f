import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRules } from '#shared/domain/rules/text/parse'
import { placeProblems } from '#shared/domain/rules/text/place-problems'
import { printRules } from '#shared/domain/rules/text/print'
import { renumber } from '#shared/domain/rules/renumber'
import { idsOf } from '#shared/domain/rules/tiles'
import type { RuleModel } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { SAMPLE } from './made-catalog.ts'
import { catalogs, models } from './made-models.ts'

/** The words that each problem of a text is about, with the beginning of its sentence. */
function placed(text: string): readonly (readonly [line: number, words: string, sentence: string])[] {
  const { model, problems, spans } = parseRules(text, SAMPLE)
  if (model === null) throw new Error(problems.map((problem) => problem.sentence).join(' '))
  return placeProblems(text, spans, model, model, validateRules(model, SAMPLE)).map(({ line, from, to, sentence }) => [line, text.slice(from, to), sentence.split(' ').slice(0, 3).join(' ')])
}

const faulty = `Model "Faults" for leads
Audience: all of
  each EmailOpened of Contact
Sales-ready at 900
When "Cities": all of
  "Both": City equals "Oslo" and City equals "Rome"
  each EmailClicked of Contact in the last 0 days
    where Channel equals ?
then add 0 points
When "Clicks": at least 1 EmailClicked of Contact
then add 5 points, at most 3, fading 10 % every 7 days
When "Nothing": all of
  no EmailOpened of Contact
Grades
  "Cold" up to 10
  "Hot" 12 and over`

test('a problem is placed at the words that it is about', () => {
  const found = placed(faulty)
  expect(found.filter(([, words]) => !faulty.includes(words) || words === '')).toEqual([])
  const about = (line: number): readonly string[] => [...new Set(found.filter(([at]) => at === line).map(([, words]) => words))]
  expect(about(3)).toEqual(['each'])
  expect(about(4)).toEqual(['Sales-ready at 900'])
  expect(about(7)).toEqual(['in the last 0 days'])
  expect(about(8)).toEqual(['?'])
  expect(about(9)).toEqual(['add 0 points'])
  expect(about(11)).toEqual(['at most 3', 'fading 10 % every 7 days'])
  expect(about(12)).toEqual(['When "Nothing": all of'])
  expect(about(16)).toEqual(['"Hot" 12 and over'])
  expect(about(6).every((words) => words.includes('City equals "Rome"'))).toBe(true)
  expect(about(6)).not.toEqual([])
})

/** Ids that no text gives. */
function withIds(model: RuleModel): RuleModel {
  let last = 0
  const next = (): string => `own${(last += 1)}`
  return { ...model, audience: renumber.branch(model.audience, next), groups: model.groups.map((group) => renumber.group(group, next)), grades: model.grades.map((grade) => ({ ...grade, id: next() })) }
}

test('every tile of a model is found where it is written, also when its ids are others than those of the text', () => {
  const cases = catalogs.chain((known) => fc.record({ known: fc.constant(known), model: models(known) }))
  fc.assert(
    fc.property(cases, ({ known, model: made }) => {
      const model = withIds(made)
      const text = printRules(model, known)
      const { model: read, spans } = parseRules(text, known)
      if (read === null) throw new Error(text)
      const ids = idsOf(model)
      // one made-up problem at each tile, to see where each is placed
      const problems = ids.map((at) => ({ severity: 'error' as const, code: 'made_up', at, sentence: at }))
      const places = placeProblems(text, spans, read, model, problems)
      const audience = model.audience.id
      for (const { from, to, at } of places) {
        expect(to, `${at} in\n${text}`).toBeGreaterThan(from)
        if (at !== audience) expect(text.slice(from, to), `${at} in\n${text}`).not.toMatch(/^Model "/u)
      }
      const actions = new Set(model.groups.flatMap((group) => group.action?.id ?? []))
      for (const { from, to, at } of places) if (actions.has(at)) expect(text.slice(from, to)).toMatch(/^(?:add|subtract) /u)
    }),
    { numRuns: 200 },
  )
})
