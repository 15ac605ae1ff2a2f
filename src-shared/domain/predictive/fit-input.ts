import { binColumn, binCountOf, learnBinning, valueBinsFor, type FeatureBinning } from './binning.ts'
import type { Feature, TrainingTable } from './feature-table.ts'
import { learnPairBins, pairBinsFor, type PairBinning } from './pair-bins.ts'
import { pickFeature } from './pick-rows.ts'

/** One attribute as the trainer sees it: bins only, neither name nor unit. */
export interface FitColumn {
  /** Bin of each row, length `rows` of the input, in shared memory so that threads need no copy. */
  readonly bins: Uint16Array
  readonly binCount: number
  readonly nominal: boolean
  /** Coarser bins for pairs. */
  readonly pairBins: PairBinning
  /** Hash of the bins, 32 bits: gives the column its place and its random stream. */
  readonly hash: number
}

/** What every bag of one model reads. Rows are ordered by record id, columns by their hash. */
export interface FitInput {
  readonly columns: readonly FitColumn[]
  /** 1 positive, 0 negative; length rows. */
  readonly outcome: Uint8Array
}

/** A fit input with what is needed to name its columns again. */
export interface PreparedInput {
  readonly input: FitInput
  /** Attribute of each column of the input, in the same order. */
  readonly features: readonly { readonly feature: Feature; readonly binning: FeatureBinning }[]
  /** Row of the table at each row of the input. */
  readonly tableRows: Int32Array
  /** Attributes that hold one single value (or nothing) in these rows. */
  readonly constant: readonly Feature[]
}

/** Rows in an order that depends on the records alone: by record id, then by moment. */
export function orderByRecord(table: { readonly recordIds: Float64Array; readonly asOf: Float64Array }, rows: Int32Array): Int32Array {
  const { recordIds, asOf } = table
  return rows.slice().sort((a, b) => (recordIds[a] ?? 0) - (recordIds[b] ?? 0) || (asOf[a] ?? 0) - (asOf[b] ?? 0) || a - b)
}

/** Learns the bins from the given rows of the table and bins exactly these rows; constant attributes drop out. */
export function prepareInput(table: TrainingTable, rows: Int32Array): PreparedInput {
  const tableRows = orderByRecord(table, rows)
  const outcome = new Uint8Array(new SharedArrayBuffer(tableRows.length))
  for (let row = 0; row < tableRows.length; row += 1) outcome[row] = table.outcome[tableRows[row] ?? 0] ?? 0
  const constant: Feature[] = []
  const kept: { column: FitColumn; feature: Feature; binning: FeatureBinning }[] = []
  for (const feature of table.features) {
    const binning = learnBinning(feature, tableRows, valueBinsFor(tableRows.length))
    const bins = binColumn(pickFeature(feature, tableRows), binning, new Uint16Array(new SharedArrayBuffer(2 * tableRows.length)))
    if (isConstant(bins)) constant.push(feature)
    else kept.push({ column: columnOf(bins, binning), feature, binning })
  }
  kept.sort((a, b) => a.column.hash - b.column.hash || (a.feature.name < b.feature.name ? -1 : 1))
  return { input: { columns: kept.map(({ column }) => column), outcome }, features: kept.map(({ feature, binning }) => ({ feature, binning })), tableRows, constant }
}

function columnOf(bins: Uint16Array, binning: FeatureBinning): FitColumn {
  const binCount = binCountOf(binning)
  const counts = new Float64Array(binCount)
  for (let row = 0; row < bins.length; row += 1) counts[bins[row]!]! += 1
  return { bins, binCount, nominal: binning.kind === 'category', pairBins: learnPairBins(binning.kind, counts, pairBinsFor(bins.length)), hash: hashBins(bins, binning.kind) }
}

function isConstant(bins: Uint16Array): boolean {
  const first = bins[0]
  return bins.every((bin) => bin === first)
}

/** FNV-1a over the bins; the same content under another name hashes alike. */
function hashBins(bins: Uint16Array, kind: string): number {
  let hash = kind === 'numeric' ? 0x811c9dc5 : 0x01234567
  for (let row = 0; row < bins.length; row += 1) hash = Math.imul(hash ^ bins[row]!, 0x01000193) ^ (hash >>> 15)
  return hash >>> 0
}
