import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { averageBags } from '#shared/domain/predictive/average-bags'
import { modelOf } from '#shared/domain/predictive/cross-fit'
import type { Feature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { fitBag } from '#shared/domain/predictive/fit-bag'
import { prepareInput } from '#shared/domain/predictive/fit-input'
import { fitOptionsFor } from '#shared/domain/predictive/fit-options'
import { fitLogistic, outcomesAt, predictLogistic } from '#shared/domain/predictive/logistic'
import { aucOf, brierOf, logLossOf } from '#shared/domain/predictive/metrics'
import type { EbmModel } from '#shared/domain/predictive/model'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'

/** Folder of the shared facts and data, beside the repository; absent on a machine that has only the clone. */
export const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared')
const BASELINES = join(SHARED, 'facts', 'baselines.json')

interface Peer {
  readonly auc: number
  readonly logloss: number
  readonly brier: number
  readonly fit_s: number
}

interface Entry {
  readonly file: string
  readonly target: string
  readonly positive: string
  readonly drop?: readonly string[]
  readonly drop_duplicate_rows?: boolean
  readonly [peer: string]: unknown
}

export interface PeerSet {
  readonly table: TrainingTable
  readonly peers: Readonly<Record<string, Peer>>
}

export const PEERS = ['logistic', 'random_forest', 'hist_gradient_boosting', 'xgboost', 'interpret_ebm'] as const
export const DATA_SETS = ['x-education', 'b2b-salvirt'] as const

/** The data set exactly as baselines.json states it, or null where the shared folder is missing. */
export function loadPeerSet(name: (typeof DATA_SETS)[number]): PeerSet | null {
  if (!existsSync(BASELINES)) return null
  const baselines = JSON.parse(readFileSync(BASELINES, 'utf8')) as Record<string, Entry>
  const entry = baselines[name]
  if (entry === undefined) return null
  const file = join(SHARED, entry.file)
  if (!existsSync(file)) return null
  const [header = [], ...body] = Papa.parse<string[]>(readFileSync(file, 'utf8').replace(/^\uFEFF/, '').trimEnd()).data
  const seen = new Set<string>()
  const rows = entry.drop_duplicate_rows === true ? body.filter((row) => !seen.has(row.join('\u0001')) && seen.add(row.join('\u0001'))) : body
  const used = header.map((title, column) => ({ title, column })).filter(({ title }) => title !== entry.target && !(entry.drop ?? []).includes(title))
  const target = header.indexOf(entry.target)
  const table: TrainingTable = {
    rows: rows.length,
    recordIds: Float64Array.from(rows, (_, row) => row + 1),
    asOf: new Float64Array(rows.length).fill(Number.NaN),
    closedAt: new Float64Array(rows.length).fill(Number.NaN),
    outcome: Uint8Array.from(rows, (row) => (row[target] === entry.positive ? 1 : 0)),
    features: used.map(({ title, column }) => featureOf(title, rows.map((row) => row[column] ?? ''))),
  }
  const peers = Object.fromEntries(PEERS.map((peer) => [peer, entry[peer] as Peer]))
  return { table, peers }
}

/** Numeric when at least 99 % of the filled values are numbers and there are more than two different ones. */
function featureOf(title: string, texts: readonly string[]): Feature {
  const filled = texts.filter((text) => text !== '')
  const numbers = filled.filter((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  const common = { name: title, label: title, origin: 'record' } as const
  if (numbers.length >= 0.99 * filled.length && new Set(filled).size > 2) {
    return { kind: 'numeric', ...common, values: Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text))) }
  }
  const codes = new Map<string, number>()
  for (const text of filled) if (!codes.has(text)) codes.set(text, codes.size)
  return { kind: 'category', ...common, codes: Int32Array.from(texts, (text) => codes.get(text) ?? -1), categories: [...codes.keys()] }
}

/** Fold of row i: ((i · 2654435761) mod 2^32) mod 5. */
export function foldOf(row: number): number {
  return (Math.imul(row, 2654435761) >>> 0) % 5
}

export interface FoldFigures {
  readonly auc: number
  readonly logLoss: number
  readonly brier: number
  /** One fit on four fifths of the rows, all bags one after the other. */
  readonly fitSeconds: number
}

/** Means over the five folds: fit on four, test on one. Raw averaged log-odds, without calibration, as the peers are. */
export function measureFolds(table: TrainingTable, bags: number): FoldFigures {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const folds = [0, 1, 2, 3, 4].map((fold): FoldFigures => {
    const learned = pickTable(table, rows.filter((row) => foldOf(row) !== fold))
    const tested = pickTable(table, rows.filter((row) => foldOf(row) === fold))
    const started = performance.now()
    const model = fitModel(learned, bags)
    const fitSeconds = (performance.now() - started) / 1000
    const { probability } = scoreTable(model, tested)
    return { auc: aucOf(probability, tested.outcome), logLoss: logLossOf(probability, tested.outcome), brier: brierOf(probability, tested.outcome), fitSeconds }
  })
  const mean = (key: keyof FoldFigures): number => folds.reduce((sum, fold) => sum + fold[key], 0) / folds.length
  return { auc: mean('auc'), logLoss: mean('logLoss'), brier: mean('brier'), fitSeconds: mean('fitSeconds') }
}

/** The same for the logistic baseline. */
export function measureLogisticFolds(table: TrainingTable): FoldFigures {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row)
  const folds = [0, 1, 2, 3, 4].map((fold): FoldFigures => {
    const tested = rows.filter((row) => foldOf(row) === fold)
    const outcome = outcomesAt(table, tested)
    const started = performance.now()
    const model = fitLogistic(table, rows.filter((row) => foldOf(row) !== fold), 1)
    const fitSeconds = (performance.now() - started) / 1000
    const probability = predictLogistic(model, table, tested)
    return { auc: aucOf(probability, outcome), logLoss: logLossOf(probability, outcome), brier: brierOf(probability, outcome), fitSeconds }
  })
  const mean = (key: keyof FoldFigures): number => folds.reduce((sum, fold) => sum + fold[key], 0) / folds.length
  return { auc: mean('auc'), logLoss: mean('logLoss'), brier: mean('brier'), fitSeconds: mean('fitSeconds') }
}

/** One uncalibrated model of a whole table, fitted on this thread. */
export function fitModel(table: TrainingTable, bags: number): EbmModel {
  const prepared = prepareInput(table, Int32Array.from({ length: table.rows }, (_, row) => row))
  const sample = { input: prepared.input, rows: Int32Array.from(prepared.tableRows, (_, place) => place) }
  const options = fitOptionsFor(table.rows, 1)
  const results = Array.from({ length: bags }, (_, bag) => fitBag(sample, bag, options, () => {}, () => false))
  const crossFit = { prepared, averaged: averageBags(sample, results), logits: new Float64Array(0), calibration: { slope: 1, intercept: 0 } }
  return modelOf(crossFit, table, { seed: 1, bags, foldBags: 0, folds: 0, trainedAt: 0 })
}
