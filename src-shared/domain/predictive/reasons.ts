import { MISSING_BIN } from './binning.ts'
import type { EbmModel, ModelFeature, ModelTerm } from './model.ts'
import { betweenReason, partAmong, partReason } from './calendar-words.ts'
import { contributionsOf, waterfallOf } from './predict.ts'
import { daysInWords } from './stage-parts.ts'
import { valueBands, type ValueBand } from './value-bands.ts'
import { bandWords } from './value-groups.ts'
import { mentionAmong, mentionReason } from './word-mentions.ts'
import { countOf, dayOf, percent, shortNumber, type OutcomeWords } from './words.ts'

/** What closed records say about one value, whatever their other values are. */
export interface Evidence {
  readonly sentence: string
  /** `Finance`, `4 to 6`, `2 or more times`. */
  readonly valueLabel: string
  /** Share of positives among the training records with this value; null under 20 records. */
  readonly rate: number | null
  readonly averageRate: number
  /** Training records with this value, and all of them. */
  readonly records: number
  readonly total: number
  /** The rate points the other way than the contribution. */
  readonly contradicts: boolean
  /** Which records the evidence counts. */
  readonly scope: string
}

export interface Reason {
  /** Name of the attribute. */
  readonly name: string
  /** Index of the attribute among the model's features. */
  readonly feature: number
  /** `Industry is Finance`, `Lead source is not known`. */
  readonly label: string
  /** Share of the calibrated log-odds: the attribute's own effect and half of each pair that it is in. */
  readonly contribution: number
  /** Share of the score, in points. */
  readonly points: number
  readonly missing: boolean
  readonly evidence: Evidence
}

/** A model with what explaining many records needs, worked out once. */
export interface Explainer {
  readonly model: EbmModel
  readonly words: OutcomeWords
  /** The term of each attribute's own effect, with its place among the terms; null where it acts in pairs only. */
  readonly mains: readonly (MainTerm | null)[]
}

interface MainTerm {
  readonly term: ModelTerm
  readonly index: number
  /** Bands of a number's bins; empty for categories. */
  readonly bands: readonly ValueBand[]
}

const FEWEST_FOR_RATE = 20

export function createExplainer(model: EbmModel, words: OutcomeWords): Explainer {
  const mains = model.features.map((feature, place): MainTerm | null => {
    const index = model.terms.findIndex(({ features }) => features.length === 1 && features[0] === place)
    const term = model.terms[index]
    return term === undefined ? null : { term, index, bands: valueBands(feature, term) }
  })
  return { model, words, mains }
}

/**
 * Reasons of one record, one an attribute, the largest first; their contributions and the model's baseline add up to
 * its log-odds. `binsRow` has one bin a term; `values` may give the record's own values by attribute name, numbers or text.
 */
