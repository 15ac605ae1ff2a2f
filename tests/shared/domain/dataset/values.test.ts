import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { profileColumn } from '#shared/domain/dataset/column-profile'
import { BAD, createConverter, type ConverterOptions } from '#shared/domain/dataset/convert'
import { guardFormula, unguardFormula } from '#shared/domain/dataset/csv-cell'
import { columnName, headingNames } from '#shared/domain/dataset/names'
import { detectDecimalStyle, parseInteger, parseNumber, scaleNumber } from '#shared/domain/dataset/numbers'
import { ProblemGroups } from '#shared/domain/dataset/problem-groups'
import { createZone } from '#shared/domain/dataset/zone'

const tally = { skipped: 0, doubled: 0, rounded: 0 }
function converter(options: Partial<ConverterOptions>): (text: string) => unknown {
  return createConverter({ type: 'text', scale: 0, dateFormats: [], missing: new Set(), values: new Map(), decimal: 'dot', zone: createZone('UTC'), tally, ...options })
}

test('numbers are read in both styles', () => {
  expect(['12', '-1.5', '1,234.5', '$ 1,200', '12 %', '1e3', ' '].map((text) => parseNumber(text, 'dot'))).toEqual([12, -1.5, 1234.5, 1200, 12, 1000, Number.NaN])
  expect(['12', '-1,5', '1.234,5', '1.532', '1 200 €'].map((text) => parseNumber(text, 'comma'))).toEqual([12, -1.5, 1234.5, 1532, 1200])
  expect(['1,23,4', '1.2.3', '12a', '.', '-', '1,5'].map((text) => parseNumber(text, 'dot'))).toEqual(Array.from({ length: 6 }, () => Number.NaN))
  expect([parseInteger('4,5', 'comma'), parseInteger('1234567890123456', 'dot'), parseInteger('12.0', 'dot')]).toEqual([Number.NaN, Number.NaN, 12])
})

test('the decimal style is that of the file', () => {
  expect(detectDecimalStyle(['1,5', '2,25', '1.532'])).toBe('comma')
  expect(detectDecimalStyle(['1.5', '2', '1,532'])).toBe('dot')
  expect(detectDecimalStyle(['5', 'x'])).toBe('dot')
})

test('decimals are scaled exactly, half away from zero', () => {
  expect([1100.04, 1.005, -1.005, 0, 2.675, 12].map((value) => scaleNumber(value, 2))).toEqual([110_004, 101, -101, 0, 268, 1200])
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
    expect(scaleNumber(Number(`${cents / 100}`), 2)).toBe(cents === 0 ? 0 : cents)
  }))
})

test('markers, replacements and blanks come before types', () => {
  const read = converter({ type: 'integer', missing: new Set(['unknown', '999']), values: new Map([['many', '7'], ['nothing', '']]) })
  expect(['5', ' 6 ', 'unknown', '999', '', '  ', 'many', 'nothing', 'x'].map(read)).toEqual([5, 6, null, null, null, null, 7, null, BAD])
})

test('what the store checks gets its own spelling, or is refused', () => {
  const read = converter({ type: 'option', allowed: ['open', 'won'] })
  expect(['Open', 'WON', 'lost'].map(read)).toEqual(['open', 'won', BAD])
  expect(['0', '3'].map(converter({ type: 'integer', range: [1, 5] }))).toEqual([BAD, 3])
})

test('yes and no come in many words', () => {
  expect(['Yes', 'no', 'TRUE', '0', 'maybe', 'Sí', 'FAUX', 'Falsch'].map(converter({ type: 'boolean' }))).toEqual([1, 0, 1, 0, BAD, 1, 0, 0])
})

test('a guarded formula is the same text again after reading', () => {
  expect(guardFormula('=1+1')).toBe("'=1+1")
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `'=${text}`), fc.constantFrom("''=", '-', '+a', '@', "'", "'x")), (text) => {
    expect(unguardFormula(guardFormula(text))).toBe(text)
    expect(guardFormula(text)).not.toMatch(/^[=+\-@\t\r]/u)
  }))
})

const counted = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
const repeat = (values: readonly string[], times: number): string[] => Array.from({ length: times }, () => values).flat()

test.each([
  ['Employees', ['120', '35', '410', '7'], 'integer'], ['Zip', ['01234', '99999'], 'text'], ['Id', ['1234567890123456789', '1234567890123456790'], 'text'],
  ['Account number', ['1001', '1002'], 'text'], ['Weight', ['1.25', '2.5', '10'], 'number'], ['Unit price', ['1.25', '2.50'], 'decimal'], ['Do not call', ['Yes', 'No'], 'boolean'],
  ['Converted', ['0', '1'], 'integer'], ['Is customer', ['0', '1'], 'boolean'], ['Plan', ['basic', 'pro'], 'option'], ['Created', ['2026-01-02', '2026-11-30'], 'date'], ['Sf', ['00Q5g000003abcXYZA', '00Q5g000003abcXYZB'], 'text'],
])('%s is found to be of its type', (source, values, type) => {
  const many = type === 'text' ? values : repeat(values, 20)
  expect(profileColumn(source, counted(many), 'dot').detectedType).toBe(type)
})

