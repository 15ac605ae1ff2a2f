import type { ModelFeature, ModelTerm } from '#shared/domain/predictive/model'
import { interactionPath } from '../recipes.ts'
import type { AttributeNode, DateRange, Expression, Frequency, OccurrenceNode, RuleOperator, RuleValue, TimeUnit } from '../tree.ts'
import { steadyBands, type Band } from './suggest-bands.ts'

/** Where an attribute of a predictive model of leads comes from, as far as rules can say it. */
export type TermSource =
  | { readonly type: 'column'; readonly link: string | null; readonly column: string; readonly reading: 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'lookup'; readonly scale: number }
  /** Interactions of one type in the last `days` × 24 hours, or ever. */
  | { readonly type: 'interactions'; readonly interaction: string; readonly days: number | null }
  | { readonly type: 'last_interaction' }
  | { readonly type: 'age' }
  /** Anything that no condition can ask for. */
  | { readonly type: 'other' }

/** A condition that stands for a part of a predictive model; ids are to be given out anew. */
export interface Candidate {
  readonly feature: string
  /** Names the group: attribute and values. */
  readonly label: string
  readonly node: AttributeNode | OccurrenceNode
  /** What holding adds, in log-odds, against leads for which it does not hold. */
  readonly effect: number
  /** Spread of that over the training records, in log-odds: how much the condition tells. */
  readonly strength: number
}

/** Effects below this, in log-odds, are left out: one in a hundred at an even chance. */
const LEAST_EFFECT = 0.05
/** Rules look back a hundred years. */
const MOST_DAYS = 36_500

/** The conditions that a main effect amounts to; none where rules cannot say it or no part of it matters. */
export function conditionsOf(feature: ModelFeature, term: ModelTerm, source: TermSource, slope: number): Candidate[] {
  return allConditions(feature, term, source, slope).filter(({ effect, strength }) => Math.abs(effect) >= LEAST_EFFECT && strength > 0)
}

function allConditions(feature: ModelFeature, term: ModelTerm, source: TermSource, slope: number): Candidate[] {
  const bands = steadyBands(feature, term, slope)
  const rows = bands.reduce((total, band) => total + band.rows, 0)
  const candidate = (label: string, node: AttributeNode | OccurrenceNode, effect: number, share: number): Candidate => ({ feature: feature.name, label: `${feature.label}: ${label}`.slice(0, 100), node, effect, strength: Math.abs(effect) * Math.sqrt(share * (1 - share)) })
  switch (source.type) {
    case 'column':
    case 'age': {
      // Against the most frequent part, which needs no rule.
      const usual = bands.reduce((most, band) => (band.rows > most.rows ? band : most), bands[0] ?? { rows: 0, effect: 0 })
      return bands.flatMap((band) => {
        const expressions = band === usual ? null : expressionsOf(source, band)
        return expressions === null ? [] : [candidate(band.label, { kind: 'attribute', id: 'n1', label: '', expressions }, band.effect - usual.effect, band.rows / rows)]
      })
    }
    case 'interactions': {
      const range: DateRange = source.days === null ? { kind: 'lifetime' } : { kind: 'last', count: source.days, unit: 'day' }
      return steps(bands).map(({ from, added, rows: above }) => {
        const least = Math.max(1, Math.ceil(from))
        return candidate(`at least ${least}`, counted(source.interaction, { kind: 'at_least', count: least }, range), added, above / rows)
      })
    }
    case 'last_interaction': {
      const known = bands.filter(({ kind }) => kind === 'range')
      const oldest = known.at(-1)
      const never = bands.find(({ kind }) => kind === 'missing')
      const recent = known.slice(0, -1).flatMap((band, at) => {
        const days = Math.max(1, Math.round(band.to ?? 1))
        if (days > MOST_DAYS) return []
        const within = known.slice(0, at + 1).reduce((total, one) => total + one.rows, 0)
        return [candidate(`${days} or fewer`, counted(null, { kind: 'at_least', count: 1 }, { kind: 'last', count: days, unit: 'day' }), band.effect - (known[at + 1]?.effect ?? 0), within / rows)]
      })
      const none = never === undefined || oldest === undefined ? [] : [candidate('never', counted(null, { kind: 'none' }, { kind: 'lifetime' }), never.effect - oldest.effect, never.rows / rows)]
      return [...recent, ...none]
    }
    case 'other':
      return []
  }
}

/** Neighbouring bands as steps upwards: what reaching each adds to the one below. */
function steps(bands: readonly Band[]): { readonly from: number; readonly added: number; readonly rows: number }[] {
  const known = bands.filter(({ kind }) => kind === 'range')
  return known.slice(1).flatMap(({ from, effect }, at) => {
    const above = known.slice(at + 1).reduce((total, band) => total + band.rows, 0)
    return from === null ? [] : [{ from, added: effect - (known[at]?.effect ?? 0), rows: above }]
  })
}

function counted(interactionType: string | null, frequency: Frequency, range: DateRange): OccurrenceNode {
  return { kind: 'occurrence', id: 'n1', label: '', path: interactionPath('lead'), interactionType, frequency, range, expressions: [] }
}

/** What a record's column must be to lie in the band; null where no comparison says it. */
function expressionsOf(source: Extract<TermSource, { readonly type: 'column' | 'age' }>, band: Band): Expression[] | null {
  const place = source.type === 'age' ? { lookups: [], column: 'created_at' } : { lookups: source.link === null ? [] : [source.link], column: source.column }
  const compare = (operator: RuleOperator, values: readonly RuleValue[] = [], unit: TimeUnit | null = null): Expression => ({ id: 'n2', ...place, operator, values, unit })
  const reading = source.type === 'age' ? 'datetime' : source.reading
  if (band.kind === 'missing') return [compare('empty')]
  switch (reading) {
    case 'text':
    case 'lookup': {
      const at = reading === 'lookup' ? { lookups: [...place.lookups, place.column], column: 'name' } : {}
      const [first = ''] = band.values
      return band.values.length === 0 ? null : [{ ...(band.values.length === 1 ? compare('equals', [first]) : compare('in', band.values)), ...at }]
    }
    case 'boolean':
      return band.values.length === 1 ? [compare('equals', [band.values[0] === 'Yes'])] : null
    case 'number': {
      const [from, to] = band.whole ? [band.from === null ? null : Math.ceil(band.from), band.to === null ? null : Math.ceil(band.to) - 1] : [band.from, band.to]
      if (from !== null && to !== null && band.whole) return [from === to ? compare('equals', [from]) : compare('between', [from, to])]
      const ends = [...(from === null ? [] : [compare('ge', [from])]), ...(to === null ? [] : [compare(band.whole ? 'le' : 'lt', [to])])]
      return ends.length === 0 ? null : ends
    }
    case 'date':
    case 'datetime': {
      // The attribute is the number of days since then.
      const [from, to] = [band.from === null ? null : Math.round(band.from), band.to === null || band.to > MOST_DAYS ? null : Math.round(band.to)]
      if ((from !== null && (from < 0 || from > MOST_DAYS)) || (to !== null && (to < 1 || to === from))) return null
      const ends = [...(to === null ? [] : [compare('in_last', [to], 'day')]), ...(from === null || from === 0 ? [] : [compare('older_than', [from], 'day')])]
      return ends.length === 0 ? null : ends
    }
  }
}
