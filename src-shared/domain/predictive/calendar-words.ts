import type { CalendarPart } from './calendar-parts.ts'

/** `Created on: weekday`, the label of the attribute that a column's date gives. */
export function partLabel(column: string, part: CalendarPart): string {
  return `${column}: ${part}`
}

/** `Days from created to est. close date`. */
export function betweenLabel(from: string, to: string): string {
  return `${BETWEEN}${inSentence(stemOf(from))} to ${inSentence(stemOf(to))}`
}

const BETWEEN = 'Days from '

/** A label inside a sentence: its first letter is small, unless it begins with an abbreviation. */
export function inSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label
}

/** `Created` of `Created on`. */
function stemOf(column: string): string {
  return column.replace(/ (on|at)$/u, '')
}

/** The column's label in that of an attribute that `partLabel` made. */
function columnOfPart(label: string): string {
  return label.replace(/: (weekday|month)$/u, '')
}

/** `Created on a Monday`, `Est. close date falls in March`; a null value is not known. */
export function partReason(label: string, part: CalendarPart, value: string | null): string {
  const column = columnOfPart(label)
  if (value === null) return `${column} is not known`
  return `${stemOf(column)}${stemOf(column) === column ? ' falls' : ''} ${onPart(part, value)}`
}

/** `whose “Created on” lies on a Monday`, after a noun. */
export function partAmong(label: string, part: CalendarPart, value: string): string {
  return `whose “${columnOfPart(label)}” lies ${onPart(part, value)}`
}

/** `on a Monday`, `in March`. */
export function onPart(part: CalendarPart, value: string): string {
  return part === 'weekday' ? `on a ${value}` : `in ${value}`
}

/** `5 days`, `4 to 6 days`, `1 day or less`; `range` is a number or a band of numbers. */
export function daysOf(range: string): string {
  if (!/\d/u.test(range)) return range
  const [, number = range, end = ''] = /^(\S+)( or (?:less|more))$/u.exec(range) ?? []
  return `${number} ${/^-?1$/u.test(number) ? 'day' : 'days'}${end}`
}

/** `5 days from created to est. close date`, of a label that `betweenLabel` made; null days are not known. */
export function betweenReason(label: string, days: string | null): string {
  if (days === null) return `${label} is not known`
  return label.startsWith(BETWEEN) ? `${days} ${label.slice('Days '.length)}` : `${label}: ${days}`
}
