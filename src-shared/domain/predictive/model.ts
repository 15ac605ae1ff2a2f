import { binCountOf, type FeatureBinning } from './binning.ts'
import type { Calibration } from './calibration.ts'
import type { FeatureKind, FeatureOrigin, FeatureUnit } from './feature-table.ts'

/** An attribute that the model reads, with how its values become bins. */
export interface ModelFeature {
  readonly name: string
  readonly label: string
  readonly origin: FeatureOrigin
  readonly kind: FeatureKind
  /** Dates are UTC milliseconds and shown as days; weekdays and months are shown in the calendar's order. */
  readonly unit: FeatureUnit
  readonly binning: FeatureBinning
  /** Coarser bin of each of its bins in terms of several features, counted from 0 without gaps; null where they use its own bins. */
  readonly pairBins: readonly number[] | null
}

/**
 * One additive part. Arrays have one entry a bin of the feature; for several features one a cell, a row-major tensor
 * over their pair bins.
 */
export interface ModelTerm {
  /** Indexes into the model's features; one for a main effect. */
  readonly features: readonly number[]
  /** Raw log-odds, mean 0 over the training rows. */
  readonly scores: readonly number[]
  /** Standard deviation of the score over the bags. */
  readonly deviations: readonly number[]
  /** Training rows in the bin, and the positive ones among them. */
  readonly counts: readonly number[]
  readonly positives: readonly number[]
  /**
   * Median days from creation to closing of the positive training records with such a value, one a bin, null where there
   * are too few. Of main effects only, and not where creation or closing times are unknown.
   */
  readonly days?: readonly (number | null)[]
}

/** What the model learned from, in numbers. */
export interface TrainedOn {
  readonly rows: number
  readonly positives: number
  /** Oldest and newest closing time, UTC milliseconds; null without times. */
  readonly from: number | null
  readonly to: number | null
  /** When training started, UTC milliseconds, as the caller said. */
  readonly trainedAt: number
  readonly seed: number
  readonly bags: number
}

/** A trained model as plain data: the whole of what scoring and explaining need. */
export interface EbmModel {
  readonly format: 'sextant-ebm'
  readonly version: 2
  readonly features: readonly ModelFeature[]
  readonly terms: readonly ModelTerm[]
  /** Raw log-odds of the average. */
  readonly intercept: number
  readonly calibration: Calibration
  /** π, the positive rate that stands for a score of 50. */
  readonly priorRate: number
  readonly trainedOn: TrainedOn
}

/** Bins that a feature has in terms of several features. */
export function pairBinCount({ binning, pairBins }: ModelFeature): number {
  return pairBins === null ? binCountOf(binning) : pairBins.reduce((most, bin) => Math.max(most, bin), 0) + 1
}

/** Entries of a term: the bins of its feature, or the product of its features' pair bins. */
export function termBins(model: Pick<EbmModel, 'features'>, { features }: Pick<ModelTerm, 'features'>): number {
  const own = features.flatMap((index) => model.features[index] ?? [])
  if (own.length < features.length) return 0
  const [first] = own
  return own.length === 1 && first !== undefined ? binCountOf(first.binning) : own.reduce((product, feature) => product * pairBinCount(feature), 1)
}

/** Calibrated log-odds before any attribute is looked at. */
export function baselineOf(model: EbmModel): number {
  return model.calibration.slope * model.intercept + model.calibration.intercept
}
