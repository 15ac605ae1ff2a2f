import { BagPool } from '#main/workers/trainer/bag-pool'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { DEFAULT_BAGS } from '#shared/domain/predictive/fit-options'
import { madeSets } from './peers/made-sets.ts'
import { ALL_FOLDS, figuresOf, foldsOf, measureFolds, measureLogisticFolds, type FoldFigures } from './peers/measure.ts'
import { DATA_SETS, loadPeerSet, type KnownPeer } from './peers/peer-sets.ts'
import { findPython, runPython } from './peers/python.ts'

/** Prints the trainer's figures beside the peers' on real and generated data: `npm run bench -- peers`; names of sets restrict it. */
const only = (process.env['SEXTANT_SETS'] ?? '').split(',').filter((name) => name !== '')
/** The peers run on one thread, and so do we; cpu s leave out what other programs take. */
const THREADS = 1
/** Above so many rows one fold is tested instead of five. */
const MOST_FOR_ALL_FOLDS = 10_000
const LENIENCE = { few: 0.01, many: 0.003 }

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

/** Why a figure falls short of a peer's: chance where the folds do not agree on it, else what is known of the set. */
function reason(own: readonly number[], peer: readonly number[], known: string | undefined): string {
  const differences = peer.map((auc, fold) => own[fold]! - auc)
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  const error = Math.sqrt(differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (differences.length - 1) / differences.length)
  const chance = differences.length < 2 ? '' : `over the folds the standard error is ${error.toFixed(4)}${-mean < 2 * error ? ', so that chance can explain it' : ''}`
  return [chance, known ?? ''].filter((part) => part !== '').join('; ') || 'the reason is not known: only the peer\'s mean is'
}

async function compare(name: string, about: string, table: TrainingTable, known: Readonly<Record<string, KnownPeer>>, truth: Float64Array | null, short?: string): Promise<void> {
  const folds = table.rows > MOST_FOR_ALL_FOLDS ? [0] : ALL_FOLDS
  const positives = table.outcome.reduce((sum, value) => sum + value, 0)
  console.log(`\n${name}: ${about}; ${table.rows} rows × ${table.features.length} columns, ${positives} positive, mean over ${folds.length} of five folds`)
  console.log(`  ${''.padEnd(40)} AUC      log loss Brier       fit s    cpu s predict s; ours to theirs: fit, cpu, predict`)
  const pool = new BagPool({ url: new URL('../../src-main/workers/trainer/bag.worker.ts', import.meta.url), workers: THREADS, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  // Once unmeasured, so that the threads run and their code is compiled, as a library's is.
  await measureFolds(table, { bags: 2, folds: [0], executor: pool })
  const own = await measureFolds(table, { bags: DEFAULT_BAGS, folds, executor: pool })
  await pool.close()
  console.log(line(`sextant, ${DEFAULT_BAGS} bags, one thread`, own, null))
  console.log(line('sextant logistic', await measureLogisticFolds(table, folds), own))
  let best = { name: '', auc: 0, aucs: [] as readonly number[], logLoss: Number.POSITIVE_INFINITY }
  const consider = (peer: string, { auc, aucs, logLoss }: Pick<FoldFigures, 'auc' | 'aucs' | 'logLoss'>): void => {
    best = { ...(auc > best.auc ? { name: peer, auc, aucs } : best), logLoss: Math.min(logLoss, best.logLoss) }
  }
  if (python !== null) {
    const { peers } = runPython(python, table, foldsOf(table.rows), folds)
    for (const [peer, { probability, ...seconds }] of Object.entries(peers)) {
      const figures = figuresOf(table, folds, probability, seconds)
      consider(peer, figures)
      console.log(line(peer, figures, own))
    }
  }
  for (const [peer, { auc, logloss, brier, fit_s }] of Object.entries(known)) {
    consider(`${peer} (baselines.json)`, { auc, aucs: [], logLoss: logloss })
    console.log(line(`${peer} (baselines.json)`, { auc, aucs: [], logLoss: logloss, brier, fitSeconds: fit_s, predictSeconds: Number.NaN, cpuSeconds: Number.NaN }, null))
  }
  if (truth !== null) console.log(line('the true chances', figuresOf(table, folds, truth, { fitSeconds: Number.NaN, predictSeconds: Number.NaN, cpuSeconds: Number.NaN }), null))
  if (best.name === '') return
  const allowed = table.rows < 1000 ? LENIENCE.few : LENIENCE.many
  const lead = own.auc - best.auc
  console.log(`  AUC ${lead.toFixed(5)}, log loss ${(own.logLoss - best.logLoss).toFixed(5)} against the best peer (${best.name}): ${verdict(lead, allowed)}`)
  if (lead < 0) console.log(`  Short of it: ${reason(own.aucs, best.aucs, short)}.`)
}

const wanted = (name: string): boolean => only.length === 0 || only.includes(name)
for (const name of DATA_SETS) {
  if (!wanted(name)) continue
  const set = loadPeerSet(name)
  if (set === null) console.log(`\n${name}: skipped, because the shared data folder is not there.`)
  else await compare(name, 'real', set.table, set.peers, null)
}
for (const { name, about, short, table, truth } of madeSets()) if (wanted(name)) await compare(name, about, table, {}, truth, short)
