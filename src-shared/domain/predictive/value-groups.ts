import { binCountOf, MISSING_BIN } from './binning.ts'
import type { Calibration } from './calibration.ts'
import { calendarOrder } from './calendar-parts.ts'
import { daysOf, onPart } from './calendar-words.ts'
import type { ModelFeature, ModelTerm } from './model.ts'
import { daysInWords } from './stage-parts.ts'
import { valueBands } from './value-bands.ts'
import { dayOf, percent, shortNumber, times, wholeNumber, type OutcomeWords } from './words.ts'

/** Values of an attribute that are judged together, as bins from first to last. */
export interface ValueGroup {
  readonly label: string
  readonly missing: boolean
  readonly first: number
  readonly last: number
}

/** Values named one by one; the others are one group. */
const MOST_VALUES = 14
/** Steps of a curve over a number. */
const MOST_STEPS = 40

/** Blank first, then a number's bands and a calendar's values in their order or a category's values by frequency; groups that no training record is in are left out. */
export function valueGroups(feature: ModelFeature, term: ModelTerm): ValueGroup[] {
  const blank = { label: 'Blank', missing: true, first: MISSING_BIN, last: MISSING_BIN }
  const end = binCountOf(feature.binning) - 1
  const named = feature.binning.kind === 'category' ? inOrder(feature, categoryGroups(feature.binning.categories, end)) : valueBands(feature, term).map(({ label, first, last }) => ({ label: bandWords(feature, label), missing: false, first, last }))
  return [blank, ...named].filter((group) => totalOf(term.counts, group) > 0)
}

/** A band of a number with its unit. */
export function bandWords({ unit }: Pick<ModelFeature, 'unit'>, label: string): string {
  if (unit === 'days') return daysOf(label)
  return unit === 'count' ? times(label) : label
}

function inOrder({ unit }: ModelFeature, groups: ValueGroup[]): ValueGroup[] {
  return unit === 'weekday' || unit === 'month' ? calendarOrder(groups.map(({ label }) => label), unit).flatMap((at) => groups[at] ?? []) : groups
}

function categoryGroups(categories: readonly string[], end: number): ValueGroup[] {
  const shown = categories.length <= MOST_VALUES + 1 ? categories : categories.slice(0, MOST_VALUES)
  const named = shown.map((label, index) => ({ label, missing: false, first: index + 1, last: index + 1 }))
  const rest = categories.length - shown.length
  return [...named, { label: rest === 0 ? 'Another value' : `${wholeNumber(rest)} other values`, missing: false, first: shown.length + 1, last: end }]
}

/** The sum of one entry a bin over a group. */
export function totalOf(perBin: readonly number[], { first, last }: Pick<ValueGroup, 'first' | 'last'>): number {
  let total = 0
  for (let bin = first; bin <= last; bin += 1) total += perBin[bin] ?? 0
  return total
}

export interface CurvePoint {
  readonly label: string
  /** Calibrated log-odds that the attribute adds, and their standard deviation over the bags. */
  readonly effect: number
  readonly deviation: number
  readonly closed: number
}

/** What a main effect adds over the attribute's values: a number's in up to 40 steps of even share, a category's one a value. */
export function curveOf(feature: ModelFeature, term: ModelTerm, { slope }: Calibration): CurvePoint[] {
  const groups = feature.binning.kind === 'category' ? valueGroups(feature, term) : [...valueGroups(feature, term).filter(({ missing }) => missing), ...fineSteps(feature, term)]
  return groups.map((group) => {
    const closed = totalOf(term.counts, group)
    const mean = (perBin: readonly number[]): number => {
      let total = 0
      for (let bin = group.first; bin <= group.last; bin += 1) total += (perBin[bin] ?? 0) * (closed === 0 ? 1 : (term.counts[bin] ?? 0))
      return total / (closed === 0 ? group.last - group.first + 1 : closed)
    }
    return { label: group.label, effect: slope * mean(term.scores), deviation: slope * mean(term.deviations), closed }
  })
}

function fineSteps({ binning, unit }: ModelFeature, term: ModelTerm): ValueGroup[] {
  if (binning.kind === 'category') return []
  const { cuts } = binning
  const end = cuts.length + 1
  const wanted = totalOf(term.counts, { first: 1, last: end }) / MOST_STEPS
  const steps: ValueGroup[] = []
  let first = 1
  for (let bin = 1; bin <= end; bin += 1) {
    if (bin < end && totalOf(term.counts, { first, last: bin }) < wanted) continue
    const lower = cuts[first - 2]
    const upper = cuts[bin - 1]
    const words = (value: number): string => (unit === 'date' ? dayOf(value) : shortNumber(value))
    steps.push({ label: lower === undefined ? (upper === undefined ? 'any value' : `under ${words(upper)}`) : `from ${words(lower)}`, missing: false, first, last: bin })
    first = bin + 1
  }
  return steps
}

export interface ValueFacts {
  readonly label: string
  readonly missing: boolean
  readonly closed: number
  readonly positives: number
  readonly open: number
  readonly rate: number | null
  readonly gap: number | null
  readonly sentence: string
}

const FEWEST_FOR_RATE = 20

/** What the records with each group of values did, beside all of them: rate = successes ÷ closed, gap in points. */
export function valueFacts(feature: ModelFeature, term: ModelTerm, open: readonly number[], globalRate: number, words: OutcomeWords): ValueFacts[] {
  return valueGroups(feature, term).map((group) => {
    const closed = totalOf(term.counts, group)
    const positives = totalOf(term.positives, group)
    const opened = totalOf(open, group)
    const rate = closed < FEWEST_FOR_RATE ? null : positives / closed
    const gap = rate === null ? null : rate - globalRate
    const sentence = `${sentenceOf(feature, group, { closed, positives, open: opened, rate, gap }, words)}${rate === null ? '' : daysSentence(feature, term, group, words)}`
    return { label: group.label, missing: group.missing, closed, positives, open: opened, rate, gap, sentence }
  })
}

function amongWords(unit: ModelFeature['unit'], label: string): string {
  if (unit === 'weekday' || unit === 'month') return `with a date ${onPart(unit, label)}`
  if (unit === 'word') return label === 'Yes' ? 'that mention it' : 'that do not mention it'
  return `with ${label}`
}

function sentenceOf({ unit }: ModelFeature, { label, missing }: ValueGroup, { closed, positives, open, rate, gap }: Omit<ValueFacts, 'label' | 'missing' | 'sentence'>, words: OutcomeWords): string {
  const among = missing ? 'that leave it blank' : amongWords(unit, label)
  const counts = `${wholeNumber(positives)} of ${wholeNumber(closed)} closed, ${wholeNumber(open)} open`
  if (rate === null || gap === null) return `Too few closed ${words.many} ${among} for a rate: ${counts}.`
  const points = Math.round(Math.abs(gap) * 100)
  const beside = points === 0 ? 'as many as on average' : `${points} ${points === 1 ? 'point' : 'points'} ${gap > 0 ? 'more' : 'fewer'} than on average`
  return `${percent(rate)} of ${words.many} ${among} ${words.verb}, ${beside}: ${counts}.`
}

/** How long the positive ones took; nothing where that is not known of the group as a whole. */
function daysSentence({ kind }: ModelFeature, { days }: ModelTerm, { first, last }: ValueGroup, { positive }: OutcomeWords): string {
  const median = kind === 'category' && first !== last ? null : (days?.[first] ?? null)
  return median === null ? '' : ` Median ${daysInWords(median)} until ${positive}.`
}
