import type { ModelFeature, ModelTerm } from '#shared/domain/predictive/model'
import { valueBands } from '#shared/domain/predictive/value-bands'
import { FEWEST_FIRED } from './judged-leads.ts'

/** Values of an attribute that a model treats much alike. */
export interface Band {
  readonly kind: 'missing' | 'values' | 'range'
  /** What people read: "Finance, Software", "3 to 7", "no value". */
  readonly label: string
  /** Categories, for `values`. */
  readonly values: readonly string[]
  /** from ≤ value < to in the attribute's own unit, for `range`; null is open. */
  readonly from: number | null
  readonly to: number | null
  /** The values are whole numbers. */
  readonly whole: boolean
  /** Mean calibrated log-odds that the attribute adds there. */
  readonly effect: number
  /** Training records in it. */
  readonly rows: number
}

/** Bands of a number at most; a marketer reads a handful. */
const MOST_RANGES = 4
/** Categories that one condition lists. */
const MOST_VALUES = 6
/** Effects, in log-odds, that differ by less than this share a condition; 0.15 moves an even chance by four points. */
const ALIKE = 0.15

/** The attribute's values as few bands, each of at least twenty training records; those of numbers ascend. */
export function steadyBands(feature: ModelFeature, term: ModelTerm, slope: number): Band[] {
  const missing = bandOf(term, slope, [0], { kind: 'missing', label: 'no value' })
  const known = feature.binning.kind === 'numeric' ? ranges(feature, term, slope, feature.binning.cuts) : categories(term, slope, feature.binning.categories)
  return [...known, ...(missing.rows >= FEWEST_FIRED ? [missing] : [])]
}

function bandOf(term: ModelTerm, slope: number, bins: readonly number[], rest: Partial<Band> & Pick<Band, 'kind' | 'label'>): Band {
  const rows = bins.reduce((total, bin) => total + (term.counts[bin] ?? 0), 0)
  const added = bins.reduce((total, bin) => total + (term.counts[bin] ?? 0) * (term.scores[bin] ?? 0), 0)
  return { values: [], from: null, to: null, whole: false, effect: rows === 0 ? 0 : (slope * added) / rows, rows, ...rest }
}

function ranges(feature: ModelFeature, term: ModelTerm, slope: number, cuts: readonly number[]): Band[] {
  const whole = cuts.every((cut) => Number.isInteger(2 * cut))
  let bands = valueBands(feature, term).map(({ first, last }) => bandOf(term, slope, between(first, last), { kind: 'range', label: '', whole, from: cuts[first - 2] ?? null, to: cuts[last - 1] ?? null }))
  for (;;) {
    const gaps = bands.slice(1).map(({ effect }, at) => Math.abs(effect - (bands[at]?.effect ?? 0)))
    const least = gaps.indexOf(Math.min(...gaps))
    const [one, other] = [bands[least], bands[least + 1]]
    if (one === undefined || other === undefined || (bands.length <= MOST_RANGES && (gaps[least] ?? 0) >= ALIKE)) return readable(bands, whole)
    bands = [...bands.slice(0, least), joined(one, other), ...bands.slice(least + 2)]
  }
}

/** Bands with bounds of three digits, which people read more easily, unless two of them would become one; small whole numbers stay as they are. */
function readable(bands: readonly Band[], whole: boolean): Band[] {
  const short = (bound: number): number => (whole && Math.abs(bound) < 1000 ? bound : Number(bound.toPrecision(3)))
  const inner = bands.flatMap(({ to }) => to ?? [])
  const isAscending = inner.every((bound, at) => at === 0 || short(bound) > short(inner[at - 1] ?? 0))
  const ends = (bound: number | null): number | null => (bound === null || !isAscending ? bound : short(bound))
  return bands.map((band) => ({ ...band, from: ends(band.from), to: ends(band.to), label: rangeLabel(ends(band.from), ends(band.to), whole) }))
}

const between = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_unused, index) => first + index)

function joined(one: Band, other: Band): Band {
  const rows = one.rows + other.rows
  return { ...one, to: other.to, rows, effect: rows === 0 ? 0 : (one.rows * one.effect + other.rows * other.effect) / rows }
}

function rangeLabel(from: number | null, to: number | null, whole: boolean): string {
  const [low, high] = whole ? [from === null ? null : Math.ceil(from), to === null ? null : Math.ceil(to) - 1] : [from, to]
  const show = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  if (low === null) return high === null ? 'any value' : `${whole ? 'up to' : 'under'} ${show(high)}`
  if (high === null) return `${show(low)} or more`
  return low === high ? show(low) : `${show(low)} to ${show(high)}`
}

/** `Finance, Insurance and 4 more`: the most frequent ones, which are read first. */
function namesOf(values: readonly string[]): string {
  return values.length <= 3 ? values.join(', ') : `${values.slice(0, 2).join(', ')} and ${values.length - 2} more`
}

function categories(term: ModelTerm, slope: number, names: readonly string[]): Band[] {
  const single = names
    .map((name, index) => bandOf(term, slope, [index + 1], { kind: 'values', label: name, values: [name] }))
    .filter(({ rows }) => rows >= FEWEST_FIRED)
    .sort((one, other) => other.effect - one.effect || (one.label < other.label ? -1 : 1))
  const groups: Band[][] = []
  for (const band of single) {
    const open = groups.at(-1)
    const first = open?.[0]
    if (open !== undefined && first !== undefined && open.length < MOST_VALUES && first.effect - band.effect < ALIKE) open.push(band)
    else groups.push([band])
  }
  return groups.map((bands) => {
    const rows = bands.reduce((total, band) => total + band.rows, 0)
    const values = bands.toSorted((one, other) => other.rows - one.rows).map(({ label }) => label)
    return { ...bands[0]!, values, label: namesOf(values), rows, effect: bands.reduce((total, band) => total + band.rows * band.effect, 0) / rows }
  })
}
