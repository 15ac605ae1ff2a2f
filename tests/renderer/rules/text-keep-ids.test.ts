import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idsOf } from '#shared/domain/rules/tiles'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import type { RuleModel } from '#shared/domain/rules/tree'
import { highlightRules, opensBlock } from '#renderer/features/rules/text/highlight.ts'
import { keepIds } from '#renderer/features/rules/text/keep-ids.ts'
import { unreadTexts } from '#renderer/features/rules/text/unread-texts.ts'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'
import { models } from '../../shared/domain/rules/made-models.ts'

const TEXT = `Model "M" for contacts

When "Opens": all of
  each EmailOpened in the last 30 days
  "Boss": Job title contains "head" and City equals "Leeds"
then add 5 points

When "Quiet": no CallHeld in the last 60 days
then subtract 5 points

Grades
  "B" up to 9
  "A" 10 and over
`

function read(text: string): RuleModel {
  const { model, problems } = parseRules(text, SAMPLE)
  if (model === null) throw new Error(problems.map((problem) => problem.sentence).join(' '))
  return model
}

/** The ids of the second model's parts by what they are called. */
const idsByName = (model: RuleModel): Readonly<Record<string, string>> => Object.fromEntries([...model.groups.map((group) => [group.condition.label, group.id]), ...model.groups.flatMap((group) => group.condition.children.map((child) => [`${group.condition.label}/${child.label}`, child.id])), ...model.grades.map((grade) => [grade.name, grade.id])])

describe('keepIds', () => {
  const old = read(TEXT)
  it('answers the very same model where nothing is different', () => {
    expect(keepIds(old, read(TEXT))).toBe(old)
  })

  it('finds parts again that were changed, moved or have new neighbours', () => {
    const swapped = TEXT.replace(/When "Opens"[\s\S]*?then add 5 points\n\n/u, '').replace('Grades', 'When each FormSubmitted\nthen add 1 point\n\nWhen "Opens": all of\n  "Boss": Job title contains "lead"\n  each EmailOpened in the last 9 days\nthen add 6 points\n\nGrades')
    const now = keepIds(old, read(swapped))
    const [before, after] = [idsByName(old), idsByName(now)]
    for (const name of ['Opens', 'Quiet', 'Opens/Boss', 'Opens/', 'A', 'B']) expect(after[name]).toBe(before[name])
    expect(now.groups).toHaveLength(3)
  })

  it('gives no id twice, whatever is read over whatever was there', () => {
    fc.assert(fc.property(models(SAMPLE), models(SAMPLE), (one, other) => {
      const base = read(printRules(one, SAMPLE))
      const typed = printRules(other, SAMPLE)
      const next = keepIds(base, read(typed))
      const ids = idsOf(next)
      expect(new Set(ids).size).toBe(ids.length)
      expect(printRules(next, SAMPLE)).toBe(typed)
    }), { numRuns: 60 })
  })
})

describe('highlightRules', () => {
  const kinds = (text: string): readonly string[] => highlightRules(text).map((colour) => `${text.slice(colour.from, colour.to)}:${colour.kind}`)
  it('tells the words of the language from names', () => {
    expect(kinds('When "Opens": each EmailOpened in the last 30 days where Created on is in the last 3 weeks')).toEqual(['When:keyword', '"Opens":text', 'each:join', 'in:join', 'the:join', 'last:join', '30:number', 'days:join', 'where:join', 'is:join', 'in:join', 'the:join', 'last:join', '3:number', 'weeks:join'])
    expect(kinds('then add 10 points, at most 40')).toEqual(['then:keyword', 'add:join', '10:number', 'points:join', 'at:join', 'most:join', '40:number'])
  })

  it('never overlaps and never leaves the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      let end = 0
      for (const { from, to } of highlightRules(text)) {
        expect(from).toBeGreaterThanOrEqual(end)
        expect(to).toBeLessThanOrEqual(text.length)
        end = to
      }
    }))
  })

  it('knows what opens a block', () => {
    expect(['When "x": all of', '  any of ', 'Grades', 'then add 1 point', 'When each EmailOpened of Contact'].map(opensBlock)).toEqual([true, true, true, false, false])
  })
})

it('keeps a text that cannot be read for as long as its model is the same', () => {
  const model = read(TEXT)
  unreadTexts.keep('7', model, 'When')
  expect(unreadTexts.of('7', model)).toBe('When')
  expect(unreadTexts.of('7', { ...model })).toBeNull()
  unreadTexts.forget('7')
  expect(unreadTexts.of('7', model)).toBeNull()
})
