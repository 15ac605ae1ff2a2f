import type { ColumnType } from '../catalog/types.ts'
import { booleans } from './convert.ts'
import { detectDates, detectStamps } from './date-detect.ts'
import type { DecimalStyle } from './mapping.ts'
import { isMarkerWord, isStatisticalNa, isWeakMarker, markerNumbers } from './missing-markers.ts'
import { bareNumber, losesDigits, namesCurrency, parseInteger, parseNumber } from './numbers.ts'

/** What the sampled rows show of one column of a file. */
export interface ColumnProfile {
  readonly source: string
  /** The first distinct values, at most 5. */
  readonly examples: readonly string[]
  readonly detectedType: ColumnType
  readonly dateFormats: readonly string[]
  /** Share of rows with a value that is no marker of a missing one. */
  readonly filled: number
  readonly distinct: number
  readonly missingMarkers: readonly string[]
  readonly topValues: readonly { readonly value: string; readonly count: number }[]
  readonly notes: readonly string[]
  /** Every sampled row has a value of its own. */
  readonly unique: boolean
  /** Some value occurs more than once. */
  readonly repeats: boolean
  readonly averageLength: number
  /** Numbers of which so few have decimals that the column may be one of whole numbers. */
  readonly nearlyWhole: boolean
}

/** A type is taken when at least this share of the values fits; the others are told in a note. */
const fitting = 0.95

