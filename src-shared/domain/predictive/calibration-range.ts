import { createRandom } from '#shared/lib/random'
import { calibrationBins, calibrationError } from './curves.ts'
import { descending } from './metrics.ts'

/** 95 % range of the expected calibration error of perfectly calibrated probabilities. */
export interface CalibrationRange {
  readonly low: number
  readonly high: number
}

const MOST_DRAWS = 1000
const FEWEST_DRAWS = 200
/** Outcomes drawn in all, which bounds the time to a fraction of a second. */
const OUTCOMES = 20_000_000

/**
 * Simulates outcomes that follow the given probabilities exactly and measures their expected calibration error over the
 * same ten equal-mass bins: chance alone gives an error, and only one above the range speaks against the model.
 * Between 200 and 1,000 seeded draws; the 2.5 % and 97.5 % points.
 */
export function calibrationRange(probability: Float64Array, seed: number): CalibrationRange {
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(OUTCOMES / Math.max(1, probability.length))))
  const errors = simulatedErrors(probability, probability, draws, seed).sort()
  const at = (share: number): number => errors[Math.round(share * (draws - 1))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

/**
 * The expected calibration error of the probabilities in each of so many seeded draws, in which every record's outcome
 * follows its chance; chances have one entry a record, like the probabilities.
 */
export function simulatedErrors(probability: Float64Array, chance: Float64Array, draws: number, seed: number): Float64Array {
  const order = descending(probability).reverse()
  const ordered = Float64Array.from(order, (row) => chance[row]!)
  const random = createRandom(seed)
  // Bins hold the same records in every draw, so their edges and mean probabilities are worked out once.
  const bins = calibrationBins(Float64Array.from(order, (row) => probability[row]!), new Uint8Array(order.length))
  return new Float64Array(draws).map(() => {
    let row = 0
    return calibrationError(
      bins.map(({ predicted, count }) => {
        let positives = 0
        for (const end = row + count; row < end; row += 1) if (random.next() < ordered[row]!) positives += 1
        return { predicted, observed: positives / count, count }
      }),
    )
  })
}
