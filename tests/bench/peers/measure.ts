import { modelOf } from '#shared/domain/predictive/cross-fit'
import { createLocalExecutor, type BagExecutor } from '#shared/domain/predictive/executor'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { fitEnsembles } from '#shared/domain/predictive/fit-ensembles'
import { prepareInput } from '#shared/domain/predictive/fit-input'
import { fitOptionsFor, isSmall, type FitOptions } from '#shared/domain/predictive/fit-options'
import { fitLogistic, predictLogistic } from '#shared/domain/predictive/logistic'
import { aucOf, brierOf, logLossOf } from '#shared/domain/predictive/metrics'
import type { EbmModel } from '#shared/domain/predictive/model'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import type { KnownPeer } from './peer-sets.ts'

/** Means over the tested folds. */
export interface FoldFigures {
  readonly auc: number
  /** AUC of each tested fold; empty where only the mean is known. */
  readonly aucs: readonly number[]
  readonly logLoss: number
  /** Likewise, of each tested fold. */
  readonly logLosses: readonly number[]
  readonly brier: number
  readonly briers: readonly number[]
  /** One fit on the other folds, all bags, with the binning of the columns. */
  readonly fitSeconds: number
  readonly predictSeconds: number
  /** Processor time of a fit, all threads together: what a busy machine does not distort. */
  readonly cpuSeconds: number
}

export const ALL_FOLDS = [0, 1, 2, 3, 4]

/** Fold of each row: ((i · 2654435761) mod 2^32) mod 5. */
export function foldsOf(rows: number): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, row) => (Math.imul(row, 2654435761) >>> 0) % 5)
}

/** Figures of given predictions; rows of folds that are not tested are not looked at. */
export function figuresOf(table: TrainingTable, folds: readonly number[], probability: Float64Array, seconds: Pick<FoldFigures, 'fitSeconds' | 'predictSeconds' | 'cpuSeconds'>): FoldFigures {
  const foldOfRow = foldsOf(table.rows)
  const figures = folds.map((fold) => {
    const own = probability.filter((_, row) => foldOfRow[row] === fold)
    const outcome = table.outcome.filter((_, row) => foldOfRow[row] === fold)
    return { auc: aucOf(own, outcome), logLoss: logLossOf(own, outcome), brier: brierOf(own, outcome) }
  })
  const aucs = figures.map(({ auc }) => auc)
  const logLosses = figures.map(({ logLoss }) => logLoss)
  const briers = figures.map(({ brier }) => brier)
  return { ...seconds, auc: meanOf(aucs), aucs, logLoss: meanOf(logLosses), logLosses, brier: meanOf(briers), briers }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Figures of which the means alone are known. */
export function meansOnly({ auc, logloss, brier, fit_s }: KnownPeer): FoldFigures {
  return { auc, aucs: [], logLoss: logloss, logLosses: [], brier, briers: [], fitSeconds: fit_s, predictSeconds: Number.NaN, cpuSeconds: Number.NaN }
}

type Fit = (learned: TrainingTable) => Promise<(tested: TrainingTable) => Float64Array>

async function measure(table: TrainingTable, folds: readonly number[], fit: Fit): Promise<FoldFigures> {
  const foldOfRow = foldsOf(table.rows)
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const probability = new Float64Array(table.rows).fill(Number.NaN)
  let fitSeconds = 0
  let predictSeconds = 0
  let cpuSeconds = 0
  for (const fold of folds) {
    const testedRows = rows.filter((row) => foldOfRow[row] === fold)
    const learned = pickTable(table, rows.filter((row) => foldOfRow[row] !== fold))
    const tested = pickTable(table, testedRows)
    const before = process.cpuUsage()
    const start = performance.now()
    const predict = await fit(learned)
    const { user, system } = process.cpuUsage(before)
    cpuSeconds += (user + system) / 1e6 / folds.length
    const fitted = performance.now()
    const predicted = predict(tested)
    fitSeconds += (fitted - start) / 1000 / folds.length
    predictSeconds += (performance.now() - fitted) / 1000 / folds.length
    testedRows.forEach((row, at) => (probability[row] = predicted[at] ?? Number.NaN))
  }
  return figuresOf(table, folds, probability, { fitSeconds, predictSeconds, cpuSeconds })
}

export interface MeasureOptions {
  readonly bags: number
  readonly folds?: readonly number[]
  readonly changes?: Partial<FitOptions>
  readonly executor?: BagExecutor
}

/** The explainable boosting machine: averaged log-odds without calibration, as the peers are. */
export function measureFolds(table: TrainingTable, { bags, folds = ALL_FOLDS, changes, executor }: MeasureOptions): Promise<FoldFigures> {
  return measure(table, folds, async (learned) => {
    const model = await fitModel(learned, bags, changes, executor)
    return (tested) => scoreTable(model, tested).probability
  })
}

/** The same for the logistic baseline. */
export function measureLogisticFolds(table: TrainingTable, folds: readonly number[] = ALL_FOLDS): Promise<FoldFigures> {
  return measure(table, folds, (learned) => {
    const model = fitLogistic(learned, Int32Array.from(learned.outcome, (_, row) => row), 1)
    return Promise.resolve((tested) => predictLogistic(model, tested, Int32Array.from(tested.outcome, (_, row) => row)))
  })
}

/** One uncalibrated model of a whole table, fitted by the executor, or else on this thread. */
export async function fitModel(table: TrainingTable, bags: number, changes: Partial<FitOptions> = {}, executor = createLocalExecutor(() => false)): Promise<EbmModel> {
  const prepared = prepareInput(table, Int32Array.from({ length: table.rows }, (_, row) => row))
  const sample = { input: prepared.input, rows: Int32Array.from(prepared.tableRows, (_, place) => place) }
  const [averaged] = await fitEnsembles([{ sample, bags, options: { ...fitOptionsFor(table.rows, 1), ...changes }, small: isSmall(sample) }], executor, () => {})
  if (averaged === undefined) throw new Error('No model was fitted.')
  const crossFit = { prepared, averaged, logits: new Float64Array(0), calibration: { slope: 1, intercept: 0 } }
  return modelOf(crossFit, table, { seed: 1, bags, foldBags: 0, folds: 0, trainedAt: 0 })
}
