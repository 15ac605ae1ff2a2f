import type { DecimalStyle } from './mapping.ts'

const plainInteger = /^[+-]?\d+$/u
// the second way of grouping is the Indian one, by two digits above the thousands
const dotNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d+)?(?:[eE][+-]?\d+)?$/u
const commaNumber = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d+)?(?:[eE][+-]?\d+)?$/u

const codes = 'USD|EUR|GBP|JPY|CNY|INR|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|AUD|CAD|NZD|BRL|MXN|ARS|CLP|COP|ZAR|TRY|RUB|UAH|KRW|SGD|HKD|TWD|ILS|AED|SAR|THB|IDR|MYR|PHP|VND|NGN|KES|EGP'
const signs = '(?:US|CA|AU|NZ|HK|SG|A|C|R|S)?[$€£¥₹₩₺₽₴₫₱₪฿₦]'
const currency = `(?:${signs}|(?:${codes})(?![A-Za-z])|kr\\.?|zł|Kč|Ft|Rs\\.?|Fr\\.?)`
const before = new RegExp(`^([+-]?)\\s*${currency}\\s*`, 'u')
const after = new RegExp(`\\s*(?:${currency}|%)$`, 'u')
const blanks = /(\d)[\u00a0\u2009\u202f '’](?=\d{3}(?!\d))/gu

/** The number that a text stands for, NaN when it is none. Thousands must be grouped rightly; signs and codes of currency, per cent and blanks around are allowed, and bookkeepers' negative numbers, `(12)` and `12-`. */
export function parseNumber(text: string, style: DecimalStyle): number {
  if (style === 'dot') {
    const quick = quickNumber(text)
    if (!Number.isNaN(quick)) return quick
  }
  const bare = bareNumber(text)
  if (!/\d/u.test(bare) || !(style === 'dot' ? dotNumber : commaNumber).test(bare)) return Number.NaN
  return Number(style === 'dot' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.'))
}

/** The text without signs of currency and per cent and without blanks between thousands, a minus sign in front. */
export function bareNumber(text: string): string {
  if (!/\d/u.test(text)) return text
  const plain = strip(text.replace('\u2212', '-'))
  const negative = /^\((?<inside>[^()+-]+)\)$/u.exec(plain)?.groups?.['inside'] ?? /^(?<inside>[^+-]*\d)\s?-$/u.exec(plain)?.groups?.['inside']
  return negative === undefined ? plain : `-${strip(negative.trim())}`
}

function strip(text: string): string {
  return text.replace(before, '$1').replace(after, '').replace(blanks, '$1')
}

/** Whether a sign or code of currency stands with the number. */
export function namesCurrency(text: string): boolean {
  return /\d/u.test(text) && /[^\d.,'’\s()+%eE\u2212-]/u.test(text) && !text.includes('%') && !/[^\d.,]/u.test(bareNumber(text).replace(/^[+-]/u, ''))
}

/** Plain digits with at most one dot, without the cost of an expression; NaN for everything else. */
function quickNumber(text: string): number {
  const length = text.length
  if (length === 0 || length > 15) return Number.NaN
  let dots = 0
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 46) dots += 1
    else if ((code < 48 || code > 57) && !(code === 45 && index === 0 && length > 1)) return Number.NaN
  }
  return dots > 1 || dots === length ? Number.NaN : +text
}

/** A whole number of at most 15 digits, so that it is exact; NaN otherwise. `12.0` is whole, `4,5` is not. */
export function parseInteger(text: string, style: DecimalStyle): number {
  const value = parseNumber(text, style)
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number.NaN
}

/** A number as an integer scaled by 10^scale, half away from zero; NaN when it is none or too large to be exact. */
export function scaleNumber(value: number, scale: number): number {
  const product = Math.abs(value) * 10 ** scale
  const near = Math.round(product)
  // 1.005 × 100 is 100.49999999999999: what is that close to a half is meant as one
  const rounded = Math.abs(product - near) < 0.499999 ? near : Math.round(Number(product.toPrecision(15)))
  return rounded <= Number.MAX_SAFE_INTEGER ? (value < 0 ? -rounded + 0 : rounded) : Number.NaN
}

/** Whether a text is digits that a number would not keep: zeros in front, or more than 15 of them. */
export function losesDigits(text: string): boolean {
  return plainInteger.test(text) && (/^[+-]?0\d/u.test(text) || text.replace(/^[+-]/u, '').length > 15)
}

/** Which sign separates decimals, from values of the whole file; a lone group of three digits speaks for neither. */
export function detectDecimalStyle(values: Iterable<string>): DecimalStyle {
  let dot = 0
  let comma = 0
  for (const value of values) {
    if (value.length > 40 || !/[.,]/u.test(value)) continue
    const text = bareNumber(value.trim())
    if (!/^[+-]?[\d.,]+$/u.test(text)) continue
    if (/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})\.(?:\d{1,2}|\d{4,})$/u.test(text) || /^[+-]?\d{1,3}(?:,\d{3}){2,}$/u.test(text) || /^[+-]?(?:0|\d{4,})\.\d+$/u.test(text)) dot += 1
    else if (/^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})$/u.test(text) || /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/u.test(text) || /^[+-]?(?:0|\d{4,}),\d+$/u.test(text)) comma += 1
  }
  return comma > dot ? 'comma' : 'dot'
}
