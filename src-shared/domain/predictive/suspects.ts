import { binColumn, learnBinning } from './binning.ts'
import type { Feature, TrainingTable } from './feature-table.ts'
import { dealFolds } from './folds.ts'
import { aucOf } from './metrics.ts'
import { percent, wholeNumber, type OutcomeWords } from './words.ts'

/** What one attribute tells about the outcome on its own, and whether that is too good to be true. */
export interface ColumnCheck {
  readonly name: string
  readonly label: string
  /** AUC of the attribute alone, direction free, cross-fitted; null where it has a single value. */
  readonly singleAuc: number | null
  readonly suspect: boolean
  /** Why it is suspect, in one sentence; empty when it is not. */
  readonly evidence: string
}

const TOO_GOOD = 0.95
const NEARLY_PURE = 0.95
const FEWEST_PURE_ROWS = 50
const TELLING_WORDS = /(^|[^a-z])(outcome|closed?|won|lost|lose|reason|stage|tags?|quality|converted|disqualified|qualified|status)([^a-z]|$)/i
const COARSE_BINS = 32

/** Checks every attribute of the table, in its order. */
export function checkColumns(table: TrainingTable, seed: number, words: OutcomeWords): ColumnCheck[] {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const folds = dealFolds(table, rows, 5, seed)
  return table.features.map((feature) => checkColumn(feature, table, folds, words))
}

function checkColumn(feature: Feature, table: TrainingTable, folds: Uint8Array, words: OutcomeWords): ColumnCheck {
  const { name, label } = feature
  const binning = learnBinning(feature, null, COARSE_BINS)
  const bins = binColumn(feature, binning)
  if (bins.every((bin) => bin === bins[0])) return { name, label, singleAuc: null, suspect: false, evidence: '' }
  const singleAuc = Math.max(0.5, aucOf(crossFittedRates(bins, table.outcome, folds), table.outcome))
  const place = (bin: number): string => {
    if (bin === 0) return 'where it is not filled'
    return binning.kind === 'category' ? `with “${binning.categories[bin - 1] ?? 'another value'}”` : 'in one range of its values'
  }
  const evidence = [
    singleAuc > TOO_GOOD ? `${label} alone predicts the outcome with AUC ${singleAuc.toFixed(3)}.` : '',
    pureEvidence(label, bins, table.outcome, place, words),
    TELLING_WORDS.test(label) || TELLING_WORDS.test(name.split('.').at(-1)?.replaceAll('_', ' ') ?? '') ? `The name ${label} sounds like something that is filled in at the end.` : '',
  ].filter((sentence) => sentence !== '')
  return { name, label, singleAuc, suspect: evidence.length > 0, evidence: evidence.join(' ') }
}

/** Rate of each row's bin among the rows of the other folds, drawn towards the average by ten rows. */
function crossFittedRates(bins: Uint16Array, outcome: Uint8Array, folds: Uint8Array): Float64Array {
  const binCount = bins.reduce((most, bin) => Math.max(most, bin), 0) + 1
  const counts = new Float64Array(binCount * 5)
  const positives = new Float64Array(binCount * 5)
  const allCounts = new Float64Array(binCount)
  const allPositives = new Float64Array(binCount)
  for (let row = 0; row < bins.length; row += 1) {
    const bin = bins[row]!
    counts[bin * 5 + folds[row]!]! += 1
    positives[bin * 5 + folds[row]!]! += outcome[row]!
    allCounts[bin]! += 1
    allPositives[bin]! += outcome[row]!
  }
  const average = outcome.reduce((sum, value) => sum + value, 0) / outcome.length
  return Float64Array.from(bins, (bin, row) => {
    const cell = bin * 5 + folds[row]!
    return (allPositives[bin]! - positives[cell]! + 10 * average) / (allCounts[bin]! - counts[cell]! + 10)
  })
}

/** Values that hold almost only one outcome over many rows, where the average is far from that. */
function pureEvidence(label: string, bins: Uint16Array, outcome: Uint8Array, place: (bin: number) => string, words: OutcomeWords): string {
  const binCount = bins.reduce((most, bin) => Math.max(most, bin), 0) + 1
  const counts = new Float64Array(binCount)
  const positives = new Float64Array(binCount)
  for (let row = 0; row < bins.length; row += 1) {
    counts[bins[row]!]! += 1
    positives[bins[row]!]! += outcome[row]!
  }
  const average = positives.reduce((sum, value) => sum + value, 0) / bins.length
  let pureRows = 0
  let largest = -1
  for (let bin = 0; bin < binCount; bin += 1) {
    const count = counts[bin]!
    if (count < FEWEST_PURE_ROWS) continue
    const rate = positives[bin]! / count
    const pure = (rate >= NEARLY_PURE && average < 0.8) || (rate <= 1 - NEARLY_PURE && average > 0.2)
    if (!pure) continue
    pureRows += count
    if (largest < 0 || count > counts[largest]!) largest = bin
  }
  if (pureRows < 0.1 * bins.length) return ''
  const rate = positives[largest]! / counts[largest]!
  return `${label} has nearly pure values over ${percent(pureRows / bins.length)} of the records: of ${wholeNumber(counts[largest]!)} ${place(largest)} ${percent(rate)} ${words.verb}.`
}
