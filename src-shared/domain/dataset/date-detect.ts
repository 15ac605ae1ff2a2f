import { compileDateFormat, type DateFormat } from './date-format.ts'

const separators = ['-', '/', '.'] as const
const orders = [['YYYY', 'MM', 'DD'], ['DD', 'MM', 'YYYY'], ['MM', 'DD', 'YYYY'], ['YYYY', 'DD', 'MM']] as const
const shortOrders = [['DD', 'MM', 'YY'], ['MM', 'DD', 'YY'], ['YY', 'MM', 'DD']] as const
const worded = ['D MMM YYYY', 'D-MMM-YYYY', 'MMM D, YYYY', 'MMM D YYYY', 'D. MMM YYYY', 'D-MMM-YY', 'D MMM YY'] as const

interface Found {
  /** Patterns in order of trial. */
  readonly formats: readonly string[]
  readonly hasTime: boolean
  /** Values that none of the patterns reads. */
  readonly misses: readonly string[]
  readonly notes: readonly string[]
}

/**
 * The date patterns that a column needs. Values are grouped by their shape (which separator, year first or last); within
 * a shape the order of day and month must read every value of the sample. Where two orders do, the one that another shape
 * of the same column proves by its days above 12 is taken, and a column that holds two shapes, one of which has no day above 12,
 * is taken for one that a spreadsheet damaged: it swapped day and month wherever that gave a date. Undefined when few values look like dates.
 */
export function detectDates(counts: ReadonlyMap<string, number>): Found | undefined {
  const rows = (group: Iterable<string>): number => {
    let total = 0
    for (const value of group) total += counts.get(value) ?? 0
    return total
  }
  const values = [...counts.keys()]
  const shapes = Map.groupBy(values, shapeOf)
  const undated = shapes.get('') ?? []
  if (values.length === 0 || rows(undated) > rows(values) * 0.05) return undefined
  shapes.delete('')
  const notes: string[] = []
  const misses = [...undated]
  const formats: string[] = []
  const open: { shape: string; fits: readonly DateFormat[] }[] = []
  const proven: string[] = []
  for (const [shape, group] of shapes) {
    const scored = candidates(shape).map((format) => ({ format, missed: group.filter((value) => !format.read(value)) }))
    const least = Math.min(...scored.map(({ missed }) => missed.length), group.length)
    const best = scored.find(({ missed }) => missed.length === least)
    if (best === undefined || rows(best.missed) > rows(group) * 0.05) return undefined
    const fits = scored.filter(({ missed }) => missed.length === least)
    misses.push(...(fits[0]?.missed ?? []))
    if (fits.length === 1 && fits[0] !== undefined) proven.push(fits[0].format.pattern)
    else open.push({ shape, fits: fits.map(({ format }) => format) })
  }
  formats.push(...proven)
  for (const { shape, fits } of open) {
    const { format, note } = settle(fits, proven, shapes.get(shape) ?? [])
    if (format === undefined) return undefined
    formats.push(format.pattern)
    if (note !== undefined) notes.push(note)
  }
  if (formats.length === 0) return undefined
  if (formats.length > 1) notes.unshift(`Dates are written in ${formats.length} ways: ${formats.join(', ')}.`)
  return { formats, hasTime: formats.some((pattern) => pattern.includes('H')), misses, notes }
}

const inRange = (value: string, least: number, past: number): boolean => Number(value) >= least && Number(value) < past

/**
 * Moments that are written as numbers, which only the heading tells from other numbers: seconds or milliseconds since 1970,
 * a spreadsheet's day numbers, and days without separators. All from 1980 to 2100. Undefined for all others.
 */
