import { binColumn } from '#shared/domain/predictive/binning'
import type { NumericFeature } from '#shared/domain/predictive/feature-table'
import { scoreColumns, scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { createRandom } from '#shared/lib/random'
import { BagPool } from '#main/workers/trainer/bag-pool'
import { DATA_SETS, fitModel, loadPeerSet, measureFolds, measureLogisticFolds, PEERS, SHARED, type FoldFigures } from './trainer-data.ts'

/** Prints the trainer's figures beside the peers': `node tests/bench/trainer.ts [bags]`. */
const bags = Number(process.argv[2] ?? 14)
const THREADS = 2

function line(name: string, { auc, logLoss, brier, fitSeconds }: FoldFigures): string {
  return `  ${name.padEnd(24)} ${auc.toFixed(5)}  ${logLoss.toFixed(5)}  ${brier.toFixed(5)}  ${fitSeconds.toFixed(2).padStart(7)}`
}

for (const name of DATA_SETS) {
  const set = loadPeerSet(name)
  if (set === null) {
    console.log(`${name}: skipped, because ${SHARED} is not there.`)
    continue
  }
  const { table, peers } = set
  console.log(`${name}: ${table.rows} rows × ${table.features.length} columns, mean over five folds; peers as baselines.json has them`)
  console.log(`  ${''.padEnd(24)} AUC      log loss Brier    fit s`)
  console.log(line(`sextant, ${bags} bags`, measureFolds(table, bags)))
  console.log(line('sextant logistic', measureLogisticFolds(table)))
  for (const peer of PEERS) {
    const figures = peers[peer]
    if (figures !== undefined) console.log(line(peer, { auc: figures.auc, logLoss: figures.logloss, brier: figures.brier, fitSeconds: figures.fit_s }))
  }
  const url = new URL('../../src-main/workers/trainer/bag.worker.ts', import.meta.url)
  const pool = new BagPool({ url, workers: THREADS, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  const started = performance.now()
  const { report } = await train(table, { ...DEFAULT_TRAIN_OPTIONS, bags }, pool, { onProgress: () => {}, isCancelled: () => false })
  await pool.close()
  console.log(`  whole training with out-of-fold calibration, report and refit, ${THREADS} threads: ${((performance.now() - started) / 1000).toFixed(1)} s; ${report.verdictSentence}`)
}

/** Additive numeric columns with 5 % missing. */
function generated(rows: number, columns: number) {
  const random = createRandom(7)
  const features = Array.from({ length: columns }, (_, index): NumericFeature => ({ kind: 'numeric', name: `x${index}`, label: `x${index}`, origin: 'record', values: Float64Array.from({ length: rows }, () => (random.next() < 0.05 ? Number.NaN : random.next())) }))
  const outcome = Uint8Array.from({ length: rows }, (_, row) => {
    const logit = features.slice(0, 5).reduce((sum, { values }) => sum + 2 * ((values[row] ?? 0.5) - 0.5 || 0), 0)
    return random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  const ids = Float64Array.from(outcome, (_, row) => row)
  return { rows, recordIds: ids, asOf: ids, closedAt: ids, outcome, features }
}

const columns = 30
const model = fitModel(generated(20_000, columns), 2)
const million = generated(1_000_000, columns)
const seconds = (work: () => void): number => {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}
const perSecond = (time: number): string => `${Math.round(million.rows / time).toLocaleString('en-US')} rows a second on one core (${time.toFixed(2)} s)`
const byName = new Map(million.features.map((feature) => [feature.name, feature]))
const binned = model.features.map(({ name, binning }) => binColumn(byName.get(name) ?? { kind: 'numeric', name, label: name, origin: 'record', values: new Float64Array(million.rows) }, binning))
scoreColumns(model, binned, 10_000)
console.log(`1,000,000 rows × ${columns} numeric columns of up to 1,021 bins`)
console.log(`  scoring from bins        ${perSecond(seconds(() => scoreColumns(model, binned, million.rows)))}`)
console.log(`  binning and scoring      ${perSecond(seconds(() => scoreTable(model, million)))}`)
