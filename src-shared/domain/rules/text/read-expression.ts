import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { findTable } from '../context.ts'
import { operatorLabel, operatorsOf, takesUnit, valuesOf } from '../operators.ts'
import { RULE_OPERATORS, TIME_UNITS, type Expression, type RuleOperator, type RuleValue, type TimeUnit } from '../tree.ts'
import { columnNames } from './path-names.ts'
import type { Reader } from './reader.ts'
import { quoteText } from './tokens.ts'

/** Other ways to write an operator; they are understood, never written. */
const SYNONYMS: readonly (readonly [string, RuleOperator])[] = [
  ['=', 'equals'], ['is', 'equals'], ['is equal to', 'equals'], ['!=', 'not_equals'], ['<>', 'not_equals'], ['is not', 'not_equals'], ['not equals', 'not_equals'], ['in', 'in'], ['is in', 'in'], ['is not one of', 'not_in'], ['is not in', 'not_in'],
  ['not contains', 'not_contains'], ['starts with', 'begins'], ['begins', 'begins'], ['ends', 'ends'], ['>', 'gt'], ['is over', 'gt'], ['is greater than', 'gt'], ['>=', 'ge'], ['<', 'lt'], ['is under', 'lt'], ['is below', 'lt'], ['<=', 'le'],
  ['between', 'between'], ['is not empty', 'filled'], ['has a value', 'filled'], ['in the last', 'in_last'], ['in the next', 'in_next'], ['older than', 'older_than'], ['before', 'before'], ['after', 'after'], ['on', 'on'],
]
const PHRASES: readonly (readonly [string, RuleOperator])[] = [...RULE_OPERATORS.map((operator) => [operatorLabel(operator), operator] as const), ...SYNONYMS].sort((one, other) => words(other[0]) - words(one[0]))

function words(phrase: string): number {
  return phrase.split(' ').length
}

/** Reads one comparison of a column of `table`, or of a record that its lookups lead to; null when no column begins here. */
export function readExpression(reader: Reader, tables: readonly CatalogTable[], table: string | null, id: string): Expression | null {
  const begin = reader.place
  const lookups: string[] = []
  let here = findTable(tables, table)
  let column: CatalogColumn | null = null
  let written = ''
  for (;;) {
    if (reader.hole()) break
    const owner = here
    const name = reader.name(columnNames(here), owner === null ? null : (asked) => `${owner.labelPlural} have no column called “${asked}”.`)
    if (name === null) {
      if (lookups.length === 0) return null
      reader.problem('Say which column to compare.')
      break
    }
    column = name.found?.meaning ?? null
    written = column?.name ?? name.written
    if (!(column === null || column.lookupTable !== null ? reader.accept("'s", 'on to its columns') : reader.phrase("'s") > 0)) break
    if (column !== null && column.lookupTable === null) {
      reader.problem(`“${column.label}” is no relationship, so nothing can be reached by it. Compare it itself, without 's.`)
      reader.skip()
    }
    lookups.push(written)
    here = findTable(tables, column?.lookupTable ?? null)
    column = null
    written = ''
  }
  reader.mark(`${id}:column`, begin)
  reader.mark(id, begin)
  const operatorBegins = reader.place
  const operator = readOperator(reader, column)
  if (operator === null) return { id, lookups, column: written, operator: 'filled', values: [], unit: null }
  reader.mark(`${id}:operator`, operatorBegins)
  const valuesBegin = reader.place
  const { values, unit } = readValues(reader, operator, column)
  reader.mark(`${id}:values`, valuesBegin)
  reader.mark(id, begin)
  return { id, lookups, column: written, operator, values, unit }
}

