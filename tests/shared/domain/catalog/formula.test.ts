import { describe, expect, it } from 'vitest'
import { checkFormula, columnTypeOf } from '#shared/domain/catalog/formula/check'
import { completeFormula } from '#shared/domain/catalog/formula/complete'
import { formulaColours, shownFormula, storedFormula } from '#shared/domain/catalog/formula/words'
import { SCOPE, THINGS } from '../../../support/formulas/random-formula.ts'

const refusal = (text: string): { at: string; sentence: string } => {
  const checked = checkFormula(text, SCOPE)
  if (checked.ok) throw new Error(`${text} was read`)
  const { from, to, sentence } = checked.problem
  return { at: text.slice(from, to), sentence }
}
const typeOf = (text: string): unknown => {
  const checked = checkFormula(text, SCOPE)
  if (!checked.ok) throw new Error(checked.problem.sentence)
  return columnTypeOf(checked.formula)
}

describe('the type of a formula', () => {
  it.each([
    ['Count + [Other count] * 2', { type: 'integer', scale: 0 }],
    ['Count + Money', { type: 'decimal', scale: 2 }],
    ['Money * share', { type: 'decimal', scale: 6 }],
    ['Money * share * 1.5', { type: 'number', scale: 0 }],
    ['Money / Count', { type: 'number', scale: 0 }],
    ['round(Money / Count, 2)', { type: 'decimal', scale: 2 }],
    ['round(Money)', { type: 'integer', scale: 0 }],
    ['if(Flag, 1, 2.25)', { type: 'decimal', scale: 2 }],
    ['if(Flag, Count, Ratio)', { type: 'number', scale: 0 }],
    ['coalesce([Choice [short]]], "none")', { type: 'text', scale: 0 }],
    ['Count > 3 and not Flag or Word = "x"', { type: 'boolean', scale: 0 }],
    ['min(Day, date("2026-01-31"))', { type: 'date', scale: 0 }],
    ['max(Moment, [other moment])', { type: 'datetime', scale: 0 }],
    ['days(Day, utcdate(Moment))', { type: 'integer', scale: 0 }],
    ['empty(Parent)', { type: 'boolean', scale: 0 }],
    ['Parent.Money + Parent.Parent.[Other count]', { type: 'decimal', scale: 2 }],
    ['empty(Parent.Parent)', { type: 'boolean', scale: 0 }],
    ['days(Parent.Day, today())', { type: 'integer', scale: 0 }],
    ['agedays(Moment) + agedays(Day)', { type: 'integer', scale: 0 }],
  ])('%s', (text, expected) => expect(typeOf(text)).toEqual(expected))
})

describe('what cannot be read', () => {
  it.each([
    ['', '', /^Write a formula/u],
    ['Count.Money', 'Count', /^“Count” points at no other record/u],
    ['Parent.', '.', /^A column of things is missing after the point\.$/u],
    ['Parent.Parent.5', '.', /missing after the point/u],
    ['Parent.Cuont', 'Cuont', /Things have no column “Cuont”/u],
    [`${'Parent.'.repeat(6)}Count`, 'Parent.Parent.Parent.Parent.Parent.Parent', /follow 5 relationships/u],
    ['Moment < now()', 'now', /whole days: today\(\) is a date/u],
    ['agedays(Count)', 'Count', /agedays counts from a date or a moment, and Count is a number/u],
    ['today(1)', 'today(1)', /today takes no values, not 1: today\(\)/u],
    ['today', 'today', /After today its values stand in brackets: today\(\)/u],
    ['Parent', 'Parent', /Go on to a column of the record/u],
    ['Parent = 3', 'Parent', /points at another record/u],
    ['upper(Parent.Parent)', 'Parent.Parent', /upper is for texts, and Parent is a lookup\. Go on/u],
    ['Cuont + 1', 'Cuont', /Things have no column “Cuont”/u],
    ['[Count', '[Count', /a \] is missing/u],
    ['"abc', '"abc', /a " is missing/u],
    ['Count + ', '', /ends too early/u],
    ['Count Money', 'Money', /A sign such as \+ or and is missing/u],
    ['(Count + 1', '(', /closing bracket/u],
    ['Count) + 1', ')', /closes nothing/u],
    ['Count ; 1', ';', /has no meaning here/u],
    ['Count + "a"', '"a"', /\+ adds numbers \(concat joins texts\), and this is a text/u],
    ['Day - [Other day]', 'Day', /days counts those between dates/u],
    ['Word > "a"', 'Word', /no order of size/u],
    ['Day = "2026-01-31"', 'Day = "2026-01-31"', /A date is written date/u],
    ['1 < Count < 3', '<', /Two comparisons in a row/u],
    ['year(Moment)', 'Moment', /utcdate/u],
    ['date("2026-02-30")', '"2026-02-30"', /year first/u],
    ['round(Count, 9)', '9', /from 0 to 6/u],
    ['if(Flag)', 'if(Flag)', /if takes 2 or 3 values, not 1/u],
    ['if(Flag, 1, "a")', '"a"', /must be of one kind/u],
    ['if(Count, 1, 2)', 'Count', /if asks for a condition, and Count is a number/u],
    ['lenght(Word)', 'lenght', /no function lenght/u],
    ['round + 1', 'round', /round\(number, places\)/u],
    ['Word = ""', '""', /ask for it with empty/u],
    ['1.1234567', '1.1234567', /6 decimal places/u],
    ['Count and Flag', 'Count', /and joins conditions, and Count is a number/u],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, '(', /nested more than 50/u],
    ['1 + '.repeat(600), null, /2000 is the most/u],
  ])('%s', (text, at, sentence) => {
    const found = refusal(text)
    expect(found.sentence).toMatch(sentence)
    if (at !== null) expect(found.at).toBe(at)
  })

  it('is found out quickly, however deep the formula is', () => {
    const deep = `${'-'.repeat(45)}(${Array.from({ length: 45 }, () => 'Word').join(' + ')})`
    expect(refusal(deep).sentence).toMatch(/adds numbers/u)
  })
})

