import { logitOf, sigmoid } from './metrics.ts'

/** Platt's calibration: calibrated log-odds = slope × raw log-odds + intercept, with slope > 0. */
export interface Calibration {
  readonly slope: number
  readonly intercept: number
}

/** Smallest slope allowed: a model without signal is flattened, never turned round. */
export const MIN_SLOPE = 0.01

/**
 * Fits slope and intercept on out-of-fold log-odds by Newton's method with halved steps, towards Platt's smoothed
 * targets (n₊+1)/(n₊+2) and 1/(n₋+2) (Platt 1999; Lin, Lin, Weng 2007).
 */
export function fitCalibration(logits: Float64Array, outcome: Uint8Array): Calibration {
  const targets = smoothedTargets(outcome)
  const fitted = newton(logits, targets, { slope: 1, intercept: 0 }, false)
  if (fitted.slope >= MIN_SLOPE) return fitted
  return newton(logits, targets, { slope: MIN_SLOPE, intercept: fitted.intercept }, true)
}

/**
 * How calibrated probabilities fit new records (Cox 1958): the slope of a logistic regression of the outcome on their
 * log-odds, 1 when right and below 1 when they are too extreme; and the shift of the log-odds that would make their mean
 * right, 0 when right and below 0 when they are too high. Probabilities are kept 1e-9 away from 0 and 1. Where the true
 * chances are known, these may stand for the outcomes.
 */
export function calibrationLine(probability: Float64Array, outcome: ArrayLike<number>): Calibration {
  const logits = probability.map((p) => logitOf(Math.min(1 - 1e-9, Math.max(1e-9, p))))
  const targets = Float64Array.from(outcome)
  return { slope: newton(logits, targets, { slope: 1, intercept: 0 }, false).slope, intercept: newton(logits, targets, { slope: 1, intercept: 0 }, true).intercept }
}

function newton(logits: Float64Array, targets: Float64Array, start: Calibration, slopeFixed: boolean): Calibration {
  let here = start
  let loss = lossOf(logits, targets, here)
  for (let round = 0; round < 100; round += 1) {
    const step = newtonStep(logits, targets, here, slopeFixed)
    let scale = 1
    let next = move(here, step, scale)
    let nextLoss = lossOf(logits, targets, next)
    while (nextLoss > loss && scale > 1e-6) {
      scale /= 2
      next = move(here, step, scale)
      nextLoss = lossOf(logits, targets, next)
    }
    if (nextLoss >= loss) return here
    const gained = loss - nextLoss
    here = next
    loss = nextLoss
    if (gained < 1e-13) break
  }
  return here
}

function smoothedTargets(outcome: Uint8Array): Float64Array {
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  const high = (positives + 1) / (positives + 2)
  const low = 1 / (outcome.length - positives + 2)
  return Float64Array.from(outcome, (value) => (value === 1 ? high : low))
}

function newtonStep(logits: Float64Array, targets: Float64Array, at: Calibration, slopeFixed: boolean): Calibration {
  let gradientSlope = 0
  let gradientIntercept = 0
  let slopeSlope = 1e-9
  let slopeIntercept = 0
  let interceptIntercept = 1e-9
  for (let row = 0; row < logits.length; row += 1) {
    const x = logits[row]!
    const p = sigmoid(at.slope * x + at.intercept)
    const error = p - targets[row]!
    const weight = p * (1 - p)
    gradientSlope += error * x
    gradientIntercept += error
    slopeSlope += weight * x * x
    slopeIntercept += weight * x
    interceptIntercept += weight
  }
  if (slopeFixed) return { slope: 0, intercept: -gradientIntercept / interceptIntercept }
  const determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept
  if (!(determinant > 0)) return { slope: 0, intercept: -gradientIntercept / interceptIntercept }
  return {
    slope: -(interceptIntercept * gradientSlope - slopeIntercept * gradientIntercept) / determinant,
    intercept: -(slopeSlope * gradientIntercept - slopeIntercept * gradientSlope) / determinant,
  }
}

function move(from: Calibration, step: Calibration, scale: number): Calibration {
  return { slope: from.slope + scale * step.slope, intercept: from.intercept + scale * step.intercept }
}

/** Mean cross entropy towards the targets, computed without overflow. */
function lossOf(logits: Float64Array, targets: Float64Array, at: Calibration): number {
  let sum = 0
  for (let row = 0; row < logits.length; row += 1) {
    const z = at.slope * logits[row]! + at.intercept
    sum += Math.max(z, 0) - z * targets[row]! + Math.log1p(Math.exp(-Math.abs(z)))
  }
  return sum / logits.length
}

/** Calibrated probabilities of raw log-odds. */
export function calibrate(logits: Float64Array, calibration: Calibration): Float64Array {
  return logits.map((logit) => sigmoid(calibration.slope * logit + calibration.intercept))
}
