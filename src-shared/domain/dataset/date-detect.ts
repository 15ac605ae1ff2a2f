import { compileDateFormat, type DateFormat } from './date-format.ts'

const separators = ['-', '/', '.'] as const
const orders = [['YYYY', 'MM', 'DD'], ['DD', 'MM', 'YYYY'], ['MM', 'DD', 'YYYY'], ['YYYY', 'DD', 'MM']] as const
const worded = ['D MMM YYYY', 'D-MMM-YYYY', 'MMM D, YYYY', 'D-MMM-YY'] as const

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
export function detectDates(values: readonly string[]): Found | undefined {
  const shapes = Map.groupBy(values, shapeOf)
  const undated = shapes.get('') ?? []
  if (values.length === 0 || undated.length > values.length * 0.05) return undefined
  shapes.delete('')
  const notes: string[] = []
  const misses = [...undated]
  const formats: string[] = []
  const open: { shape: string; fits: readonly DateFormat[] }[] = []
  const proven: string[] = []
  for (const [shape, group] of shapes) {
    const scored = candidates(shape).map((format) => ({ format, missed: group.filter((value) => !format.read(value)) }))
    const least = Math.min(...scored.map(({ missed }) => missed.length), group.length)
    if (least > group.length * 0.05) return undefined
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
  const found = /^(?:(?<first>\d{4})([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4})(?<time>[ T,]+\d{1,2}:\d{2}.*)?$/u.exec(value)
  if (found !== null) return `${found.groups?.['first'] === undefined ? 'last' : 'first'}${found[2] ?? found[3] ?? ''}${found.groups?.['time'] === undefined ? '' : 'T'}`
  if (/^(?:\d{1,2}[ -][a-z]{3,9}\.?[ -]\d{2,4}|[a-z]{3,9}\.? \d{1,2}, \d{4})(?<time>[ ,]+\d{1,2}:\d{2}.*)?$/iu.test(value)) return value.includes(':') ? 'wordT' : 'word'
  return ''
}

function candidates(shape: string): DateFormat[] {
  const time = shape.endsWith('T') ? ' HH:mm' : ''
  const patterns: string[] = []
  if (shape.startsWith('word')) patterns.push(...worded.map((pattern) => pattern + time))
  else {
    const first = shape.startsWith('first')
    const separator = separators.find((sign) => shape.includes(sign)) ?? '-'
    for (const order of orders) if ((order[0] === 'YYYY') === first) patterns.push(order.join(separator) + time)
  }
  return patterns.flatMap((pattern) => compileDateFormat(pattern) ?? [])
}
