import { createRandom } from '#shared/lib/random'
import { calibrationBins, calibrationError } from './curves.ts'

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
  const rows = probability.length
  const sorted = probability.slice().sort()
  const random = createRandom(seed)
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(OUTCOMES / Math.max(1, rows))))
  const drawn = new Uint8Array(rows)
  // Bins hold the same records in every draw, so their edges and mean probabilities are worked out once.
  const bins = calibrationBins(sorted, drawn)
  const errors = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    let row = 0
    errors[draw] = calibrationError(
      bins.map(({ predicted, count }) => {
        let positives = 0
        for (const end = row + count; row < end; row += 1) if (random.next() < sorted[row]!) positives += 1
        return { predicted, observed: positives / count, count }
      }),
    )
  }
  errors.sort()
  const at = (share: number): number => errors[Math.round(share * (draws - 1))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}
