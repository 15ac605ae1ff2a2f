import { calibrate, fitCalibration } from '#shared/domain/predictive/calibration'
import { calibrationBins, calibrationError, type CalibrationBin } from '#shared/domain/predictive/curves'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { aucOf, logitOf } from '#shared/domain/predictive/metrics'
import { checkColumns, type ColumnCheck } from '#shared/domain/predictive/suspects'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { createRandom, shuffle } from '#shared/lib/random'

interface Judged {
  /** One a record kept aside. */
  readonly probability: Float64Array
  readonly outcome: Uint8Array
}

/**
 * Why the calibration error of records kept aside lies above `high`: the smallest of three corrections that would bring it
 * back. A shift of all log-odds means another rate; a slope means chances that are too timid or too extreme; else one bin stands out.
 */
export function calibrationReason(kept: Judged, outOfFold: Judged, high: number): string {
  const { probability, outcome } = kept
  const logits = probability.map((p) => logitOf(Math.min(1 - 1e-9, Math.max(1e-9, p))))
  const rate = mean(outcome)
  const shifted = calibrate(logits, { slope: 1, intercept: shiftTo(logits, rate) })
  if (errorOf(shifted, outcome) <= high) return `all chances are ${mean(probability) > rate ? 'too high' : 'too low'}: they come to ${percent(mean(probability))} on average, ${percent(rate)} came true, ${percent(mean(outOfFold.outcome))} of all that it learned from; shifted to that the error is ${errorOf(shifted, outcome).toFixed(4)}`
  const line = fitCalibration(logits, outcome)
  const straightened = calibrate(logits, line)
  if (errorOf(straightened, outcome) <= high) {
    const error = slopeError(logits, straightened)
    const better = aucOf(probability, outcome) - aucOf(outOfFold.probability, outOfFold.outcome)
    const why = line.slope > 1 && better > 0 ? `; it tells these records apart better than the fits that the calibration was taken from did the others (AUC ${better.toFixed(3)} higher)` : ''
    return `chances are too ${line.slope > 1 ? 'timid' : 'extreme'}: slope ${line.slope.toFixed(2)} with a standard error of ${error.toFixed(2)}, ${(Math.abs(line.slope - 1) / error).toFixed(1)} of them from 1; straightened the error is ${errorOf(straightened, outcome).toFixed(4)}${why}`
  }
  const worst = calibrationBins(probability, outcome).reduce((found, bin) => (away(bin) > away(found) ? bin : found))
  return `no shift and no slope mends it; of the ${worst.count} records with chances about ${percent(worst.predicted)}, ${percent(worst.observed)} came true, ${away(worst).toFixed(1)} standard errors away`
}

export const errorOf = (probability: Float64Array, outcome: Uint8Array): number => calibrationError(calibrationBins(probability, outcome))
const away = ({ predicted, observed, count }: CalibrationBin): number => Math.abs(observed - predicted) / Math.sqrt((predicted * (1 - predicted)) / count)

/** What to add to all log-odds so that the mean chance is the rate, by halving. */
export function shiftTo(logits: Float64Array, rate: number): number {
  let low = -20
  let high = 20
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2
    if (mean(calibrate(logits, { slope: 1, intercept: middle })) < rate) low = middle
    else high = middle
  }
  return low
}

/** Standard error of the slope of a logistic regression on the log-odds, from its information matrix. */
function slopeError(logits: Float64Array, fitted: Float64Array): number {
  let total = 0
  let first = 0
  let second = 0
  fitted.forEach((p, row) => {
    const weight = p * (1 - p)
    total += weight
    first += weight * logits[row]!
    second += weight * logits[row]! ** 2
  })
  return Math.sqrt(total / (total * second - first ** 2))
}

/** Why a column of clean data is suspect: its form, where a shuffled outcome leaves it suspect, or how it goes with the outcome. */
export function alarmReason(table: TrainingTable, { name, evidence, singleAuc, signs }: ColumnCheck): string {
  const shuffled = { ...table, outcome: shuffle(table.outcome.slice(), createRandom(1)) }
  const again = checkColumns(shuffled, 1, LEAD_WORDS).find((check) => check.name === name)
  const why = again?.suspect === true ? 'it is so with a shuffled outcome too: its name or form, not what it knows' : `it is not so with a shuffled outcome: its effect in these data is that large${singleAuc === null ? '' : ` (AUC ${singleAuc.toFixed(3)} on its own)`}`
  return `${evidence} [${signs.map(({ kind }) => kind).join(', ')}; ${why}]`
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
