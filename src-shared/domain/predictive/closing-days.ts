import type { TrainingTable } from './feature-table.ts'
import type { EbmModel, ModelFeature, ModelTerm } from './model.ts'
import { binFeatures } from './predict.ts'
import { valueBands } from './value-bands.ts'

const DAY = 86_400_000
/** Positive records that a median needs. */
const FEWEST = 10

/**
 * The model with how long its positive training records took: each main effect gets the median days from creation to
 * closing of those with the same value, or of a number with one in the same band. `table` is what the model learned
 * from, `createdAt` one moment a row of it, UTC milliseconds, NaN when unknown; such rows do not count.
 */
export function withClosingDays(model: EbmModel, table: TrainingTable, createdAt: Float64Array): EbmModel {
  const bins = binFeatures(model, table)
  const took = table.closedAt.map((closed, row) => (table.outcome[row] === 1 ? (closed - createdAt[row]!) / DAY : Number.NaN))
  const terms = model.terms.map((term): ModelTerm => {
    const [index = 0] = term.features
    const feature = model.features[index]
    const own = bins[index]
    return feature === undefined || own === undefined || term.features.length > 1 ? term : { ...term, days: daysByBin(feature, term, own, took) }
  })
  return { ...model, terms }
}

function daysByBin(feature: ModelFeature, term: ModelTerm, bins: Uint16Array, took: Float64Array): (number | null)[] {
  // A value that is not in a band stands for itself; a band goes by its first bin.
  const groupOf = Int32Array.from(term.counts, (_, bin) => bin)
  for (const { first, last } of valueBands(feature, term)) groupOf.fill(first, first, last + 1)
  const days = term.counts.map((): number[] => [])
  took.forEach((duration, row) => {
    if (Number.isFinite(duration)) days[groupOf[bins[row]!]!]!.push(duration)
  })
  const medians = days.map(medianOf)
  return [...groupOf].map((group) => medians[group] ?? null)
}

/** To a hundredth of a day, so that the model file stays small; null where there are too few. */
function medianOf(days: readonly number[]): number | null {
  if (days.length < FEWEST) return null
  const sorted = days.toSorted((one, other) => one - other)
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
  return Math.round(100 * middle) / 100
}
