import type { NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { createRandom } from '#shared/lib/random'
import { BagPool } from '#main/workers/trainer/bag-pool'
import { fitModel, measureFolds, measureLogisticFolds, type FoldFigures } from './peers/measure.ts'
import { DATA_SETS, loadPeerSet, PEERS } from './peers/peer-sets.ts'

/** Prints the trainer's figures beside the peers': `node tests/bench/trainer.ts [bags]`. */
const bags = Number(process.argv[2] ?? 14)
const THREADS = 2

function line(name: string, { auc, logLoss, brier, fitSeconds }: FoldFigures): string {
  return `  ${name.padEnd(24)} ${auc.toFixed(5)}  ${logLoss.toFixed(5)}  ${brier.toFixed(5)}  ${fitSeconds.toFixed(2).padStart(7)}`
}

for (const name of DATA_SETS) {
  const set = loadPeerSet(name)
  if (set === null) {
    console.log(`${name}: skipped, because the shared data folder is not there.`)
    continue
  }
  const { table, peers } = set
  console.log(`${name}: ${table.rows} rows × ${table.features.length} columns, mean over five folds; peers as baselines.json has them`)
  console.log(`  ${''.padEnd(24)} AUC      log loss Brier    fit s`)
  console.log(line(`sextant, ${bags} bags`, await measureFolds(table, { bags })))
  console.log(line('sextant logistic', await measureLogisticFolds(table)))
  for (const peer of PEERS) {
    const figures = peers[peer]
    if (figures !== undefined) console.log(line(peer, { auc: figures.auc, aucs: [], logLoss: figures.logloss, brier: figures.brier, fitSeconds: figures.fit_s, predictSeconds: Number.NaN, cpuSeconds: Number.NaN }))
  }
  const url = new URL('../../src-main/workers/trainer/bag.worker.ts', import.meta.url)
  const pool = new BagPool({ url, workers: THREADS, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  const started = performance.now()
  const { report } = await train(table, { ...DEFAULT_TRAIN_OPTIONS, bags }, pool, { onProgress: () => {}, isCancelled: () => false })
  await pool.close()
  console.log(`  whole training with out-of-fold calibration, report and refit, ${THREADS} threads: ${((performance.now() - started) / 1000).toFixed(1)} s; ${report.verdictSentence}`)
}

/** Numbers with 5 % missing, five effects and a pair. */
function generated(rows: number, columns: number): TrainingTable {
  const random = createRandom(7)
  const features = Array.from({ length: columns }, (_, index): NumericFeature => ({ kind: 'numeric', name: `x${index}`, label: `x${index}`, origin: 'record', values: Float64Array.from({ length: rows }, () => (random.next() < 0.05 ? Number.NaN : random.next())) }))
  const at = (index: number, row: number): number => features[index]?.values[row] ?? 0.5
  const outcome = Uint8Array.from({ length: rows }, (_, row) => {
    const logit = [0, 1, 2, 3, 4].reduce((sum, index) => sum + (2 * (at(index, row) - 0.5) || 0), at(5, row) > 0.5 === at(6, row) > 0.5 ? 0.7 : -0.7)
    return random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  const ids = Float64Array.from(outcome, (_, row) => row)
  return { rows, recordIds: ids, asOf: ids, closedAt: ids, outcome, features }
}

console.log('cost by rows: 40 columns with pairs, one fit of 4 bags, one thread')
for (const rows of [10_000, 30_000, 100_000, 300_000]) {
  const table = generated(rows, 40)
  const before = process.cpuUsage()
  const started = performance.now()
  const model = await fitModel(table, 4)
  const { user, system } = process.cpuUsage(before)
  const cpu = (user + system) / 1e6
  const pairs = model.terms.filter(({ features }) => features.length > 1).length
  console.log(`  ${rows.toLocaleString('en-US').padStart(8)} rows  ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  cpu ${cpu.toFixed(1).padStart(6)} s  ${((1e6 * cpu) / rows).toFixed(0).padStart(5)} µs a row; ${pairs} pairs; most memory so far ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}
