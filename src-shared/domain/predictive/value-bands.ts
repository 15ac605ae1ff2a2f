import type { ModelFeature, ModelTerm } from './model.ts'
import { dayOf, shortNumber } from './words.ts'

/** Neighbouring bins of a numeric attribute, wide enough to state a rate for. */
export interface ValueBand {
  /** First and last bin, inclusive. */
  readonly first: number
  readonly last: number
  /** `4 to 6`, `7 or more`, `under 2.3`. */
  readonly label: string
}

const MOST_BANDS = 8
const FEWEST_ROWS = 20

/** At most eight bands with an even share of the training rows, at least 20; a very frequent value keeps a band to itself. */
export function valueBands(feature: ModelFeature, term: ModelTerm): ValueBand[] {
  if (feature.binning.kind !== 'numeric') return []
  const { cuts } = feature.binning
  const last = cuts.length + 1
  const countOf = (bin: number): number => term.counts[bin] ?? 0
  let rows = 0
  for (let bin = 1; bin <= last; bin += 1) rows += countOf(bin)
  const wanted = Math.max(FEWEST_ROWS, rows / MOST_BANDS)
  const edges: { first: number; last: number; rows: number }[] = []
  let open = { first: 1, last: 1, rows: 0 }
  for (let bin = 1; bin <= last; bin += 1) {
    const startsAlone = countOf(bin) >= wanted && open.rows >= FEWEST_ROWS
    if (bin > open.first && (open.rows >= wanted || startsAlone)) {
      edges.push(open)
      open = { first: bin, last: bin, rows: 0 }
    }
    open = { first: open.first, last: bin, rows: open.rows + countOf(bin) }
  }
  const before = edges.at(-1)
  if (before !== undefined && open.rows < FEWEST_ROWS) edges.splice(-1, 1, { first: before.first, last: open.last, rows: before.rows + open.rows })
  else edges.push(open)
  return edges.map(({ first, last: end }) => ({ first, last: end, label: rangeLabel(cuts[first - 2], cuts[end - 1], feature, cuts) }))
}

/** Words for lower ≤ value < upper; undefined is open. */
function rangeLabel(lower: number | undefined, upper: number | undefined, feature: ModelFeature, cuts: readonly number[]): string {
  if (lower === undefined && upper === undefined) return 'any value'
  if (feature.unit === 'date') return dateLabel(lower, upper)
  // Cuts between whole numbers lie on whole or half numbers.
  if (cuts.every((cut) => Number.isInteger(2 * cut))) return wholeLabel(lower, upper)
  if (lower === undefined) return `under ${shortNumber(upper ?? 0)}`
  if (upper === undefined) return `${shortNumber(lower)} or more`
  return `${shortNumber(lower)} to ${shortNumber(upper)}`
}

function wholeLabel(lower: number | undefined, upper: number | undefined): string {
  const from = Math.ceil(lower ?? 0)
  const to = Math.ceil(upper ?? 0) - 1
  if (lower === undefined) return to === 0 ? '0' : `${shortNumber(to)} or less`
  if (upper === undefined) return `${shortNumber(from)} or more`
  return from === to ? shortNumber(from) : `${shortNumber(from)} to ${shortNumber(to)}`
}

function dateLabel(lower: number | undefined, upper: number | undefined): string {
  if (lower === undefined) return `before ${dayOf(upper ?? 0)}`
  if (upper === undefined) return `since ${dayOf(lower)}`
  return `${dayOf(lower)} to ${dayOf(upper)}`
}
