const NBSP = '\u00a0'
const MINUS = '\u2212'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** A count: `1,204`. */
export function count(value: number): string {
  return whole.format(value).replace('-', MINUS)
}

/** A number with at most the given decimal places: `3.14`. */
export function decimal(value: number, places = 2): string {
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: places }).format(value).replace('-', MINUS)
}

/** A number with exactly the given decimal places: `0.84`. */
export function fixed(value: number, places = 2): string {
  return new Intl.NumberFormat('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places }).format(value).replace('-', MINUS)
}

/** A share in [0, 1] as `64 %`, with a no-break space; one decimal place below 10 %, where it tells more. */
export function percent(share: number, places?: number): string {
  const value = share * 100
  const digits = places ?? (value > 0 && value < 9.95 ? 1 : 0)
  return `${decimal(value, digits)}${NBSP}%`
}

/** A score in [0, 100] as people read it. */
export function score(value: number): string {
  return String(Math.round(value))
}

/** Points with their sign: `+14`, `−6`, `0`. */
export function points(value: number): string {
  const rounded = Math.round(value)
  if (rounded === 0) return '0'
  return rounded > 0 ? `+${rounded}` : `${MINUS}${Math.abs(rounded)}`
}

/** Points with their sign that add up as shown, with at most two decimal places: `+1,204`, `−0.5`, `0`. */
export function exactPoints(value: number): string {
  const rounded = Math.round(value * 100) / 100
  if (rounded === 0) return '0'
  return `${rounded > 0 ? '+' : ''}${decimal(rounded)}`
}

/** A count and its noun: `1 lead`, `1,204 leads`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NBSP}${value === 1 ? one : many}`
}

/** Bytes as `1.4 MB`. */
export function bytes(value: number): string {
  if (value < 1000) return `${value}${NBSP}B`
  const unit = value < 1e6 ? 'kB' : value < 1e9 ? 'MB' : 'GB'
  const divisor = value < 1e6 ? 1e3 : value < 1e9 ? 1e6 : 1e9
  return `${decimal(value / divisor, 1)}${NBSP}${unit}`
}

/** The number that people meant: grouping commas, spaces and a real minus are accepted; null when it is none. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(/[\s\u00a0\u202f]/g, '').replace(MINUS, '-')
  if (plain === '') return null
  const ungrouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(ungrouped)) return null
  const value = Number(ungrouped)
  return Number.isFinite(value) ? value : null
}
