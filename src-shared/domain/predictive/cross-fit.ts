import { deriveSeed } from '#shared/lib/random'
import { averageBags, rawLogits, type AveragedModel } from './average-bags.ts'
import { fitCalibration, type Calibration } from './calibration.ts'
import type { BagExecutor, BagTask } from './executor.ts'
import type { TrainingTable } from './feature-table.ts'
import type { FitSample } from './fit-bag.ts'
import { prepareInput, type PreparedInput } from './fit-input.ts'
import { fitOptionsFor } from './fit-options.ts'
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
  const parts = Array.from({ length: options.folds }, (_, fold) => ({
    learn: { input, rows: places.filter((place) => foldOf[place] !== fold) },
    predict: { input, rows: places.filter((place) => foldOf[place] === fold) },
  }))
  const tasks = [...parts.flatMap(({ learn }, fold) => bagTasks(learn, options.foldBags, deriveSeed(options.seed, 'out-of-fold', fold))), ...bagTasks(whole, options.bags, options.seed)]
  const results = await executor.run(tasks, onDone)
  const logits = new Float64Array(places.length)
  parts.forEach(({ learn, predict }, fold) => {
    const model = averageBags(learn, results.slice(fold * options.foldBags, (fold + 1) * options.foldBags))
    const predicted = rawLogits(predict, model)
    predict.rows.forEach((place, at) => (logits[place] = predicted[at] ?? 0))
  })
  const averaged = averageBags(whole, results.slice(options.folds * options.foldBags))
  return { prepared, averaged, logits, calibration: fitCalibration(logits, input.outcome) }
}

function bagTasks(sample: FitSample, bags: number, seed: number): BagTask[] {
  const options = fitOptionsFor(sample.rows.length, seed)
  return Array.from({ length: bags }, (_, bagIndex) => ({ sample, bagIndex, options }))
}

/** The cross-fitted model as plain data; without `priorRate` the rate of its own training rows stands for a score of 50. */
export function modelOf({ prepared, averaged, calibration }: CrossFit, table: TrainingTable, options: CrossFitOptions, priorRate?: number): EbmModel {
  const outcome = prepared.input.outcome
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  const closed = Float64Array.from(prepared.tableRows, (row) => table.closedAt[row] ?? Number.NaN).filter((time) => Number.isFinite(time))
  return {
    format: 'sextant-ebm',
    version: 1,
    features: prepared.features.map(({ feature, binning }): ModelFeature => {
      const { name, label, origin, kind } = feature
      return { name, label, origin, kind, unit: (feature.kind === 'numeric' ? feature.unit : undefined) ?? null, binning }
    }),
    terms: averaged.terms.map((term, index) => ({
      features: [index],
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
