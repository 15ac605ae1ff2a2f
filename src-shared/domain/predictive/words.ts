/** How the sentences name what is scored and its positive outcome. */
export interface OutcomeWords {
  /** `lead`, `opportunity`. */
  readonly one: string
  /** `leads`, `opportunities`. */
  readonly many: string
  /** What the positive ones do: `qualify`, `are won`. */
  readonly verb: string
  /** What the positive and the negative ones are: `qualified`, `disqualified`. */
  readonly positive: string
  readonly negative: string
}

export const LEAD_WORDS: OutcomeWords = Object.freeze({ one: 'lead', many: 'leads', verb: 'qualify', positive: 'qualified', negative: 'disqualified' })
export const OPPORTUNITY_WORDS: OutcomeWords = Object.freeze({ one: 'opportunity', many: 'opportunities', verb: 'are won', positive: 'won', negative: 'lost' })

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const SHORT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `1,234` */
export function wholeNumber(value: number): string {
  return WHOLE.format(value)
}

/** Four significant digits, whole numbers in full. */
export function shortNumber(value: number): string {
  return Number.isInteger(value) ? WHOLE.format(value) : SHORT.format(value)
}

/** `never`, `once`, `3 times`; `range` is a number or a band such as `2 or more`. */
export function times(range: string): string {
  if (range === '0') return 'never'
  return range === '1' ? 'once' : `${range} times`
}

/** `14 Nov 2026`, in UTC. */
export function dayOf(milliseconds: number): string {
  return DAY.format(milliseconds)
}

/** `64 %` with a no-break space; a decimal under 10 %. */
export function percent(share: number): string {
  const value = share * 100
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)}\u00a0%`
}

/** Counts with the right form of the noun: `1 lead`, `412 leads`. */
export function countOf(count: number, words: OutcomeWords, adjective = ''): string {
  return `${wholeNumber(count)} ${adjective === '' ? '' : `${adjective} `}${count === 1 ? words.one : words.many}`
}