test('markers of missing values are found, 999 only far outside', () => {
  expect(profileColumn('Industry', counted(repeat(['Select', 'Finance', 'Retail'], 30)), 'dot').missingMarkers).toEqual(['Select'])
  const low = Array.from({ length: 100 }, (_, index) => String(index % 60))
  expect(profileColumn('Age', counted([...low, '999', '999', '999']), 'dot').missingMarkers).toEqual(['999'])
  const wide = Array.from({ length: 100 }, (_, index) => String(index * 30))
  expect(profileColumn('Visits', counted([...wide, '999', '999', '999']), 'dot').missingMarkers).toEqual([])
})

test('a few values that do not fit are told, not hidden by another type', () => {
  const profile = profileColumn('Employees', counted([...Array.from({ length: 200 }, (_, index) => String(index)), '4,5', '5,5']), 'comma')
  expect(profile).toMatchObject({ detectedType: 'number', nearlyWhole: true, notes: ['2 values are no whole number, such as “4,5”.'] })
  const broken = profileColumn('Employees', counted([...Array.from({ length: 200 }, (_, index) => String(index)), '4 or 5']), 'dot')
  expect(broken).toMatchObject({ detectedType: 'integer', notes: ['1 value is no whole number, such as “4 or 5”.'] })
})

test('what programs write for a missing number is a marker, but a country and a word among words are not', () => {
  const rows = Array.from({ length: 50 }, (_, index) => String(index))
  expect(profileColumn('Assets', counted([...rows, 'NA', 'NA']), 'dot')).toMatchObject({ detectedType: 'integer', missingMarkers: ['NA'] })
  expect(profileColumn('Age', counted([...rows, 'none', '.']), 'dot')).toMatchObject({ detectedType: 'integer', missingMarkers: ['none', '.'] })
  expect(profileColumn('Language', counted(repeat(['Spanish', 'English', 'NA'], 10)), 'dot')).toMatchObject({ detectedType: 'option', missingMarkers: ['NA'] })
  expect(profileColumn('Country', counted(repeat(['DE', 'FR', 'NA'], 10)), 'dot').missingMarkers).toEqual([])
  expect(profileColumn('Support', counted(repeat(['gold', 'none'], 10)), 'dot').missingMarkers).toEqual([])
  expect(profileColumn('Day', counted([...repeat(['2024-01-05', '2024-02-06'], 20), '0000-00-00']), 'dot')).toMatchObject({ detectedType: 'date', missingMarkers: ['0000-00-00'] })
})

test('money comes with signs, codes and bookkeepers’ minus', () => {
  expect(['USD 1,200.00', '($1,234.50)', '₹12,34,100.00', "CHF 1'100.50", '−5', '12-', '-$5'].map((text) => parseNumber(text, 'dot'))).toEqual([1200, -1234.5, 1_234_100, 1100.5, -5, -12, -5])
  expect(['1.000,50 €', 'EUR 1.234,00', '1.234,00-'].map((text) => parseNumber(text, 'comma'))).toEqual([1000.5, 1234, -1234])
  expect(['USDX 5', '5-3', '2024-01', '(12', '12,34'].map((text) => parseNumber(text, 'dot'))).toEqual(Array.from({ length: 5 }, () => Number.NaN))
  expect(detectDecimalStyle(['1.000,50 €', 'EUR 5,00'])).toBe('comma')
  expect(profileColumn('Deal size', counted(repeat(['$5', '$12'], 20)), 'dot').detectedType).toBe('decimal')
})

test('headings become names', () => {
  expect(['Lead Source', 'leadSource', 'Größe (m²)', '2nd Name', '***'].map(columnName)).toEqual(['lead_source', 'lead_source', 'grosse_m2', 'c_2nd_name', 'column_1'])
  expect(headingNames(['a', '', ' a ', 'a'])).toEqual({ names: ['a', 'column 2', 'a 2', 'a 3'], repeated: ['a', 'a'] })
})

test('problems are grouped, the most frequent first', () => {
  const groups = new ProblemGroups()
  groups.add({ row: 3, column: 'Created', kind: 'type', value: '31.2.2026', expected: 'a date' })
  for (const row of [218, 219]) groups.add({ row, column: 'Employees', kind: 'type', value: '4,5', expected: 'a whole number' })
  expect(groups.list(50).map((group) => group.sentence)).toEqual([
    'Employees: 2 values cannot be read. Row 218 has “4,5”; expected a whole number.', 'Created: 1 value cannot be read. Row 3 has “31.2.2026”; expected a date.',
  ])
  expect(groups.list(1)).toHaveLength(1)
})
