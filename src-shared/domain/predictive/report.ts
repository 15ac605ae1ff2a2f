import { calibrationLine } from './calibration.ts'
import { calibrationRange } from './calibration-range.ts'
import { confusionAt, thresholdMetrics, type Confusion, type ThresholdMetrics, type ThresholdPoint } from './confusion.ts'
import { calibrationBins, calibrationError, gainPoints, precisionRecallPoints, rocPoints, type CalibrationBin, type GainPoint } from './curves.ts'
import { influenceWords } from './influence-words.ts'
import type { LearningCurve } from './learning-curve.ts'
import { aucDifference, aucWithInterval, brierOf, logLossOf, NORMAL_95 } from './metrics.ts'
import type { EbmModel } from './model.ts'
import type { ColumnCheck } from './suspects.ts'
import { countOf, type OutcomeWords } from './words.ts'

/** How well probabilities rank and fit on records that were not learned from. */
export interface QualityNumbers {
  readonly auc: number
  /** 95 % interval (DeLong). */
  readonly aucLow: number
  readonly aucHigh: number
  /** In nats. */
  readonly logLoss: number
  readonly brier: number
}

export interface HoldoutNumbers extends QualityNumbers, ThresholdMetrics {
  readonly rows: number
  readonly positives: number
  /** Expected calibration error over ten equal-mass groups, and where it would lie 95 times in 100 were the probabilities right. */
  readonly calibrationError: number
  readonly calibrationLow: number
  readonly calibrationHigh: number
  /** Slope and intercept of the outcome on the log-odds: 1 and 0 when the probabilities are right. */
  readonly calibrationSlope: number
  readonly calibrationIntercept: number
  /** Probability above which a record is predicted positive. */
  readonly threshold: number
  readonly confusion: Confusion
}

export type Verdict = 'ready' | 'ok' | 'not_ready' | 'no_signal'

/** Lowest AUC of each verdict, and the lower interval limit up to which there is no usable signal. */
export interface VerdictBands {
  readonly ready: number
  readonly ok: number
  readonly noSignalUpTo: number
}

export const DEFAULT_VERDICT_BANDS: VerdictBands = Object.freeze({ ready: 0.7, ok: 0.6, noSignalUpTo: 0.55 })

export interface Influence {
  readonly name: string
  readonly label: string
  /** Mean |contribution| over the training records, in log-odds. */
  readonly influence: number
  readonly words: string
}

export interface TrainingReport {
  readonly verdict: Verdict
  readonly verdictSentence: string
  readonly validatedInTime: boolean
  /** Newest closing time that the measured model learned from, UTC milliseconds. */
  readonly measuredUpTo: number | null
  readonly holdout: HoldoutNumbers
  /** The logistic baseline on the same records, at its own F1-best threshold. */
  readonly logistic: HoldoutNumbers
  readonly logisticCurves: RankCurves
  /** AUC less the baseline's on the same records, with its 95 % interval (DeLong, paired). */
  readonly gainOverLogistic: { readonly auc: number; readonly low: number; readonly high: number }
  readonly roc: [number, number][]
  readonly precisionRecall: [number, number][]
  readonly calibration: CalibrationBin[]
  /** Cumulative gain; the lift at a share is gain ÷ share. */
  readonly lift: GainPoint[]
  /** Counts at any threshold, thresholds ascending. */
  readonly thresholds: ThresholdPoint[]
  readonly learningCurve: LearningCurve
  /** Most influential first. */
  readonly importance: Influence[]
  readonly trainedRows: number
  readonly positives: number
  readonly priorRate: number
  readonly attributesUsed: number
  readonly attributesOffered: number
  readonly suspects: { name: string; label: string; evidence: string; used: boolean }[]
  readonly notes: string[]
}

export function qualityOf(probability: Float64Array, outcome: Uint8Array): QualityNumbers {
  const { auc, low, high } = aucWithInterval(probability, outcome)
  return { auc, aucLow: low, aucHigh: high, logLoss: logLossOf(probability, outcome), brier: brierOf(probability, outcome) }
}

