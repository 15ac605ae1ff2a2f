import type { NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { createRandom } from '#shared/lib/random'
import { BagPool } from '#main/workers/trainer/bag-pool'
import { ALL_FOLDS, fitModel, meansOnly, measureFolds, measureLogisticFolds, type FoldFigures } from './peers/measure.ts'
import { dearest, type SizeCost } from './peers/row-costs.ts'
import { DATA_SETS, loadPeerSet, PEERS } from './peers/peer-sets.ts'
import { shortfalls, type Compared } from './peers/shortfalls.ts'
import { fitWork } from './peers/slowness.ts'
import { countingExecutor } from './peers/stage-costs.ts'

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
  const { table } = set
  console.log(`${name}: ${table.rows} rows × ${table.features.length} columns, mean over five folds; peers as baselines.json has them`)
  console.log(`  ${''.padEnd(24)} AUC      log loss Brier    fit s`)
  const executor = countingExecutor(createLocalExecutor(() => false))
  const own = await measureFolds(table, { bags, executor })
  const costs = executor.takeCosts()
  const straight = await measureLogisticFolds(table)
  const peers = PEERS.flatMap((peer): Compared[] => {
    const known = set.peers[peer]
    return known === undefined ? [] : [{ name: peer, figures: meansOnly(known) }]
  })
  console.log(line(`sextant, ${bags} bags`, own))
  console.log(line('sextant logistic', straight))
  for (const peer of peers) console.log(line(peer.name, peer.figures))
  for (const sentence of shortfalls(own, peers, { twoColumns: null, straight, truth: null })) console.log(`  ${sentence}`)
  const quicker = peers.filter(({ figures }) => figures.fitSeconds < own.fitSeconds).map((peer) => peer.name)
  if (quicker.length > 0) console.log(`  Slower to fit here than there ${quicker.join(', ')}: ${fitWork(own, { costs, fits: ALL_FOLDS.length, bags })}. The peers on this machine: npm run bench -- peers.`)
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

const COST_BAGS = 4
console.log(`cost by rows: 40 columns with pairs, one fit of ${COST_BAGS} bags, one thread`)

async function costOf(rows: number, mostPairs?: number): Promise<SizeCost> {
  const table = generated(rows, 40)
  const executor = countingExecutor(createLocalExecutor(() => false))
  const before = process.cpuUsage()
  const started = performance.now()
  const model = await fitModel(table, COST_BAGS, mostPairs === undefined ? {} : { mostPairs }, executor)
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(before)
  return { rows, bags: COST_BAGS, seconds, cpuSeconds: (user + system) / 1e6, pairs: model.terms.filter(({ features }) => features.length > 1).length, costs: executor.takeCosts() }
}

function costLine({ rows, seconds, cpuSeconds, pairs }: SizeCost): string {
  return `  ${rows.toLocaleString('en-US').padStart(8)} rows  ${seconds.toFixed(1).padStart(6)} s  cpu ${cpuSeconds.toFixed(1).padStart(6)} s  ${((1e6 * cpuSeconds) / rows).toFixed(0).padStart(5)} µs a row; ${pairs} pairs; most memory so far ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`
}

const sizes: SizeCost[] = []
for (const rows of [10_000, 30_000, 100_000, 300_000]) {
  const size = await costOf(rows)
  sizes.push(size)
  console.log(costLine(size))
}
for (const { size, least, sentence } of dearest(sizes)) {
  console.log(`  ${sentence}`)
  if (size.pairs <= least.pairs) continue
  const alike = await costOf(size.rows, least.pairs)
  console.log(`  Held to ${least.pairs} pairs at most (it takes ${alike.pairs}), ${size.rows.toLocaleString('en-US')} rows cost ${((1e6 * alike.cpuSeconds) / alike.rows).toFixed(0)} µs a row.`)
}
