import { binCountOf, MISSING_BIN } from './binning.ts'
import type { EbmModel, ModelFeature, ModelTerm } from './model.ts'
import { contributionsOf, waterfallOf } from './predict.ts'
import { valueBands, type ValueBand } from './value-bands.ts'
import { countOf, dayOf, percent, shortNumber, times, type OutcomeWords } from './words.ts'

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
  /** Name of the attribute; joined with ` × ` for several. */
  readonly name: string
  /** Index of the model's term. */
  readonly term: number
  /** `Industry is Finance`, `Lead source is not known`. */
  readonly label: string
  /** Share of the calibrated log-odds. */
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
  /** Bands of each term; empty for categories and for terms of several attributes. */
  readonly bands: readonly (readonly ValueBand[])[]
}

const FEWEST_FOR_RATE = 20

export function createExplainer(model: EbmModel, words: OutcomeWords): Explainer {
  const bands = model.terms.map((term) => {
    const feature = model.features[term.features[0] ?? -1]
    return term.features.length === 1 && feature !== undefined ? valueBands(feature, term) : []
  })
  return { model, words, bands }
}

/**
 * Reasons of one record, the largest first; their contributions and the model's baseline add up to its log-odds.
 * `binsRow` has one bin a term; `values` may give the record's own values by attribute name, numbers or text.
 */
export function reasonsOf(explainer: Explainer, binsRow: Uint16Array, values?: ReadonlyMap<string, string | number | null>): Reason[] {
  const { model } = explainer
  const parts = contributionsOf(model, binsRow)
  const { points } = waterfallOf(model, parts)
  return model.terms
    .map((term, index): Reason => {
      const bin = binsRow[index] ?? 0
      const contribution = parts.contributions[index] ?? 0
      const read = readValues(explainer, term, index, bin, values)
      return {
        name: read.map(({ feature }) => feature.name).join(' × '),
        term: index,
        label: read.map(({ feature, value }) => (feature.unit === 'count' ? `${feature.label}: ${value ?? 'not known'}` : `${feature.label} is ${value ?? 'not known'}`)).join(' and '),
        contribution,
        points: points[index] ?? 0,
        missing: read.every(({ value }) => value === null),
        evidence: evidenceOf(explainer, term, index, bin, contribution, read),
      }
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.term - b.term)
}

interface ReadValue {
  readonly feature: ModelFeature
  /** The record's value in words, and the group of values that the evidence counts; null when missing. */
  readonly value: string | null
  readonly group: string | null
}

function readValues(explainer: Explainer, term: ModelTerm, index: number, bin: number, values?: ReadonlyMap<string, string | number | null>): ReadValue[] {
  const read: ReadValue[] = []
  let rest = bin
  // The last attribute runs fastest in the tensor.
  for (const featureIndex of term.features.toReversed()) {
    const feature = explainer.model.features[featureIndex]
    if (feature === undefined) continue
    const size = binCountOf(feature.binning)
    const own = rest % size
    rest = Math.floor(rest / size)
    const group = groupLabel(feature, own, explainer.bands[index] ?? [])
    const raw = own === MISSING_BIN ? undefined : values?.get(feature.name)
    read.unshift({ feature, value: raw === undefined || raw === null ? group : rawLabel(feature, raw), group })
  }
  return read
}

function groupLabel(feature: ModelFeature, bin: number, bands: readonly ValueBand[]): string | null {
  if (bin === MISSING_BIN) return null
  if (feature.binning.kind === 'category') return feature.binning.categories[bin - 1] ?? 'another value'
  const label = bandAt(bands, bin)?.label ?? 'in this range'
  return feature.unit === 'count' ? times(label) : label
}

function rawLabel(feature: ModelFeature, raw: string | number): string {
  if (typeof raw === 'string') return raw
  if (feature.unit === 'date') return dayOf(raw)
  return feature.unit === 'count' ? times(shortNumber(raw)) : shortNumber(raw)
}

function bandAt(bands: readonly ValueBand[], bin: number): ValueBand | undefined {
  return bands.find(({ first, last }) => bin >= first && bin <= last)
}

function evidenceOf(explainer: Explainer, term: ModelTerm, index: number, bin: number, contribution: number, read: readonly ReadValue[]): Evidence {
  const { model, words } = explainer
  const band = bin === MISSING_BIN ? undefined : bandAt(explainer.bands[index] ?? [], bin)
  const records = sum(term.counts, band?.first ?? bin, band?.last ?? bin)
  const positives = sum(term.positives, band?.first ?? bin, band?.last ?? bin)
  const { rows: total, positives: allPositives } = model.trainedOn
  const averageRate = allPositives / total
  const rate = records < FEWEST_FOR_RATE ? null : positives / records
  const contradicts = rate !== null && contribution !== 0 && rate !== averageRate && rate > averageRate !== contribution > 0
  const valueLabel = read.map(({ group }) => group ?? 'not known').join(' and ')
  const among = read.map(({ feature, group }) => amongWords(feature, group)).join(' and ')
  const closed = countOf(records, words, 'closed')
  const plain =
    rate === null
      ? `${closed} ${among}: too few for a rate`
      : `${percent(rate)} of ${words.many} ${among} ${words.verb}; average ${percent(averageRate)}; ${closed}`
  const sentence = contradicts ? `${plain}. Taken together with the other columns it ${contribution > 0 ? 'raises' : 'lowers'} the score.` : `${plain}.`
  return { sentence, valueLabel, rate, averageRate, records, total, contradicts, scope: `Closed ${words.many} that the model learned from` }
}

function amongWords(feature: ModelFeature, group: string | null): string {
  if (group === null) return `without ${feature.label}`
  return feature.unit === 'count' ? `with “${feature.label}” ${group}` : `with ${feature.label} ${group}`
}

function sum(values: readonly number[], first: number, last: number): number {
  let total = 0
  for (let at = first; at <= last; at += 1) total += values[at] ?? 0
  return total
}
