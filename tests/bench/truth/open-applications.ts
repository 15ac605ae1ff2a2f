import { chooseAttributes } from '#main/db/features/choose-attributes'
import { collectFeatures } from '#main/db/features/collect-features'
import { closedRecords, samplesAt, trainingSamples, type SampleOptions, type TrainingSamples } from '#main/db/features/training-samples'
import { modelConfigSchema } from '#shared/contract/predictive'
import { crossFit, modelOf } from '#shared/domain/predictive/cross-fit'
import { splitHoldOut } from '#shared/domain/predictive/folds'
import { aucOf, aucWithInterval, logLossOf } from '#shared/domain/predictive/metrics'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import type { Bench } from '../../main/import/run-job.ts'
import { openApplications } from './applications.ts'
import { fittedAges } from './fitted-draw.ts'
import { weighedAuc, type Judged } from './gap-parts.ts'
import { withPool } from './pool.ts'
import { DAY } from './worlds.ts'

/** Days from which the applications are looked at, the newest first; the last ended in the middle of March. */
const DAYS = [Date.UTC(2012, 1, 15, 12), Date.UTC(2012, 1, 1, 12), Date.UTC(2011, 11, 20, 12)]

/** Sextant's own draw of the moments. */
const OWN = 'ages drawn apart from it'
const OTHER_DRAWS = 7
const FEW_BAGS = { ...DEFAULT_TRAIN_OPTIONS, bags: 6, foldBags: 2 }

/** An application that closed at some time, by its id. */
interface Ending {
  readonly created: number
  readonly closed: number
  readonly won: number
}

/**
 * Sets bpi2012 back to some days, trains on what was closed by then, and prints the report beside what became of the
 * applications that were open; false when the report's AUC or rate lies further from theirs than with ages to fit.
 */
export async function measureOpenApplications(): Promise<boolean> {
  const bench = await openApplications()
  if (bench === null) {
    console.log('Closed for open, bpi2012: skipped, because ../shared/data/bpi2012-loan-applications is not there.')
    return true
  }
  try {
    const endings = new Map(
      bench.db.prepare<{ id: number; created: number; closed: number; won: number }>("SELECT id, created_at AS created, closed_at AS closed, state = 'won' AS won FROM opportunity WHERE state <> 'open' ORDER BY id").all().map(({ id, ...ending }) => [id, ending]),
    )
    let right = true
    for (const then of DAYS) right = (await measuredAt(bench, endings, then)) && right
    return right
  } finally {
    bench.close()
  }
}

