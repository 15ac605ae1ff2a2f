import { deriveSeed } from '#shared/lib/random'
import { rawLogits, type AveragedModel } from './average-bags.ts'
import { fitCalibration, type Calibration } from './calibration.ts'
import type { BagExecutor } from './executor.ts'
import type { TrainingTable } from './feature-table.ts'
import type { FitSample } from './fit-bag.ts'
import { fitEnsembles } from './fit-ensembles.ts'
import { prepareInput, type PreparedInput } from './fit-input.ts'
import { fitOptionsFor, isSmall } from './fit-options.ts'
import { dealFolds } from './folds.ts'
import type { EbmModel, ModelFeature } from './model.ts'

export interface CrossFitOptions {
  readonly seed: number
  /** Bags of the model, and of each fold's model. */
  readonly bags: number
  readonly foldBags: number
  readonly folds: number
  /** When training started, UTC milliseconds. */
  readonly trainedAt: number
}

/** A model with predictions of its own training rows by models that had not seen them. */
export interface CrossFit {
  readonly prepared: PreparedInput
  readonly averaged: AveragedModel
  /** Out-of-fold raw log-odds, in the order of the prepared input's rows. */
  readonly logits: Float64Array
  /** Fitted on these log-odds. */
  readonly calibration: Calibration
}

/** Bags that `crossFit` runs. */
export function crossFitBags(options: CrossFitOptions): number {
  return options.folds * options.foldBags + options.bags
}

/** Fits a model on the given rows, and one more on all but each fold; all bags run as one list of tasks. */
export async function crossFit(table: TrainingTable, rows: Int32Array, options: CrossFitOptions, executor: BagExecutor, onDone: (done: number) => void): Promise<CrossFit> {
  const prepared = prepareInput(table, rows)
  const { input, tableRows } = prepared
  const foldOf = dealFolds(table, tableRows, options.folds, options.seed)
  const places = Int32Array.from(tableRows, (_, place) => place)
  const whole: FitSample = { input, rows: places }
  const small = isSmall(whole)
  const parts = Array.from({ length: options.folds }, (_, fold) => ({
    learn: { input, rows: places.filter((place) => foldOf[place] !== fold) },
    predict: { input, rows: places.filter((place) => foldOf[place] === fold) },
  }))
  const bagsDone = crossFitBags(options)
  const models = await fitEnsembles(
    [
      ...parts.map(({ learn }, fold) => ({ sample: learn, bags: options.foldBags, options: fitOptionsFor(places.length, deriveSeed(options.seed, 'out-of-fold', fold)), small })),
      { sample: whole, bags: options.bags, options: fitOptionsFor(places.length, options.seed), small },
    ],
    executor,
    (share) => onDone(Math.floor(share * bagsDone)),
  )
  const logits = new Float64Array(places.length)
  parts.forEach(({ predict }, fold) => {
    const predicted = rawLogits(predict, models[fold]!)
    predict.rows.forEach((place, at) => (logits[place] = predicted[at] ?? 0))
  })
  return { prepared, averaged: models[options.folds]!, logits, calibration: fitCalibration(logits, input.outcome) }
}

/** The cross-fitted model as plain data; without `priorRate` the rate of its own training rows stands for a score of 50. */
export function modelOf({ prepared, averaged, calibration }: CrossFit, table: TrainingTable, options: CrossFitOptions, priorRate?: number): EbmModel {
  const outcome = prepared.input.outcome
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  const closed = Float64Array.from(prepared.tableRows, (row) => table.closedAt[row] ?? Number.NaN).filter((time) => Number.isFinite(time))
  return {
    format: 'sextant-ebm',
    version: 2,
    features: prepared.features.map(({ feature, binning }, index): ModelFeature => {
      const { name, label, origin, kind } = feature
      const unit = feature.unit ?? null
      const isPaired = averaged.terms.some(({ columns }) => columns.length > 1 && columns.includes(index))
      return { name, label, origin, kind, unit, binning, pairBins: isPaired ? [...(prepared.input.columns[index]?.pairBins.map ?? [])] : null }
    }),
    terms: averaged.terms.map((term) => ({
      features: term.columns,
      scores: [...term.scores],
      deviations: [...term.deviations],
      counts: [...term.counts],
      positives: [...term.positives],
    })),
    intercept: averaged.intercept,
    calibration,
    priorRate: priorRate ?? positives / outcome.length,
    trainedOn: {
      rows: outcome.length,
      positives,
      from: closed.length === 0 ? null : closed.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY),
      to: closed.length === 0 ? null : closed.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY),
      trainedAt: options.trainedAt,
      seed: options.seed,
      bags: options.bags,
    },
  }
}
