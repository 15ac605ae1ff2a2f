import { assertNever } from '#shared/lib/assert'
import type { ColumnType } from '../catalog/types.ts'
import { unguardFormula } from './csv-cell.ts'
import { compileDateFormat, isoDay, patternWords } from './date-format.ts'
import type { DecimalStyle } from './mapping.ts'
import { parseInteger, parseNumber, scaleNumber } from './numbers.ts'
import type { ClockTally, Zone } from './zone.ts'

/** What a converter needs to know of one column. */
export interface ConverterOptions {
  readonly type: ColumnType
  readonly scale: number
  readonly dateFormats: readonly string[]
  /** Trimmed values that mean "missing". */
  readonly missing: ReadonlySet<string>
  /** Replacements by trimmed value. */
  readonly values: ReadonlyMap<string, string>
  readonly decimal: DecimalStyle
  readonly zone: Zone
  /** The only values that an option column may hold, when the store checks them. */
  readonly allowed?: readonly string[]
  readonly range?: readonly [number, number]
  readonly tally: ConversionTally
}

/** Counted while converting, told to the user as notes. */
export interface ConversionTally extends ClockTally {
  rounded: number
}

/** Stands for a value that could not be read. */
export const BAD = Symbol('bad value')
export type Converted = string | number | null | typeof BAD

/** Turns the text of one cell into what the store keeps; null for a missing value, BAD for one that does not fit. */
export type Convert = (text: string) => Converted

/** Answers kept for each column, and how many values without one show that the column does not repeat itself. */
const keptAnswers = 512
const missesAllowed = 4_096

export function createConverter(options: ConverterOptions): Convert {
  const { missing, values } = options
  const read = readerOf(options)
  const exact = options.type === 'text'
  const plain = missing.size === 0 && values.size === 0
  const convert: Convert = (text) => {
    // nothing to trim, replace or blank out
    if (plain && (exact ? text.charCodeAt(0) < 128 || text.trim() !== '' : !padded(text)) && text.charCodeAt(0) > 32) return read(text)
    const trimmed = text.trim()
    if (trimmed === '' || missing.has(trimmed)) return null
    const replaced = values.size === 0 ? undefined : values.get(trimmed)
    if (replaced === undefined) return read(exact ? text : trimmed)
    return replaced === '' || missing.has(replaced) ? null : read(replaced)
  }
  // times and roundings are counted value by value; plain text costs less than looking it up
  return counted(options.type) || (exact && plain) ? (text) => (text === '' ? null : convert(text)) : keeping(convert)
}

/** Remembers answers, until a column shows that it rarely repeats its values. */
function keeping(convert: Convert): Convert {
  const kept = new Map<string, Converted>()
  let misses = 0
  return (text) => {
    if (text === '') return null
    if (misses > missesAllowed) return convert(text)
    const known = kept.get(text)
    if (known !== undefined) return known
    const answer = convert(text)
    if (kept.size < keptAnswers) kept.set(ownCopy(text), typeof answer === 'string' ? ownCopy(answer) : answer)
    else misses += 1
    return answer
  }
}

/** The text on its own: a piece cut out of a larger string would keep all of that in memory. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : text.split('').join('')
}

function padded(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.charCodeAt(0) >= 160 || text.charCodeAt(text.length - 1) >= 160
}

function counted(type: ColumnType): boolean {
  return type === 'datetime' || type === 'decimal'
}

function readerOf(options: ConverterOptions): Convert {
  const { decimal, tally, scale } = options
  switch (options.type) {
    case 'text':
      return unguardFormula
    case 'lookup':
      return unguardFormula
    case 'option':
      return optionReader(options.allowed)
    case 'integer':
      return within(options.range, (text) => parseInteger(text, decimal))
    case 'number':
      return within(options.range, (text) => parseNumber(text, decimal))
    case 'decimal':
      return within(options.range, (text) => {
        const value = parseNumber(text, decimal)
        const scaled = scaleNumber(value, scale)
        if (Math.abs(scaled / 10 ** scale - value) > 1e-9 * Math.max(1, Math.abs(value))) tally.rounded += 1
        return scaled
      })
    case 'boolean':
      return (text) => booleans.get(text.toLowerCase()) ?? BAD
    case 'date':
    case 'datetime':
      return dateReader(options)
    default:
      return assertNever(options.type)
  }
}

function optionReader(allowed: readonly string[] | undefined): Convert {
  if (allowed === undefined) return unguardFormula
  const exact = new Map(allowed.map((value) => [value.toLowerCase(), value]))
  return (text) => exact.get(text.toLowerCase()) ?? BAD
}

function within(range: readonly [number, number] | undefined, read: (text: string) => number): Convert {
  return (text) => {
    const value = read(text)
    if (Number.isNaN(value) || (range !== undefined && (value < range[0] || value > range[1]))) return BAD
    return value
  }
}

/** What counts as yes (1) and no (0). */
export const booleans: ReadonlyMap<string, 0 | 1> = new Map([
  ['yes', 1], ['true', 1], ['y', 1], ['t', 1], ['1', 1], ['on', 1], ['ja', 1], ['wahr', 1], ['oui', 1], ['vrai', 1], ['sí', 1], ['si', 1], ['sì', 1], ['verdadero', 1], ['vero', 1], ['sim', 1], ['verdadeiro', 1], ['waar', 1], ['tak', 1],
  ['no', 0], ['false', 0], ['n', 0], ['f', 0], ['0', 0], ['off', 0], ['nein', 0], ['falsch', 0], ['non', 0], ['faux', 0], ['falso', 0], ['não', 0], ['nao', 0], ['nee', 0], ['onwaar', 0], ['nej', 0], ['nie', 0],
])

function dateReader({ type, dateFormats, zone, tally }: ConverterOptions): Convert {
  const formats = dateFormats.flatMap((pattern) => compileDateFormat(pattern) ?? [])
  return (text) => {
    for (const format of formats) {
      if (!format.read(text)) continue
      if (type === 'date') return isoDay(format.local)
      return Number.isNaN(format.offset) ? zone.toUtc(format.local, tally) : format.local - format.offset
    }
    return BAD
  }
}

/** What a column takes, as it ends the sentence "expected …". */
export function expectation(options: Pick<ConverterOptions, 'type' | 'dateFormats' | 'allowed' | 'range' | 'decimal'>): string {
  switch (options.type) {
    case 'integer':
      return options.range === undefined ? 'a whole number of at most 15 digits' : `a whole number from ${options.range[0]} to ${options.range[1]}`
    case 'number':
    case 'decimal':
      return `a number${options.decimal === 'comma' ? ' with a decimal comma' : ''}`
    case 'boolean':
      return 'yes or no, true or false, 1 or 0'
    case 'date':
      return `a date that exists, ${options.dateFormats.map(patternWords).join(' or ')}`
    case 'datetime':
      return `a time that exists, ${options.dateFormats.map(patternWords).join(' or ')}`
    case 'option':
      return options.allowed === undefined ? 'an option' : `one of ${options.allowed.join(', ')}`
    case 'text':
    case 'lookup':
      return 'text'
    default:
      return assertNever(options.type)
  }
}