export function reasonsOf(explainer: Explainer, binsRow: Uint16Array, values?: ReadonlyMap<string, string | number | null>): Reason[] {
  const { model } = explainer
  const parts = contributionsOf(model, binsRow)
  const shares = sharesOf(model, parts.contributions)
  const points = sharesOf(model, waterfallOf(model, parts).points)
  return model.features
    .map((feature, index): Reason => {
      const contribution = shares[index] ?? 0
      const main = explainer.mains[index] ?? null
      const read = readValue(feature, main, binsRow, values)
      return {
        name: feature.name,
        feature: index,
        label: labelOf(feature, read.value, values?.get(feature.name)),
        contribution,
        points: points[index] ?? 0,
        missing: read.value === null,
        evidence: evidenceOf(explainer, main, contribution, read),
      }
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.feature - b.feature)
}

/** `Industry is Finance`, `Calls in the last 7 days: 2 times`, `Created on a Monday`, `5 days from created to est. close date`; a day that is still ahead is so many days until it. */
function labelOf({ label, unit }: ModelFeature, value: string | null, raw: string | number | null | undefined): string {
  if (unit === 'count') return `${label}: ${value ?? 'not known'}`
  if (unit === 'weekday' || unit === 'month') return partReason(label, unit, value)
  if (unit === 'days') return betweenReason(label, value)
  if (unit === 'word') return mentionReason(label, value)
  const ahead = typeof raw === 'number' && raw < 0 && value !== null ? label.replace(/(^|: )Days since /u, '$1Days until ') : label
  return ahead === label ? `${label} is ${value ?? 'not known'}` : `${ahead} is ${shortNumber(-(raw as number))}`
}

/** What the terms add, divided evenly among their attributes. */
function sharesOf(model: EbmModel, ofTerms: Float64Array): Float64Array {
  const shares = new Float64Array(model.features.length)
  model.terms.forEach(({ features }, index) => features.forEach((feature) => (shares[feature]! += (ofTerms[index] ?? 0) / features.length)))
  return shares
}

interface ReadValue {
  readonly feature: ModelFeature
  /** Bin of its own effect; -1 where it has none. */
  readonly bin: number
  /** The record's value in words, and the group of values that the evidence counts; null when missing. */
  readonly value: string | null
  readonly group: string | null
}

function readValue(feature: ModelFeature, main: MainTerm | null, binsRow: Uint16Array, values?: ReadonlyMap<string, string | number | null>): ReadValue {
  const bin = main === null ? -1 : (binsRow[main.index] ?? MISSING_BIN)
  const group = main === null ? 'any value' : groupLabel(feature, bin, main.bands)
  const raw = bin === MISSING_BIN ? undefined : values?.get(feature.name)
  return { feature, bin, value: raw === undefined || raw === null ? group : rawLabel(feature, raw), group }
}

function groupLabel(feature: ModelFeature, bin: number, bands: readonly ValueBand[]): string | null {
  if (bin === MISSING_BIN) return null
  if (feature.binning.kind === 'category') return feature.binning.categories[bin - 1] ?? 'another value'
  const label = bandAt(bands, bin)?.label ?? 'in this range'
  return bandWords(feature, label)
}

function rawLabel(feature: ModelFeature, raw: string | number): string {
  if (typeof raw === 'string') return raw
  if (feature.unit === 'date') return dayOf(raw)
  // Hours and minutes between two moments matter only where they are close.
  return bandWords(feature, shortNumber(feature.unit !== 'days' ? raw : Math.abs(raw) < 10 ? Math.round(10 * raw) / 10 : Math.round(raw)))
}

function bandAt(bands: readonly ValueBand[], bin: number): ValueBand | undefined {
  return bands.find(({ first, last }) => bin >= first && bin <= last)
}

function evidenceOf({ model, words }: Explainer, main: MainTerm | null, contribution: number, { feature, bin, group }: ReadValue): Evidence {
  const band = bin === MISSING_BIN ? undefined : bandAt(main?.bands ?? [], bin)
  const records = sum(main?.term.counts ?? [], band?.first ?? bin, band?.last ?? bin)
  const positives = sum(main?.term.positives ?? [], band?.first ?? bin, band?.last ?? bin)
  const { rows: total, positives: allPositives } = model.trainedOn
  const averageRate = allPositives / total
  const rate = records < FEWEST_FOR_RATE ? null : positives / records
  const contradicts = rate !== null && contribution !== 0 && rate !== averageRate && rate > averageRate !== contribution > 0
  const days = main?.term.days?.[bin] ?? null
  const among = amongWords(feature, group)
  const closed = countOf(records, words, 'closed')
  const plain =
    rate === null
      ? `${closed} ${among}: too few for a rate`
      : `${percent(rate)} of ${words.many} ${among} ${words.verb}${days === null ? '' : `, median ${daysInWords(days)}`}; average ${percent(averageRate)}; ${closed}`
  const sentence = contradicts ? `${plain}. Taken together with the other columns it ${contribution > 0 ? 'raises' : 'lowers'} the score.` : `${plain}.`
  return { sentence, valueLabel: group ?? 'not known', rate, averageRate, records, total, contradicts, scope: `Closed ${words.many} that the model learned from` }
}

function amongWords(feature: ModelFeature, group: string | null): string {
  const { unit } = feature
  if (group === null) return `without ${feature.label}`
  if (unit === 'weekday' || unit === 'month') return partAmong(feature.label, unit, group)
  if (unit === 'days') return `with ${betweenReason(feature.label, group)}`
  if (unit === 'word') return mentionAmong(feature.label, group)
  return feature.unit === 'count' ? `with “${feature.label}” ${group}` : `with ${feature.label} ${group}`
}

function sum(values: readonly number[], first: number, last: number): number {
  let total = 0
  for (let at = first; at <= last; at += 1) total += values[at] ?? 0
  return total
}