/** `seed` draws the outcomes of the range around the calibration error. */
export function holdoutOf(probability: Float64Array, outcome: Uint8Array, threshold: number, seed: number): HoldoutNumbers {
  const confusion = confusionAt(probability, outcome, threshold)
  const range = calibrationRange(probability, seed)
  const line = calibrationLine(probability, outcome)
  return {
    rows: outcome.length,
    positives: outcome.reduce((sum, value) => sum + value, 0),
    ...qualityOf(probability, outcome),
    calibrationError: calibrationError(calibrationBins(probability, outcome)),
    calibrationLow: range.low,
    calibrationHigh: range.high,
    calibrationSlope: line.slope,
    calibrationIntercept: line.intercept,
    threshold,
    ...thresholdMetrics(confusion),
    confusion,
  }
}

/** Curves that depend on the order of the records alone. */
export interface RankCurves {
  readonly roc: [number, number][]
  readonly precisionRecall: [number, number][]
  readonly lift: GainPoint[]
}

export function rankCurvesOf(probability: Float64Array, outcome: Uint8Array): RankCurves {
  return { roc: rocPoints(probability, outcome), precisionRecall: precisionRecallPoints(probability, outcome), lift: gainPoints(probability, outcome) }
}

export function gainOver(own: Float64Array, other: Float64Array, outcome: Uint8Array): TrainingReport['gainOverLogistic'] {
  const { difference, error } = aucDifference(own, other, outcome)
  return { auc: difference, low: difference - NORMAL_95 * error, high: difference + NORMAL_95 * error }
}

export function verdictOf({ auc, aucLow }: QualityNumbers, bands: VerdictBands): Verdict {
  if (!(aucLow > bands.noSignalUpTo)) return 'no_signal'
  if (auc >= bands.ready) return 'ready'
  return auc >= bands.ok ? 'ok' : 'not_ready'
}

export function verdictSentence(verdict: Verdict, numbers: HoldoutNumbers, inTime: boolean, words: OutcomeWords): string {
  const measured = `AUC ${numbers.auc.toFixed(2)} (${numbers.aucLow.toFixed(2)} to ${numbers.aucHigh.toFixed(2)}) on ${inTime ? 'the newest ' : ''}${countOf(numbers.rows, words, 'closed')}${inTime ? '' : ' kept aside'}`
  switch (verdict) {
    case 'ready':
      return `Ready: ${measured}.`
    case 'ok':
      return `OK: ${measured}. Good enough to sort by; look at the reasons before relying on single scores.`
    case 'not_ready':
      return `Not ready: ${measured}. More closed ${words.many}, or columns that say more about them, would help.`
    case 'no_signal':
      return `No usable signal: ${measured} may be chance. What would help: columns filled in while ${words.one === 'opportunity' ? 'an' : 'a'} ${words.one} is still open, its interactions, and more closed ${words.many}.`
  }
}

/** Terms by their mean |contribution| over the training rows. */
export function importanceOf(model: EbmModel): Influence[] {
  return model.terms
    .map((term) => {
      const rows = term.counts.reduce((sum, count) => sum + count, 0)
      const total = term.scores.reduce((sum, score, bin) => sum + Math.abs(score) * (term.counts[bin] ?? 0), 0)
      const influence = (model.calibration.slope * total) / Math.max(1, rows)
      const features = term.features.flatMap((index) => model.features[index] ?? [])
      return { name: features.map(({ name }) => name).join(' × '), label: features.map(({ label }) => label).join(' and '), influence, words: influenceWords(influence) }
    })
    .sort((a, b) => b.influence - a.influence || (a.name < b.name ? -1 : 1))
}

export function suspectsOf(checks: readonly ColumnCheck[], used: ReadonlySet<string>): TrainingReport['suspects'] {
  return checks.filter(({ suspect }) => suspect).map(({ name, label, evidence }) => ({ name, label, evidence, used: used.has(name) }))
}
