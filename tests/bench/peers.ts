import { BagPool } from '#main/workers/trainer/bag-pool'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { DEFAULT_BAGS } from '#shared/domain/predictive/fit-options'
import { madeSets } from './peers/made-sets.ts'
import { ALL_FOLDS, figuresOf, foldsOf, meansOnly, measureFolds, measureLogisticFolds, type FoldFigures } from './peers/measure.ts'
import { DATA_SETS, loadPeerSet, type KnownPeer } from './peers/peer-sets.ts'
import { findPython, runPython, TWO_COLUMNS } from './peers/python.ts'
import { shortfalls, type Compared } from './peers/shortfalls.ts'
import { slownessOf } from './peers/slowness.ts'
import { countingExecutor } from './peers/stage-costs.ts'

/** Prints the trainer's figures beside the peers' on real and generated data: `npm run bench -- peers`; names of sets restrict it. */
const only = (process.env['SEXTANT_SETS'] ?? '').split(',').filter((name) => name !== '')
/** The peers run on one thread, and so do we; cpu s leave out what other programs take. */
const THREADS = 1
/** Above so many rows one fold is tested instead of five. */
const MOST_FOR_ALL_FOLDS = 10_000
const LENIENCE = { few: 0.01, many: 0.003 }
const NO_SECONDS = { fitSeconds: Number.NaN, predictSeconds: Number.NaN, cpuSeconds: Number.NaN }

const python = findPython()
if (python === null) console.log('scikit-learn and XGBoost are not installed (Debian: apt-get install python3-sklearn python3-xgboost), so only Sextant and the figures of baselines.json are shown.')

function line(name: string, { auc, logLoss, brier, fitSeconds, predictSeconds, cpuSeconds }: FoldFigures, own: FoldFigures | null): string {
  const times = [fitSeconds.toFixed(3), cpuSeconds.toFixed(3), predictSeconds.toFixed(4)]
  const ratios = own === null ? [] : [own.fitSeconds / fitSeconds, own.cpuSeconds / cpuSeconds, own.predictSeconds / predictSeconds].map((ratio) => ratio.toFixed(2))
  return `  ${name.padEnd(40)} ${auc.toFixed(5)}  ${logLoss.toFixed(5)}  ${brier.toFixed(5)} ${[...times, ...ratios].map((text) => (text === 'NaN' ? '' : text).padStart(9)).join('')}`
}

function verdict(lead: number, allowed: number): string {
  if (lead >= 0) return 'at least as good'
  return -lead <= allowed ? `within ${allowed}` : `MORE THAN ${allowed} BELOW`
}

async function compare(name: string, about: string, table: TrainingTable, known: Readonly<Record<string, KnownPeer>>, chances: Float64Array | null): Promise<void> {
  const folds = table.rows > MOST_FOR_ALL_FOLDS ? [0] : ALL_FOLDS
  const positives = table.outcome.reduce((sum, value) => sum + value, 0)
  console.log(`\n${name}: ${about}; ${table.rows} rows × ${table.features.length} columns, ${positives} positive, mean over ${folds.length} of five folds`)
  console.log(`  ${''.padEnd(40)} AUC      log loss Brier       fit s    cpu s predict s; ours to theirs: fit, cpu, predict`)
  const pool = new BagPool({ url: new URL('../../src-main/workers/trainer/bag.worker.ts', import.meta.url), workers: THREADS, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  // Once unmeasured, so that the threads run and their code is compiled, as a library's is.
  await measureFolds(table, { bags: 2, folds: [0], executor: pool })
  const executor = countingExecutor(pool)
  const own = await measureFolds(table, { bags: DEFAULT_BAGS, folds, executor })
  const costs = executor.takeCosts()
  await pool.close()
  const straight = await measureLogisticFolds(table, folds)
  console.log(line(`sextant, ${DEFAULT_BAGS} bags, one thread`, own, null))
  console.log(line('sextant logistic', straight, own))
  const peers: Compared[] = []
  let twoColumns: FoldFigures | null = null
  if (python !== null) {
    for (const [peer, { probability, ...seconds }] of Object.entries(runPython(python, table, foldsOf(table.rows), folds).peers)) {
      const figures = figuresOf(table, folds, probability, seconds)
      if (peer === TWO_COLUMNS) twoColumns = figures
      else peers.push({ name: peer, figures })
      console.log(line(peer, figures, own))
    }
  }
  for (const [peer, means] of Object.entries(known)) {
    const compared = { name: `${peer} (baselines.json)`, figures: meansOnly(means) }
    peers.push(compared)
    console.log(line(compared.name, compared.figures, null))
  }
  const truth = chances === null ? null : figuresOf(table, folds, chances, NO_SECONDS)
  if (truth !== null) console.log(line('the true chances', truth, null))
  const best = peers.toSorted((a, b) => b.figures.auc - a.figures.auc)[0]
  if (best === undefined) return
  const lead = own.auc - best.figures.auc
  const leastLoss = peers.reduce((least, { figures }) => Math.min(least, figures.logLoss), Number.POSITIVE_INFINITY)
  console.log(`  AUC ${lead.toFixed(5)}, log loss ${(own.logLoss - leastLoss).toFixed(5)} against the best peer (AUC: ${best.name}): ${verdict(lead, table.rows < 1000 ? LENIENCE.few : LENIENCE.many)}`)
  for (const sentence of [...shortfalls(own, peers, { twoColumns, straight, truth }), ...slownessOf(own, peers, { costs, fits: folds.length, bags: DEFAULT_BAGS, columns: table.features.length, rows: table.rows / 5 })]) console.log(`  ${sentence}`)
}

const wanted = (name: string): boolean => only.length === 0 || only.includes(name)
for (const name of DATA_SETS) {
  if (!wanted(name)) continue
  const set = loadPeerSet(name)
  if (set === null) console.log(`\n${name}: skipped, because the shared data folder is not there.`)
  else await compare(name, 'real', set.table, set.peers, null)
}
for (const { name, about, table, truth } of madeSets()) if (wanted(name)) await compare(name, about, table, {}, truth)