/** Counts each trimmed value of a column. */
export function countValues(rows: readonly (readonly string[])[], index: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = (row[index] ?? '').trim()
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** Describes a column from its values' counts. */
export function profileColumn(source: string, all: ReadonlyMap<string, number>, decimal: DecimalStyle): ColumnProfile {
  const counts = new Map(all)
  const blank = counts.get('') ?? 0
  counts.delete('')
  const rows = sum(counts) + blank
  const numbers = markerNumbers(counts)
  const isMissing = isStatisticalNa(counts)
  const markers = [...counts.keys()].filter((value) => isMarkerWord(value) || numbers.includes(value) || (isMissing && value === 'NA'))
  for (const marker of markers) counts.delete(marker)
  const found = detectWithout(counts, markers, (kept) => detectType(source, kept, sum(kept), decimal))
  const filled = sum(counts)
  const values = [...counts.keys()]
  const top = [...all].filter(([value]) => value !== '').sort(([, one], [, other]) => other - one)
  return {
    source,
    examples: [...all.keys()].filter((value) => value !== '').slice(0, 5),
    detectedType: found.type,
    dateFormats: found.dateFormats,
    filled: rows === 0 ? 0 : filled / rows,
    distinct: values.length,
    missingMarkers: markers,
    topValues: top.slice(0, 20).map(([value, count]) => ({ value, count })),
    notes: [...found.notes, ...spellings(counts, found.type)],
    unique: filled === rows && values.length === rows,
    repeats: values.length < filled,
    averageLength: values.reduce((length, value) => length + value.length, 0) / Math.max(1, values.length),
    nearlyWhole: found.nearlyWhole === true,
  }
}

/** What the values are; weak markers are taken out of both lists where all others are numbers or dates. */
function detectWithout(counts: Map<string, number>, markers: string[], detect: (counts: ReadonlyMap<string, number>) => Detected): Detected {
  const weak = [...counts.keys()].filter(isWeakMarker)
  if (weak.length === 0 || weak.length === counts.size) return detect(counts)
  const others = new Map([...counts].filter(([value]) => !weak.includes(value)))
  const found = detect(others)
  if (['text', 'option', 'boolean'].includes(found.type)) return detect(counts)
  for (const value of weak) counts.delete(value)
  markers.push(...weak)
  return found
}

interface Detected {
  readonly type: ColumnType
  readonly dateFormats: readonly string[]
  readonly notes: readonly string[]
  readonly nearlyWhole?: boolean
}

const plain = (type: ColumnType, notes: readonly string[] = []): Detected => ({ type, dateFormats: [], notes })

function detectType(source: string, counts: ReadonlyMap<string, number>, filled: number, decimal: DecimalStyle): Detected {
  const values = [...counts.keys()]
  if (values.length === 0) return plain('text', ['No values in the sample.'])
  if (values.every((value) => booleans.has(value.toLowerCase())) && (values.some((value) => !/^[01]$/u.test(value)) || speaksYesNo(source, values))) return plain('boolean')
  const stamps = detectStamps(source, values)
  if (stamps !== undefined) return stamps
  if (values.some(losesDigits)) return plain('text', values.every((value) => /^\d+$/u.test(value)) ? ['Long numbers and zeros in front are kept, as text.'] : [])
  const misfits = (fits: (value: string) => boolean): [string, number][] => [...counts].filter(([value]) => !fits(value))
  const wrongNumbers = misfits((value) => !Number.isNaN(parseNumber(value, decimal)))
  if (share(wrongNumbers) <= (1 - fitting) * filled) return numberType(source, values, counts, wrongNumbers, decimal, filled)
  const dates = detectDates(counts)
  if (dates !== undefined) {
    const misses = dates.misses.reduce((total, value) => total + (counts.get(value) ?? 0), 0)
    const notes = misses === 0 ? dates.notes : [`${times(misses)} no date that exists, such as “${dates.misses[0]}”.`, ...dates.notes]
    return { type: dates.hasTime ? 'datetime' : 'date', dateFormats: dates.formats, notes }
  }
  const few = values.length <= 60 && (values.length <= filled * 0.2 || (values.length <= 12 && values.length * 2 <= filled))
  return plain(few && values.every((value) => value.length <= 80) ? 'option' : 'text')
}

function numberType(source: string, values: readonly string[], counts: ReadonlyMap<string, number>, wrong: readonly [string, number][], decimal: DecimalStyle, filled: number): Detected {
  const whole = (value: string): boolean => !Number.isNaN(parseInteger(value, decimal))
  const broken = [...counts].filter(([value]) => !whole(value))
  const places = Math.max(...values.map((value) => /[.,](\d+)$/u.exec(bareNumber(value))?.[1]?.length ?? 0))
  const money = (speaksMoney(source) || values.some(namesCurrency)) && places <= 2
  const few = share(broken) <= (1 - fitting) * filled && (broken.length === 0 || share(broken) <= 20)
  const notes = grouped(values, decimal)
  if (few && broken.length === wrong.length && !money) {
    if (namesAnId(source) && broken.length === 0) return plain('text')
    return plain('integer', broken.length === 0 ? notes : [`${times(share(broken))} no whole number, such as “${broken[0]?.[0]}”.`])
  }
  const odd = few ? [`${times(share(broken))} no whole number, such as “${broken[0]?.[0]}”.`] : wrong.length === 0 ? [] : [`${times(share(wrong))} no number, such as “${wrong[0]?.[0]}”.`]
  return { ...plain(money ? 'decimal' : 'number', [...(few && broken.length === 0 ? [] : odd), ...notes]), nearlyWhole: few }
}

function speaksMoney(source: string): boolean {
  return /revenue|amount|price|budget|cost|salary|umsatz|betrag|preis/iu.test(source)
}

/** Says how a separator of thousands was read, since it is easily taken for a decimal one. */
function grouped(values: readonly string[], decimal: DecimalStyle): string[] {
  const example = values.find((value) => (decimal === 'comma' ? /^[+-]?\d{1,3}(?:\.\d{3})+(?:,|$)/u : /^[+-]?\d{1,3}(?:,\d{3})+(?:\.|$)/u).test(value))
  if (example === undefined) return []
  return [`${example} is read as ${parseNumber(example, decimal).toLocaleString('en-US')}: the ${decimal === 'comma' ? 'dot' : 'comma'} separates thousands.`]
}

/** Headings of numbers that are names, not quantities. */
function namesAnId(source: string): boolean {
  return /(?:^|[^a-z])(?:id|uuid|guid|key|code|zip|plz|phone|mobile|fax)$|(?:lead|account|contact|customer|deal|opportunity|record|prospect|case)[ _-]?(?:number|no|nr)\.?$|(?<=[a-z])(?:Id|ID)$/iu.test(source.trim())
}

function speaksYesNo(source: string, values: readonly string[]): boolean {
  return values.length === 2 && /^(?:is|has|do|did|can|was|opt)[ _-]?|flag$|\?$|^active$|^subscribed$/iu.test(source.trim())
}

/** Options that differ in capitals or blanks only. */
function spellings(counts: ReadonlyMap<string, number>, type: ColumnType): string[] {
  if (type !== 'option') return []
  const alike = Map.groupBy(counts, ([value]) => value.toLowerCase().replace(/\s+/gu, ' '))
  return [...alike.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const [first, ...others] = group.toSorted((one, other) => other[1] - one[1])
      return `${group.length} spellings of ${first?.[0]}: also ${others.map(([value, count]) => `“${value}” (${count})`).join(', ')}.`
    })
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}

const share = (group: readonly (readonly [string, number])[]): number => group.reduce((total, [, count]) => total + count, 0)
const times = (count: number): string => (count === 1 ? '1 value is' : `${count} values are`)
