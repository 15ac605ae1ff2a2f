import { expect, test } from 'vitest'
import { detectDialect } from '#shared/domain/dataset/dialect'
import { headingsLikeValues, rowsBeforeHeading } from '#shared/domain/dataset/heading'

const table = [['Name', 'Company', 'City'], ['Ann', 'Acme', 'Oslo'], ['Bob', 'Beta', 'Rome'], ['Cid', 'Gamma', 'Paris']]

test.each([
  ['nothing', [], 0], ['a title', [['All leads']], 1], ['a title and a date', [['All leads'], ['Made on 2024-03-01']], 2], ['a title padded to the width', [['All leads', '', '']], 1],
  ['comments', [['# made by a tool'], ['# version 2, final']], 2], ['a spreadsheet’s line that names the delimiter', [['sep=', '']], 1],
])('%s before the heading', (_what, before, rows) => expect(rowsBeforeHeading([...before, ...table])).toBe(rows))

test.each([
  ['one column', [['Email'], ['a@x.com'], ['b@x.com']]], ['rows that end with a delimiter more than the heading', [['Name', 'City'], ['Ann', 'Oslo', ''], ['Bob', 'Rome', '']]],
  ['two columns, the second without a heading', [['Name', ''], ['Ann', 'Oslo'], ['Bob', 'Rome']]], ['no rows', []], ['a heading alone', [['Name', 'City']]],
])('a table of %s begins with its heading', (_what, rows) => expect(rowsBeforeHeading(rows)).toBe(0))

test('the delimiter is found below a title, and where the file names it', () => {
  expect(detectDialect('All leads, March\n\nName;Company;City\nAnn;Acme;Oslo\nBob;Beta;Rome\n').delimiter).toBe(';')
  expect(detectDialect('sep=|\r\nName|Note\r\nAnn|a, b, c\r\n').delimiter).toBe('|')
})

test('values in the place of headings are seen, years as headings are not', () => {
  expect(headingsLikeValues(['1', 'Ann', 'ann@x.com', '2024-01-02'])).toEqual(['1', 'ann@x.com', '2024-01-02'])
  expect(headingsLikeValues(['Name', 'City', '2023', '2024'])).toEqual([])
  expect(headingsLikeValues(['Name', 'City', 'Company', 'Phone', '1'])).toEqual([])
})
