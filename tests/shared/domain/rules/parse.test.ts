import { expect, test } from 'vitest'
import { parseRules, readRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { madeTable, SAMPLE } from './made-catalog.ts'

/** The troubles of a text as `[what is underlined, sentence]`. */
function troubles(text: string): readonly (readonly [string, string])[] {
  const { model, problems } = parseRules(text, SAMPLE)
  expect(model === null).toBe(problems.length > 0)
  return problems.map((problem) => [text.slice(problem.from, problem.to), problem.sentence])
}

function again(text: string): string {
  const { model, problems } = parseRules(text, SAMPLE)
  expect(problems).toEqual([])
  if (model === null) throw new Error('no model')
  return printRules(model, SAMPLE)
}

test('a continuation line needs its "where"; what it says instead is reported where it stands', () => {
  expect(troubles('Model "M" for leads\nWhen at least 2 WebsiteVisited ever\n  and Value > 3\nthen add 1 point')).toEqual([['and Value > 3', expect.stringContaining('not understood')]])
})

test('other words, dots, capital letters and points on the same line are understood, and written in one way', () => {
  expect(again('model "M" FOR contact\naudience: any of\n    state = open\n\tPARENT CONTACT’s account\'s city is not "Leeds" and source is in "Referral" or “Partner”\n\nwhen “Pricing”: each emailclicked.contact in the last 1 day\n where ASSET contains "pricing"\n  then add 1 point, fading 10% every day, at most 40\nsales-READY at 5')).toBe(`Model "M" for contacts
Audience: any of
  State equals "open"
  Parent contact's Account's City does not equal "Leeds" and Source is one of "Referral", "Partner"
Sales-ready at 5

When "Pricing": each EmailClicked of Contact in the last 1 day where Asset contains "pricing"
then add 1 point, at most 40, fading 10 % every 1 day
`)
})

test('a way may leave out the one relationship to the subject', () => {
  expect(again('Model "M" for accounts\nWhen each EmailClicked of Contact\nthen add 5 points')).toContain('each EmailClicked of Contact of Account')
  expect(again('Model "M" for leads\nWhen no EmailClicked of Contact\nthen add 5 points')).toContain('no EmailClicked of Contact of Leads by Parent contact')
  expect(troubles('Model "M" for leads\nWhen each Process\nthen add 5 points')).toEqual([['Process', 'This way ends at Processes, but must lead to the Lead. Go on with “of” and a relationship.']])
  expect(troubles('Model "M" for accounts\nWhen each Interaction of Lead of Owner\nthen add 5 points')[0]?.[1]).toBe('This way ends at Users, but must lead to the Account. Go on with “of Accounts by Owner”.')
})

test('several problems are found, each at its place, with near names', () => {
  const found = troubles(`Model "M" for leads
Audience: all of
  Countri equals "Italy"
  Country equals Italien
When "A": each EmailClickd of Lead
  City is sort of "x"
When each EmailOpened of Laed in the last 3 fortnights
then give 10 points
Grades
  "A" from 10
Sales ready at 3`)
  expect(found).toEqual([
    ['Countri', 'Leads have no column called “Countri”. Did you mean “Country”?'],
    ['Italien', expect.stringContaining('Put the value in quotes: "Italien".')],
    ['EmailClickd', 'Neither an interaction type nor a table is called “EmailClickd”. Did you mean “EmailClicked”?'],
    ['City', expect.stringContaining('A line here begins with')],
    ['Laed', 'Interactions have no relationship called “Laed”. Did you mean “Lead”?'],
    ['fortnights', expect.stringContaining('Say which unit of time')],
    ['give', expect.stringContaining('add 10 points')],
    ['from', expect.stringContaining('Say which scores get the grade')],
    ['Sales', expect.stringContaining('Sales-ready at')],
  ])
})

test('drafts with missing parts are kept', () => {
  const text = `Model "" for leads
Audience: all of
  City equals ?
  ? is filled

When all of
  each ?
  always
  Created on is in the last ? days
  Created on is in the next 5 ?
  Employees is between ? and ?
  each EmailClicked of Lead between ? and 2026-01-31

When any of
`
  expect(again(text)).toBe(text)
})

test('equal names are told apart by their number, by brackets and by the way', () => {
  const known = { ...SAMPLE, tables: [...SAMPLE.tables, madeTable('visit', 'Lead', 'Leads', [{ name: 'a', label: 'Size', type: 'integer' }, { name: 'b', label: 'size', type: 'integer' }, { name: 'c', label: 'each', type: 'lookup', lookupTable: 'lead' }, { name: 'd', label: 'Guest', type: 'lookup', lookupTable: 'lead' }])] }
  const text = `Model "M" for leads
Audience: everyone

When each Lead (2) of [each] where Size equals 3 and size (2) equals 4
then add 5 points

When no Leads (2) of Guest
then add 5 points
`
  const { model, problems } = parseRules(text, known)
  expect(problems).toEqual([])
  expect(model?.groups.map((group) => group.condition.children[0])).toMatchObject([
    { path: [{ kind: 'rows', table: 'visit', column: 'c' }], expressions: [{ column: 'a' }, { column: 'b' }] },
    { path: [{ kind: 'rows', table: 'visit', column: 'd' }] },
  ])
  if (model !== null) expect(printRules(model, known)).toBe(text)
})

test('problems say their line; texts without an end, strange characters and repeated sections are found', () => {
  const text = 'Model "M" for leads\nDescribe "open\nDescribe "x" ~\nModel "N" for leads'
  expect(parseRules(text, SAMPLE).problems.map(({ line, from, to }) => [line, text.slice(from, to)])).toEqual([[2, '"open'], [3, 'Describe'], [3, '~'], [4, 'Model']])
  expect(troubles('')).toEqual([['', expect.stringContaining('A model begins with')]])
  expect(readRules(text, SAMPLE).model.name).toBe('N')
})

test('the text of what no longer exists keeps it, and says so when read', () => {
  const { model } = readRules('Model "M" for leads\nWhen [Gone] is filled\nthen add 5 points', SAMPLE)
  expect(printRules(model, SAMPLE)).toContain('When [Gone] is filled')
  expect(troubles(printRules(model, SAMPLE))).toEqual([['[Gone]', 'Leads have no column called “Gone”.']])
})
