import type { Feature } from './feature-table.ts'
import type { LeakSign } from './leak-sign.ts'
import { percent, wholeNumber } from './words.ts'

/** Open records below which their fill says nothing. */
export const FEWEST_OPEN = 20
const FEWEST_LATE = 20

/** How often and when the values of a column came into the closed records that hold one. */
export interface LateFill {
  /** Closed records in which the first value was entered at a known time. */
  readonly known: number
  /** Those among them in which that was at or after closing. */
  readonly late: number
}

export function isFilled(feature: Feature, row: number): boolean {
  return feature.kind === 'category' ? feature.codes[row]! >= 0 : !Number.isNaN(feature.values[row]!)
}

/** Share of the rows that hold a value, in [0, 1]; 0 without rows. */
export function filledShare(feature: Feature, rows: number): number {
  let filled = 0
  for (let row = 0; row < rows; row += 1) if (isFilled(feature, row)) filled += 1
  return rows === 0 ? 0 : filled / rows
}

/** Filled at least 30 points and twice as often in closed records as in open ones. */
export function fillSign(label: string, closed: number, open: number): LeakSign | null {
  if (closed - open < 0.3 || closed < 2 * open) return null
  const often = open === 0 ? 'none' : percent(open)
  return { kind: 'fill', sentence: `${label} is filled in ${percent(closed)} of the closed records, but in ${often} of the open ones.` }
}

/** Entered at or after closing in most of the records whose first entry is on record. */
export function lateSign(label: string, fill: LateFill | undefined): LeakSign | null {
  if (fill === undefined || fill.known < FEWEST_LATE || fill.late < 0.5 * fill.known) return null
  return { kind: 'late', sentence: `${label} was filled in only at or after closing in ${percent(fill.late / fill.known)} of the ${wholeNumber(fill.known)} closed records whose history tells.` }
}

/** Filled in exactly the rows of a suspect, for neither nearly all nor nearly none: written by the same hand at the same time. */
export function sameFillSign(feature: Feature, suspects: readonly Feature[], rows: number): LeakSign | null {
  const share = filledShare(feature, rows)
  if (share < 0.05 || share > 0.95) return null
  const twin = suspects.find((suspect) => {
    for (let row = 0; row < rows; row += 1) if (isFilled(feature, row) !== isFilled(suspect, row)) return false
    return true
  })
  return twin === undefined ? null : { kind: 'same_fill', sentence: `${feature.label} is filled in exactly the records in which ${twin.label} is, which is suspect too.` }
}
