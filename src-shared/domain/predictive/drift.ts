import { MISSING_BIN } from './binning.ts'
import type { FeatureTable } from './feature-table.ts'
import type { EbmModel, ModelFeature } from './model.ts'
import { binFeatures } from './predict.ts'
import { percent } from './words.ts'

export type DriftLevel = 'steady' | 'watch' | 'act'

/** How far an attribute has moved between training and now. */
export interface ColumnDrift {
  readonly name: string
  readonly label: string
  /** Population stability index over the attribute's groups of values, missing ones included. */
  readonly psi: number
  /** What samples of these sizes reach by chance 95 times in 100 although nothing moved. */
  readonly chance: number
  readonly level: DriftLevel
  /** The group that moved most, in words; empty while steady. */
  readonly words: string
}

/** Index from which an attribute is to be watched, and from which the model should be trained again (the credit industry's usual marks). */
export const DRIFT_WATCH = 0.1
export const DRIFT_ACT = 0.25
const NUMBER_GROUPS = 10
/** Categories below this share of the training rows are pooled with those never seen. */
const LEAST_SHARE = 0.01

/**
 * Compares what the model learned from with the given records, attribute by attribute, the most moved first. Numbers are
 * grouped into tenths of the training rows, rare categories are pooled. An index within chance counts as steady. Months are left out: they go round with the year.
 */
export function driftOf(model: EbmModel, now: FeatureTable): ColumnDrift[] {
  const bins = binFeatures(model, now)
  return model.features
    .flatMap((feature, index) => {
      // Open records are of the latest months, whatever the months of those that were learned from.
      if (feature.unit === 'month') return []
      const counts = model.terms.find((term) => term.features.length === 1 && term.features[0] === index)?.counts
      return counts === undefined ? [] : [columnDrift(feature, counts, bins[index] ?? new Uint16Array(0))]
    })
    .sort((a, b) => b.psi - a.psi || (a.name < b.name ? -1 : 1))
}

function columnDrift(feature: ModelFeature, counts: readonly number[], bins: Uint16Array): ColumnDrift {
  const groupOf = groupBins(feature, counts)
  const groups = groupOf.reduce((most, group) => Math.max(most, group), 0) + 1
  const before = new Float64Array(groups)
  const after = new Float64Array(groups)
  counts.forEach((count, bin) => (before[groupOf[bin]!]! += count))
  for (const bin of bins) after[groupOf[bin] ?? groups - 1]! += 1
  const { psi, worst } = stabilityIndex(before, after)
  const chance = chanceIndex(before, after)
  const level = psi < DRIFT_WATCH || psi <= chance ? 'steady' : psi < DRIFT_ACT ? 'watch' : 'act'
  return { name: feature.name, label: feature.label, psi, chance, level, words: level === 'steady' ? '' : movedWords(feature, groupOf, worst, before, after) }
}

/** Group of each bin: missing alone, numbers in tenths of the training rows, frequent categories alone and the rest together. */
function groupBins({ binning }: ModelFeature, counts: readonly number[]): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const last = counts.length - 1
  const groupOf = new Int32Array(counts.length)
  let group = 0
  let filled = Number.POSITIVE_INFINITY
  for (let bin = MISSING_BIN + 1; bin < last; bin += 1) {
    const count = counts[bin] ?? 0
    const isOwn = binning.kind === 'category' ? count >= LEAST_SHARE * total : filled >= total / NUMBER_GROUPS
    if (binning.kind === 'category' && !isOwn) groupOf[bin] = -1
    else {
      if (isOwn) {
        group += 1
        filled = 0
      }
      groupOf[bin] = group
      filled += count
    }
  }
  groupOf[last] = -1
  return groupOf.map((own) => (own < 0 ? group + 1 : own))
}

/** Σ (now − then)·ln(now ÷ then) over shares, half a record added to every count so that empty groups stay finite. */
export function stabilityIndex(before: Float64Array, after: Float64Array): { psi: number; worst: number } {
  const shares = (counts: Float64Array): Float64Array => {
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0)
    return counts.map((count) => (count + 0.5) / total)
  }
  const then = shares(before)
  const now = shares(after)
  let psi = 0
  let worst = 0
  let most = -1
  now.forEach((share, group) => {
    if (before[group] === 0 && after[group] === 0) return
    const part = (share - then[group]!) * Math.log(share / then[group]!)
    psi += part
    if (part > most) {
      most = part
      worst = group
    }
  })
  return { psi, worst }
}

/** Without a move the index is about χ² with groups − 1 degrees of freedom times (1/n + 1/m); its 95 % point by Wilson and Hilferty. */
function chanceIndex(before: Float64Array, after: Float64Array): number {
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)
  const freedom = before.filter((count, group) => count + after[group]! > 0).length - 1
  if (freedom < 1 || sum(after) === 0 || sum(before) === 0) return 0
  const spread = 2 / (9 * freedom)
  return freedom * (1 - spread + 1.644854 * Math.sqrt(spread)) ** 3 * (1 / sum(before) + 1 / sum(after))
}

function movedWords(feature: ModelFeature, groupOf: Int32Array, group: number, before: Float64Array, after: Float64Array): string {
  const share = (counts: Float64Array): string => percent(counts[group]! / counts.reduce((sum, count) => sum + count, 0))
  return `${groupWords(feature, groupOf, group)}: ${share(before)} in training, ${share(after)} now.`
}

function groupWords({ binning, label, unit }: ModelFeature, groupOf: Int32Array, group: number): string {
  if (group === 0) return `${label} not filled`
  const members = [...groupOf.keys()].filter((bin) => groupOf[bin] === group)
  if (binning.kind === 'category') return members.length === 1 && members[0] !== groupOf.length - 1 ? `${label} “${binning.categories[(members[0] ?? 1) - 1] ?? ''}”` : `Rare and new values of ${label}`
  const lower = binning.cuts[(members[0] ?? 1) - 2]
  const upper = binning.cuts[(members.at(-1) ?? 1) - 1]
  const number = (value: number): string => (unit === 'date' ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(4))))
  if (lower === undefined) return upper === undefined ? label : `${label} under ${number(upper)}`
  return upper === undefined ? `${label} of ${number(lower)} or more` : `${label} from ${number(lower)} to ${number(upper)}`
}