describe('columns by name and by label', () => {
  const table = { ...THINGS, columns: THINGS.columns.map((column) => (column.name === 'count_a' ? { ...column, label: 'Head ] count' } : column.name === 'parent' ? { ...column, label: 'Boss' } : column)) }
  const renamed = { table, tables: [table] }

  it('a kept formula follows a new label', () => {
    const kept = storedFormula('Count /  [other COUNT] -- `Money`', SCOPE)
    expect(kept).toBe('[count_a] /  [count_b] -- [money]')
    expect(shownFormula(kept, renamed)).toBe('[Head ]] count] /  [Other count] -- [Money]')
    expect(storedFormula(shownFormula(kept, renamed), renamed)).toBe(kept)
  })

  it('lookups on the way are kept by their names, and a name after a point is one of the table behind', () => {
    const kept = storedFormula('PARENT.[other count] + parent . Parent . today - Count', SCOPE)
    expect(kept).toBe('[parent].[count_b] + [parent] . [parent] . today - [count_a]')
    expect(shownFormula('[parent].[parent].[count_a]', renamed)).toBe('[Boss].[Boss].[Head ]] count]')
    expect(storedFormula('[Count].[Count]', SCOPE)).toBe('[count_a].[Count]')
  })

  it('texts and functions stay as they are', () => {
    expect(storedFormula('if(contains(Word, "[Count]"), "Word", Word)', SCOPE)).toBe('if(contains([word], "[Count]"), "Word", [word])')
  })
})

describe('completion and colours', () => {
  const offered = (text: string): readonly string[] => completeFormula(text, text.length, SCOPE).choices.map(({ insert }) => insert)

  it('offers columns and functions that begin with the word, then those that contain it', () => {
    expect(offered('1 + co').slice(0, 2)).toEqual(['[Count]', 'coalesce('])
    expect(offered('1 + co')).toContain('[Other count]')
  })

  it('offers columns alone behind a bracket, and nothing inside a text', () => {
    const { from, choices } = completeFormula('round([oth', 10, SCOPE)
    expect(from).toBe(6)
    expect(choices.map(({ insert }) => insert)).toEqual(['[Other count]', '[Other day]', '[Other moment]'])
    expect(offered('Word = "co')).toEqual([])
    expect(offered('')).not.toContain('[Parent]')
  })

  it('offers lookups with the point that goes on, and behind it the columns of what they point at', () => {
    expect(offered('par')).toEqual(['[Parent].'])
    expect(offered('tod')).toEqual(['today()'])
    expect(offered('1 + [Parent].').slice(0, 2)).toEqual(['[Count]', '[Other count]'])
    expect(offered('1 + Parent.Parent.[oth')).toEqual(['[Other count]', '[Other day]', '[Other moment]'])
    expect(offered('Parent.')).not.toContain('if(')
    expect(offered('Count.')).toEqual([])
    expect(completeFormula('Parent.co', 9, SCOPE).from).toBe(7)
  })

  it('colours functions, words, names, numbers and texts', () => {
    const text = 'if([Flag] and Count > 1, "a")'
    expect(formulaColours(text).map(({ from, to, kind }) => `${text.slice(from, to)} ${kind}`)).toEqual(['if keyword', '[Flag] name', 'and join', 'Count name', '1 number', '"a" text'])
  })
})