function readOperator(reader: Reader, column: CatalogColumn | null): RuleOperator | null {
  const fitting = column === null ? RULE_OPERATORS : operatorsOf(column.type)
  reader.offer(() => fitting.map((operator) => ({ label: operatorLabel(operator), detail: 'operator', insert: operatorLabel(operator) })))
  const known = PHRASES.find(([phrase]) => reader.phrase(phrase) > 0)
  if (known === undefined) {
    reader.problem(`Say how to compare, for example “${operatorLabel(fitting[0] ?? 'equals')}” or “is empty”.`)
    reader.skipAll()
    return null
  }
  const [phrase, operator] = known
  reader.skip(words(phrase))
  const day = (column?.type === 'date' || column?.type === 'datetime') && operator === 'equals' && phrase !== operatorLabel('equals')
  return day ? 'on' : operator
}

function readValues(reader: Reader, operator: RuleOperator, column: CatalogColumn | null): { values: readonly RuleValue[]; unit: TimeUnit | null } {
  if (takesUnit(operator)) {
    // "In the last day" is one day.
    const single = TIME_UNITS.find((unit) => reader.phrase(unit) > 0)
    if (single !== undefined) {
      reader.skip()
      return { values: [1], unit: single }
    }
    const values = readList(reader, column)
    return { values, unit: reader.hole() ? null : readUnit(reader) }
  }
  switch (valuesOf(operator)) {
    case 'none':
      return { values: [], unit: null }
    case 'two': {
      const values = readList(reader, column)
      if (values.length > 1) return { values, unit: null }
      if (!reader.accept('and')) {
        reader.problem('Put “and” and a second value after the first.')
        return { values, unit: null }
      }
      const second = readValue(reader, column)
      return { values: second === null ? values : [...values, second], unit: null }
    }
    case 'one':
    case 'many':
      return { values: readList(reader, column), unit: null }
  }
}

/** A unit of time in either number; null with a problem when there is none. */
export function readUnit(reader: Reader): TimeUnit | null {
  const unit = reader.acceptOne(TIME_UNITS.flatMap((unit) => [`${unit}s`, unit]))
  const found = TIME_UNITS.find((name) => unit === name || unit === `${name}s`) ?? null
  if (found === null) reader.problem('Say which unit of time: minutes, hours, days, weeks, months, quarters or years.')
  return found
}

function readList(reader: Reader, column: CatalogColumn | null): readonly RuleValue[] {
  const values: RuleValue[] = []
  do {
    const value = readValue(reader, column)
    if (value !== null) values.push(value)
  } while (reader.accept(',') || reader.accept('or'))
  return values
}

/** One value; null for `?` and, with a problem, for anything that is none. */
function readValue(reader: Reader, column: CatalogColumn | null): RuleValue | null {
  reader.offer(() => knownValues(column).map((value) => ({ label: value, detail: 'value', insert: column?.type === 'boolean' ? value : quoteText(value) })))
  if (reader.hole()) return null
  const text = reader.string()
  if (text !== null) return text
  const token = reader.peek()
  if (token?.kind === 'date') {
    reader.skip()
    return token.value
  }
  const number = reader.number()
  if (number !== null) return number
  for (const [word, value] of [['yes', true], ['no', false], ['true', true], ['false', false]] as const) {
    if (reader.phrase(word) > 0) {
      reader.skip()
      return value
    }
  }
  return readBareValue(reader, column)
}

/** A known value written without quotes is understood; anything else is asked to be quoted. */
function readBareValue(reader: Reader, column: CatalogColumn | null): RuleValue | null {
  const names = (column?.options ?? []).map((option) => ({ label: option, meaning: option, detail: '' }))
  const name = reader.match(names)
  if (name?.found !== null && name?.found !== undefined) {
    reader.skip(name.length)
    return name.found.meaning
  }
  const token = reader.peek()
  if (name === null || reader.wished || token?.value === 'and') {
    reader.problem('A value is missing. Write a text in quotes, a number, a date such as 2026-01-31, yes or no; or ? to leave it open.')
    return null
  }
  reader.problem(`Put the value in quotes: ${quoteText(name.written)}.`, name.from, name.to)
  reader.skip(name.length)
  return name.written
}

function knownValues(column: CatalogColumn | null): readonly string[] {
  if (column === null) return []
  return column.type === 'boolean' ? ['yes', 'no'] : column.options
}
