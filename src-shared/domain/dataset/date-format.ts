/** One way of writing dates, ready to read values. */
export interface DateFormat {
  readonly pattern: string
  readonly hasTime: boolean
  /** Reads a trimmed value; false when it does not fit or the day does not exist. The answer stands in `local` and `offset` until the next call. */
  read(text: string): boolean
  /** Milliseconds of the written date and time as if it were UTC. */
  local: number
  /** Milliseconds to take away to get UTC; NaN when the value names no offset. */
  offset: number
}

type Part = { readonly unit: 'year' | 'month' | 'day'; readonly least: number; readonly most: number; readonly words: boolean } | { readonly literal: string }

/** Beginnings of the months' names without accents: English, German, French, Spanish, Italian, Portuguese, Dutch. */
const months = ['jan ene gen', 'feb fev', 'mar mrz maa', 'apr avr abr', 'may mai mag mei', 'jun juin giu', 'jul juil lug', 'aug aou ago', 'sep set', 'oct okt ott out', 'nov', 'dec dez dic'].map((names) => names.split(' '))

/**
 * Compiles a pattern such as `DD-MM-YYYY HH:mm`, `M/D/YYYY` or `D MMM YYYY h:mm A`. Months, days and hours may lack
 * their leading zero. Where the pattern has a time, seconds, their fraction, AM/PM and an offset (`Z`, `UTC`, `+02:00`) may follow.
 * `X` and `x` are seconds and milliseconds since 1970, `EXCEL` a spreadsheet's number of days. Undefined when the pattern
 * lacks year, month or day.
 */
export function compileDateFormat(pattern: string): DateFormat | undefined {
  const stamp = stamps[pattern.trim()]
  if (stamp !== undefined) {
    const counted: DateFormat = { pattern: pattern.trim(), hasTime: true, local: Number.NaN, offset: Number.NaN, read: (text) => readStamp(counted, stamp, text) }
    return counted
  }
  const datePart = /^(?<date>.*?)(?:[ T,]+\[?(?:HH?|hh?).*)?$/u.exec(pattern.trim())?.groups?.['date'] ?? ''
  const hasTime = datePart.length < pattern.trim().length
  const parts = partsOf(datePart)
  const units = parts.flatMap((part) => ('unit' in part ? [part.unit] : []))
  if (units.toSorted().join() !== 'day,month,year') return undefined
  const format: DateFormat = { pattern, hasTime, local: Number.NaN, offset: Number.NaN, read: (text) => readDate(format, parts, text) }
  return format
}

interface Stamp {
  /** Milliseconds of one unit. */
  readonly unit: number
  /** The number of 1970-01-01. */
  readonly origin: number
  /** Milliseconds to take away for UTC; NaN where the number stands for a local time. */
  readonly offset: number
}

/** Days of spreadsheets count from 1899-12-30, so that 25569 is 1970-01-01. */
const stamps: Readonly<Record<string, Stamp>> = { X: { unit: 1000, origin: 0, offset: 0 }, x: { unit: 1, origin: 0, offset: 0 }, EXCEL: { unit: 86_400_000, origin: 25_569, offset: Number.NaN } }

function readStamp(format: DateFormat, { unit, origin, offset }: Stamp, text: string): boolean {
  if (!/^-?\d{1,15}(?:[.,]\d+)?$/u.test(text)) return false
  // to the whole second, since a fraction of a day is not exact
  const exact = (Number(text.replace(',', '.')) - origin) * unit
  format.local = unit > 1000 ? Math.round(exact / 1000) * 1000 : Math.round(exact)
  format.offset = offset
  return Math.abs(format.local) <= 8.64e15
}

function partsOf(datePart: string): Part[] {
  const tokens = datePart.match(/Y+|M+|D+|[^YMD]/gu) ?? []
  return tokens.map((token, index): Part => {
    const next = tokens[index + 1]
    const tight = (next !== undefined && /^[YMD]/u.test(next)) || (index > 0 && /^[YMD]/u.test(tokens[index - 1] ?? ''))
    if (token.startsWith('Y')) return { unit: 'year', least: token.length <= 2 ? 2 : 4, most: token.length <= 2 ? 2 : 4, words: false }
    if (token.startsWith('M')) return { unit: 'month', least: tight ? token.length : 1, most: 2, words: token.length > 2 }
    if (token.startsWith('D')) return { unit: 'day', least: tight ? token.length : 1, most: 2, words: false }
    return { literal: token }
  })
}

/** The day of the week, which says nothing that the date does not; a month's name is followed by a day. */
const weekday = /^\p{L}{2,12}\.?,? (?=\d{1,2}\.?[ -]\p{L}|\p{L}{3,10}\.? \d)/u

/** Where the reader stands in the text; module state would not be safe to share, an object a value would cost. */
interface Cursor {
  text: string
  at: number
}
const cursor: Cursor = { text: '', at: 0 }

function readDate(format: DateFormat, parts: readonly Part[], text: string): boolean {
  cursor.text = text
  cursor.at = 0
  if (!(text.charCodeAt(0) < 58) && parts.some((part) => 'unit' in part && part.words)) cursor.at = weekday.exec(text)?.[0].length ?? 0
  let year = 0
  let month = 0
  let day = 0
  for (const part of parts) {
    if ('literal' in part) {
      if (text[cursor.at] !== part.literal) return false
      cursor.at += 1
      continue
    }
    const value = part.words ? monthWord() : digits(part.least, part.most)
    if (value < 0) return false
    if (part.unit === 'year') year = part.most === 2 ? value + (value < 70 ? 2000 : 1900) : value
    else if (part.unit === 'month') month = value
    else day = value
  }
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  format.local = dayNumber(year, month, day) * 86_400_000
  format.offset = Number.NaN
  return format.hasTime ? readTime(format) : cursor.at === text.length
}

function readTime(format: DateFormat): boolean {
  const { text } = cursor
  const begin = cursor.at
  while (text[cursor.at] === ' ' || text[cursor.at] === 'T' || text[cursor.at] === ',') cursor.at += 1
  if (cursor.at === begin) return false
  let hour = digits(1, 2)
  if (hour < 0 || hour > 24 || text[cursor.at] !== ':') return false
  cursor.at += 1
  const minute = digits(2, 2)
  let second = 0
  let fraction = 0
  if (text[cursor.at] === ':') {
    cursor.at += 1
    second = digits(2, 2)
    if (text[cursor.at] === '.' || text[cursor.at] === ',') {
      const start = (cursor.at += 1)
      if (digits(1, 9) < 0) return false
      fraction = Math.floor(Number(`0.${text.slice(start, cursor.at)}`) * 1000 + 1e-6)
    }
  }
  if (minute < 0 || minute > 59 || second < 0 || second > 60) return false
  if (cursor.at < text.length) {
    const tail = /^\s*(?<half>[AaPp]\.?[Mm]\.?)?\s*(?<zone>Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2})?$/u.exec(text.slice(cursor.at))
    if (tail === null) return false
    const half = tail.groups?.['half']?.toLowerCase()
    if (half !== undefined) {
      if (hour < 1 || hour > 12) return false
      hour = (hour % 12) + (half.startsWith('p') ? 12 : 0)
    }
    const zone = tail.groups?.['zone']
    if (zone !== undefined) format.offset = offsetOf(zone)
  }
  if (hour === 24 && (minute > 0 || second > 0)) return false
  format.local += ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  return true
}