export function detectStamps(source: string, values: readonly string[]): { type: 'date' | 'datetime'; dateFormats: readonly string[]; notes: readonly string[] } | undefined {
  if (!/(?<!up)date|datum|fecha|created|closed|modified|updated|timestamp|erstellt|geschlossen|(?:^|[^a-z])(?:on|at|time)$|(?<=[a-z])(?:At|On|Time)$/iu.test(source.trim())) return undefined
  const all = (shape: RegExp, least: number, past: number): boolean => values.every((value) => shape.test(value) && inRange(value, least, past))
  const told = (type: 'date' | 'datetime', pattern: string, words: string) => {
    const example = values[0] ?? ''
    const format = compileDateFormat(pattern)
    const read = format?.read(example) === true ? new Date(format.local).toISOString().slice(0, type === 'date' ? 10 : 16).replace('T', ' ') : example
    return { type, dateFormats: [pattern], notes: [`“${example}” is read as ${read}: ${words}.`] }
  }
  if (all(/^(?:19|20)\d{6}$/u, 19_800_101, 21_000_101) && values.every((value) => compileDateFormat('YYYYMMDD')?.read(value))) return told('date', 'YYYYMMDD', 'year, month and day without separators')
  if (all(/^\d{9,10}(?:\.\d+)?$/u, 315_532_800, 4_102_444_800)) return told('datetime', 'X', 'seconds since 1970')
  if (all(/^\d{12,13}$/u, 315_532_800_000, 4_102_444_800_000)) return told('datetime', 'x', 'milliseconds since 1970')
  if (!/(?<!up)date|datum|fecha|created|closed|(?:^|[^a-z])(?:on|at)$/iu.test(source.trim()) || values.length < 2 || !all(/^\d{5}(?:[.,]\d+)?$/u, 29_221, 73_051)) return undefined
  return told(values.some((value) => /[.,]/u.test(value)) ? 'datetime' : 'date', 'EXCEL', 'a spreadsheet’s number of days')
}

/** Chooses between orders that all read every value. */
function settle(fits: readonly DateFormat[], proven: readonly string[], group: readonly string[]): { format: DateFormat | undefined; note?: string } {
  const example = group[0] ?? ''
  const provenDayFirst = proven.some((pattern) => pattern.startsWith('DD'))
  const yearFirst = fits.filter((format) => format.pattern.startsWith('YYYY'))
  if (yearFirst.length > 1) {
    const swapped = yearFirst.find((format) => /^YYYY.DD/u.test(format.pattern))
    // every day is at most 12 here while other values of the column are written day first: what a spreadsheet misread
    if (provenDayFirst && swapped !== undefined) {
      return { format: swapped, note: `“${example}” is read as year, day, month: no such value has a day above 12, while others of the column are written day first, so a spreadsheet seems to have swapped them.` }
    }
    return { format: yearFirst.find((format) => /^YYYY.MM/u.test(format.pattern)) }
  }
  const provenMonthFirst = proven.some((pattern) => pattern.startsWith('MM'))
  const dayFirst = fits.find((format) => format.pattern.startsWith('DD'))
  const monthFirst = fits.find((format) => format.pattern.startsWith('MM'))
  if (dayFirst === undefined || monthFirst === undefined) return { format: fits[0] }
  if (provenDayFirst || provenMonthFirst) {
    const format = provenDayFirst ? dayFirst : monthFirst
    return { format, note: `“${example}” could have the day or the month first; it is read ${provenDayFirst ? 'day' : 'month'} first, as other values of the column are.` }
  }
  const slash = example.includes('/')
  return { format: slash ? monthFirst : dayFirst, note: `“${example}” could have the day or the month first, and no value of the sample decides; it is read ${slash ? 'month' : 'day'} first.` }
}

/** Which separator, where the year stands, and whether there is a time; empty for what is no date. */
function shapeOf(value: string): string {
  const found = /^(?:(?<first>\d{4})([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(?:\d{4}|(?<short>\d{2})))(?<time>[ T,]+\d{1,2}:\d{2}.*)?$/u.exec(value)
  if (found !== null) {
    const year = found.groups?.['first'] !== undefined ? 'first' : found.groups?.['short'] === undefined ? 'last' : 'short'
    return `${year}${found[2] ?? found[3] ?? ''}${found.groups?.['time'] === undefined ? '' : 'T'}`
  }
  if (/^(?:\p{L}{2,12}\.?,? )?(?:\d{1,2}\.?[ -]\p{L}{3,10}\.?[ -]\d{2,4}|\p{L}{3,10}\.? \d{1,2},? \d{4})(?<time>[ ,]+\d{1,2}:\d{2}.*)?$/iu.test(value)) return value.includes(':') ? 'wordT' : 'word'
  return ''
}

function candidates(shape: string): DateFormat[] {
  const time = shape.endsWith('T') ? ' HH:mm' : ''
  const patterns: string[] = []
  if (shape.startsWith('word')) patterns.push(...worded.map((pattern) => pattern + time))
  else {
    const first = shape.startsWith('first')
    const separator = separators.find((sign) => shape.includes(sign)) ?? '-'
    if (shape.startsWith('short')) for (const order of shortOrders) patterns.push(order.join(separator) + time)
    else for (const order of orders) if ((order[0] === 'YYYY') === first) patterns.push(order.join(separator) + time)
  }
  return patterns.flatMap((pattern) => compileDateFormat(pattern) ?? [])
}
