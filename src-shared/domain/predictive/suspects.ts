import type { Feature, FeatureTable, TrainingTable } from './feature-table.ts'
import { dealFolds } from './folds.ts'
import { coarseColumn, crossFittedRates } from './leak-bins.ts'
import { closingDaySign } from './leak-dates.ts'
import { FEWEST_OPEN, filledShare, fillSign, lateSign, sameFillSign, type LateFill } from './leak-fill.ts'
import { idSign } from './leak-ids.ts'
import { nameSign } from './leak-names.ts'
import { leakWeight, type LeakSign } from './leak-sign.ts'
import { aloneSign, bothSign, pureSign } from './leak-values.ts'
import { aucOf } from './metrics.ts'
import type { OutcomeWords } from './words.ts'

/** What one attribute tells about the outcome on its own, and whether that is too good to be true. */
export interface ColumnCheck {
  readonly name: string
  readonly label: string
  /** AUC of the attribute alone, direction free, cross-fitted; null where it has a single value. */
  readonly singleAuc: number | null
  readonly suspect: boolean
  readonly signs: readonly LeakSign[]
  /** How much speaks against it, for the order of the suspects; 0 when nothing does. */
  readonly weight: number
  /** Why it is suspect, in whole sentences; empty when it is not. */
  readonly evidence: string
}

/** What is known beside the closed records themselves. */
export interface LeakContext {
  /** The same attributes, in the same order, of records that are open now; null when there are none to look at. */
  readonly open: FeatureTable | null
  /** Attributes whose name says nothing against them: Sextant itself knows when they are filled in. */
  readonly vouched: ReadonlySet<string>
  /** Attributes built as of each row's moment, whose fill depends on the moment and not on the outcome. */
  readonly built: ReadonlySet<string>
  /** Attributes whose values are days from a date to the row's moment. */
  readonly daysSince: ReadonlySet<string>
  /** When values came in, by attribute, where a history tells. */
  readonly lateFills: ReadonlyMap<string, LateFill>
}

export const NOTHING_BESIDE: LeakContext = Object.freeze({ open: null, vouched: new Set<string>(), built: new Set<string>(), daysSince: new Set<string>(), lateFills: new Map<string, LateFill>() })

/** Checks every attribute of the table, in its order. */
export function checkColumns(table: TrainingTable, seed: number, words: OutcomeWords, context = NOTHING_BESIDE): ColumnCheck[] {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const folds = dealFolds(table, rows, 5, seed)
  const found = table.features.map((feature, index) => signsOf(feature, index, { table, folds, words, context }))
  const suspects = table.features.filter((feature, index) => !context.built.has(feature.name) && found[index]!.signs.length > 0)
  return table.features.map((feature, index): ColumnCheck => {
    const { singleAuc, signs: own } = found[index]!
    const twin = own.length > 0 || singleAuc === null || context.built.has(feature.name) ? null : sameFillSign(feature, suspects, table.rows)
    const signs = twin === null ? own : [...own, twin]
    const evidence = signs.map(({ sentence }) => sentence).join(' ')
    return { name: feature.name, label: feature.label, singleAuc, suspect: signs.length > 0, signs, weight: leakWeight(signs, singleAuc), evidence }
  })
}

interface Looked {
  readonly table: TrainingTable
  readonly folds: Uint8Array
  readonly words: OutcomeWords
  readonly context: LeakContext
}

function signsOf(feature: Feature, index: number, { table, folds, words, context }: Looked): { singleAuc: number | null; signs: readonly LeakSign[] } {
  const { name, label } = feature
  const column = coarseColumn(feature, table.outcome)
  const isBuilt = context.built.has(name)
  const open = isBuilt || context.open === null || context.open.rows < FEWEST_OPEN ? undefined : context.open.features[index]
  const filled = open === undefined ? null : fillSign(label, filledShare(feature, table.rows), filledShare(open, context.open?.rows ?? 0))
  // A single value among the closed records can still be one that open records lack.
  if (column === null) return { singleAuc: null, signs: filled === null ? [] : [filled] }
  const rates = crossFittedRates(column, table.outcome, folds)
  const singleAuc = Math.max(0.5, aucOf(rates, table.outcome))
  const signs = [
    aloneSign(label, rates, singleAuc, table.outcome),
    lateSign(label, context.lateFills.get(name)),
    isBuilt ? null : closingDaySign(feature, table, context.daysSince.has(name)),
    filled,
    pureSign(label, column, words) ?? bothSign(label, column, words),
    isBuilt ? null : idSign(feature, table.recordIds),
    context.vouched.has(name) ? null : nameSign(label, name),
  ]
  return { singleAuc, signs: signs.filter((sign) => sign !== null) }
}