function offsetOf(zone: string): number {
  const found = /(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})?$/u.exec(zone)?.groups
  if (found === undefined) return 0
  const minutes = Number(found['hours']) * 60 + Number(found['minutes'] ?? 0)
  return (found['sign'] === '-' ? -minutes : minutes) * 60_000
}

/** Reads digits at the cursor and moves it; -1 when there are too few. */
function digits(least: number, most: number): number {
  let value = 0
  let count = 0
  while (count < most) {
    const code = cursor.text.charCodeAt(cursor.at + count) - 48
    if (!(code >= 0 && code <= 9)) break
    value = value * 10 + code
    count += 1
  }
  cursor.at += count
  return count < least ? -1 : value
}

function monthWord(): number {
  const word = /^\p{L}+\.?/u.exec(cursor.text.slice(cursor.at))?.[0] ?? ''
  cursor.at += word.length
  if (word.length < 3) return -1
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return months.findIndex((names) => names.some((name) => plain.startsWith(name))) + 1
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, `days_from_civil`). */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** `YYYY-MM-DD` of milliseconds that stand for a local day. */
export function isoDay(local: number): string {
  return new Date(local).toISOString().slice(0, 10)
}

const stampWords: Readonly<Record<string, string>> = { X: 'seconds since 1970', x: 'milliseconds since 1970', EXCEL: 'a spreadsheet’s number of days' }

/** A pattern as it stands in a sentence. */
export function patternWords(pattern: string, place = 0): string {
  return stampWords[pattern] === undefined ? `${place === 0 ? 'written ' : ''}${pattern}` : `given as ${stampWords[pattern]}`
}