async function measuredAt({ db }: Bench, endings: ReadonlyMap<number, Ending>, then: number): Promise<boolean> {
  db.exec(`UPDATE opportunity SET state = 'open', closed_at = NULL WHERE closed_at > ${then}`)
  const open = new Map([...endings].filter(([, { created, closed }]) => created <= then && closed > then))
  const options = { now: then, timeZone: 'Europe/Amsterdam', windowMonths: 24, processId: null, seed: 1 }
  const closed = closedRecords(db, 'opportunity', options)
  const fitted = fittedAges(closed.closedAt.map((end, row) => end - closed.createdAt[row]!), Array.from(open.values(), ({ created }) => then - created), 1)
  const draws: Record<string, TrainingSamples> = {
    'ages that fit each record': samplesAt(closed, Int32Array.from(closed.ids.keys()), fitted.map((age, row) => closed.createdAt[row]! + age)),
    [OWN]: trainingSamples(db, 'opportunity', options),
  }
  console.log(`Closed for open, bpi2012 as of ${new Date(then).toISOString().slice(0, 10)}: ${closed.ids.length} applications closed, ${open.size} open that ended later`)
  const off: { auc: number; rate: number }[] = []
  for (const [name, samples] of Object.entries(draws)) {
    const chosen = chooseAttributes(db, 'opportunity', modelConfigSchema.parse({}), samples, then)
    const { model, report, heldOut } = await withPool((pool) => train(chosen.table, FEW_BAGS, pool, { onProgress: () => {}, isCancelled: () => false }))
    const outcome = Uint8Array.from(open.values(), ({ won }) => won)
    const { probability } = scoreTable(model, collectFeatures(db, 'opportunity', chosen.used, { ids: Float64Array.from(open.keys()), asOf: new Float64Array(open.size).fill(then) }))
    const truth = aucWithInterval(probability, outcome)
    const { auc, aucLow, aucHigh, positives, rows } = report.holdout
    off.push({ auc: Math.abs(auc - truth.auc), rate: Math.abs(positives / rows - mean(outcome)) })
    console.log(`  ${name.padEnd(26)} ${samples.ids.length} records; AUC ${auc.toFixed(3)} reported (95 % ${aucLow.toFixed(3)} to ${aucHigh.toFixed(3)}), ${truth.auc.toFixed(3)} true (95 % ${truth.low.toFixed(3)} to ${truth.high.toFixed(3)}); rate ${percent(positives / rows)} reported, chances ${percent(mean(probability))}, ${percent(mean(outcome))} true; log loss ${logLossOf(probability, outcome).toFixed(4)}`)
    if (truth.low > aucHigh || truth.high < aucLow) {
      const kept = Array.from(heldOut.rows, (row, at) => ({ age: samples.asOf[row]! - samples.createdAt[row]!, left: samples.closedAt[row]! - samples.asOf[row]!, chance: heldOut.probability[at]!, won: samples.outcome[row]! }))
      const later = Array.from(open.values(), ({ created, closed: end, won }, at) => ({ age: then - created, left: end - then, chance: probability[at]!, won: won ? 1 : 0 }))
      console.log(`    The two intervals lie apart: ${byAge(kept, later)}. Weighed to the ages of the open ones the report's AUC is ${weighedAuc(kept, later, 'age').toFixed(3)}, to their ages and the time left to them ${weighedAuc(kept, later, 'age and time left').toFixed(3)}.`)
      if (name === OWN) console.log(`    ${await otherDraws(db, options)}`)
    }
  }
  const [before, after] = off
  return before !== undefined && after !== undefined && after.auc < before.auc && after.rate < before.rate
}

/** What the report would say with other moments drawn for the same records: how much of a gap is the luck of the draw. */
async function otherDraws(db: Bench['db'], options: SampleOptions): Promise<string> {
  const reported: number[] = []
  for (let seed = options.seed + 1; seed <= options.seed + OTHER_DRAWS; seed += 1) {
    const { table } = chooseAttributes(db, 'opportunity', modelConfigSchema.parse({}), trainingSamples(db, 'opportunity', { ...options, seed }), options.now)
    const { older, newest } = splitHoldOut(table, FEW_BAGS.seed)
    const fit = await withPool((pool) => crossFit(table, older, FEW_BAGS, pool, () => {}))
    const kept = pickTable(table, newest)
    reported.push(aucOf(scoreTable(modelOf(fit, table, FEW_BAGS), kept).probability, kept.outcome))
  }
  return `With ${OTHER_DRAWS} other draws of the moments it is ${Math.min(...reported).toFixed(3)} to ${Math.max(...reported).toFixed(3)}, ${mean(reported).toFixed(3)} on average. What is left lies in the records themselves: those of the report closed in the weeks before that day, the open ones after it.`
}

/** The AUC of younger and of older records, of those in the report and of the open ones, cut at the open ones' median age. */
function byAge(kept: readonly Judged[], open: readonly Judged[]): string {
  const cut = open.map(({ age }) => age).toSorted((one, other) => one - other)[open.length >> 1] ?? 0
  const auc = (part: readonly Judged[]): string => aucOf(Float64Array.from(part, ({ chance }) => chance), Uint8Array.from(part, ({ won }) => won)).toFixed(3)
  const isYoung = ({ age }: Judged): boolean => age < cut
  const isOld = ({ age }: Judged): boolean => age >= cut
  return `under ${(cut / DAY).toFixed(1)} days it is ${auc(kept.filter(isYoung))} reported (${percent(kept.filter(isYoung).length / kept.length)} of the records) and ${auc(open.filter(isYoung))} true, over it ${auc(kept.filter(isOld))} and ${auc(open.filter(isOld))}`
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
