import { MISSING_BIN } from './binning.ts'
import type { EbmModel } from './model.ts'
import { scoreColumns } from './predict.ts'

/** Scores of one record over the values that one attribute could have. */
export interface ScoreSpan {
  /** 0 to 100, unrounded. */
  readonly low: number
  readonly high: number
}

/** Share of the training records at either end of the span that is left out. */
const TAIL = 0.05

/**
 * The scores that one record would have with a value in the attribute, all its other values being as they are: the span
 * that nine of ten training records with a value fall into, each end a score that one of their values gives exactly.
 * `columns` has the record's bin of each feature, one array of length 1 a feature. null where the attribute acts in
 * pairs only, or no training record had a value.
 */
export function spanWithValue(model: EbmModel, columns: readonly Uint16Array[], feature: number): ScoreSpan | null {
  const counts = model.terms.find(({ features }) => features.length === 1 && features[0] === feature)?.counts ?? []
  const bins = Uint16Array.from(counts.keys()).filter((bin) => bin !== MISSING_BIN && (counts[bin] ?? 0) > 0)
  if (bins.length === 0) return null
  const varied = columns.map((column, index) => (index === feature ? bins : new Uint16Array(bins.length).fill(column[0] ?? MISSING_BIN)))
  const { score } = scoreColumns(model, varied, bins.length)
  const sorted = Array.from(bins, (bin, row) => ({ score: score[row] ?? 0, records: counts[bin] ?? 0 })).toSorted((one, other) => one.score - other.score)
  const total = sorted.reduce((sum, { records }) => sum + records, 0)
  /** The score below which that share of the records is. */
  const at = (share: number): number => {
    let below = 0
    for (const { score: value, records } of sorted) {
      below += records
      if (below > share * total) return value
    }
    return sorted.at(-1)?.score ?? 0
  }
  return { low: at(TAIL), high: at(1 - TAIL) }
}
