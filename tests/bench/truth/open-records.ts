import { landmarks } from '#main/db/features/landmarks'
import { populationOf } from '#main/db/features/population'
import { calibrationLine } from '#shared/domain/predictive/calibration'
import { aucWithInterval, logLossOf } from '#shared/domain/predictive/metrics'
import { scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import { deriveSeed } from '#shared/lib/random'
import { openBench, now as NOW } from '../../main/import/run-job.ts'
import { fittedAges } from './fitted-draw.ts'
import { withPool } from './pool.ts'
import { chanceAt, DAY, makeLeads, tableOf, WINDOW, WORLDS, type MadeLead } from './worlds.ts'

const LEADS = 4000
/** Open leads of the same kind whose true end is known; so many are made that the truth hardly rests on chance. */
const JUDGED = 9000
const SEEDS = [1, 2]
/** How far the mean chance given to open leads may lie from the share that was won. */
const MOST_OFF = 0.04
/** What the fair draw may cost in log loss where duration and outcome have nothing to do with each other. */
const MOST_COST = 0.01

interface Drawn {
  readonly leads: readonly MadeLead[]
  /** Days, one a lead. */
  readonly ages: readonly number[]
}

interface Figures {
  readonly records: number
  readonly reported: number
  readonly low: number
  readonly high: number
  readonly auc: number
  readonly reportedRate: number
  readonly meanChance: number
  readonly rate: number
  /** Share that was won of the closed leads that lived longer than an open one is old, as a mean over the open ones. */
  readonly closedRate: number
  readonly slope: number
  /** Log loss on the open leads, less that of the true chances. */
  readonly excess: number
  readonly medianAge: number
  readonly medianOpenAge: number
}

type Draw = (closed: readonly MadeLead[], open: readonly MadeLead[], seed: number) => Drawn

/** Sextant's own draw, over a workspace that holds the open leads. */
const fair: Draw = (closed, open, seed) => {
  const bench = openBench('UTC')
  try {
    bench.db.transaction(() => {
      const insert = bench.db.prepare("INSERT INTO lead (state, created_at, modified_at) VALUES ('open', ?, ?)")
      for (const { created } of open) insert.run(Math.round(NOW - created * DAY), NOW)
    })
    const createdAt = Float64Array.from(closed, ({ created }) => NOW - created * DAY)
    const records = { ids: Float64Array.from(closed, (_lead, row) => row + 1), createdAt, closedAt: createdAt.map((at, row) => at + closed[row]!.life * DAY), outcome: Uint8Array.from(closed, ({ won }) => (won ? 1 : 0)) }
    const { rows, asOf } = landmarks(bench.db, populationOf(bench.db, 'lead', {}), records, { now: NOW, since: NOW - WINDOW * DAY, timeZone: 'UTC', seed })
    return { leads: Array.from(rows, (row) => closed[row]!), ages: Array.from(rows, (row, at) => (asOf[at]! - createdAt[row]!) / DAY) }
  } finally {
    bench.close()
  }
}

/** What looks natural and is not: all records, each at an age that fits it. */
const fitted: Draw = (closed, open, seed) => ({ leads: closed, ages: [...fittedAges(closed.map(({ life }) => life), open.map(({ created }) => created), seed)] })

const DRAWS: Readonly<Record<string, Draw>> = { 'ages that fit each record': fitted, 'ages drawn apart from it': fair }

/** Trains on what is closed now and holds the report against what became of the open leads. */
async function measured(world: (typeof WORLDS)[keyof typeof WORLDS], draw: Draw, seed: number): Promise<Figures> {
  const inWindow = makeLeads(world, LEADS, deriveSeed(seed, 'company')).filter(({ created }) => created <= WINDOW)
  const closed = inWindow.filter(({ created, life }) => life <= created)
  const { leads, ages } = draw(closed, inWindow.filter(({ created, life }) => life > created), seed)
  const later = makeLeads(world, JUDGED, deriveSeed(seed, 'judged'), WINDOW).filter(({ created, life }) => life > created && Number.isFinite(life))
  const open = tableOf(later, later.map(({ created }) => created), NOW)
  const { model, report } = await withPool((pool) => train(tableOf(leads, ages, NOW), { ...DEFAULT_TRAIN_OPTIONS, seed, bags: 4, foldBags: 2 }, pool, { onProgress: () => {}, isCancelled: () => false }))
  const { probability } = scoreTable(model, open)
  const best = Float64Array.from(later, ({ x, created }) => chanceAt(world, x, created))
  const { auc, aucLow: low, aucHigh: high, rows, positives } = report.holdout
  return {
    records: leads.length, reported: auc, low, high, reportedRate: positives / rows,
    auc: aucWithInterval(probability, open.outcome).auc,
    meanChance: mean(probability), rate: mean(open.outcome), closedRate: closedRateAt(closed, later.map(({ created }) => created)), slope: calibrationLine(probability, open.outcome).slope,
    excess: logLossOf(probability, open.outcome) - logLossOf(best, open.outcome),
    medianAge: median(ages), medianOpenAge: median(later.map(({ created }) => created)),
  }
}

/** Ages that none of the closed leads lived to do not count. */
function closedRateAt(closed: readonly MadeLead[], ages: readonly number[]): number {
  const rates = ages.map((age) => mean(closed.filter(({ life }) => life > age).map(({ won }) => (won ? 1 : 0))))
  return mean(rates.filter((rate) => !Number.isNaN(rate)))
}

/**
 * Prints, for companies in which outcome and duration have to do with each other in different ways, how far the report and
 * the chances lie from what became of the open leads; false where the draw of Sextant misleads.
 */
export async function measureOpenRecords(): Promise<boolean> {
  console.log(`Closed for open: trained on what is closed, held against what became of the leads that were open; means of ${SEEDS.length} companies`)
  let right = true
  for (const [name, world] of Object.entries(WORLDS)) {
    console.log(`  ${name}`)
    const byDraw: Figures[] = []
    for (const [words, draw] of Object.entries(DRAWS)) {
      const runs: Figures[] = []
      for (const seed of SEEDS) runs.push(await measured(world, draw, seed))
      const figures = meanOf(runs)
      byDraw.push(figures)
      console.log(`    ${words.padEnd(26)} ${figures.records.toFixed(0).padStart(5)} records; AUC ${figures.reported.toFixed(3)} reported (95 % ${figures.low.toFixed(3)} to ${figures.high.toFixed(3)}), ${figures.auc.toFixed(3)} true; rate ${percent(figures.reportedRate)} reported, chances ${percent(figures.meanChance)}, ${percent(figures.rate)} true; slope ${figures.slope.toFixed(2)}; log loss ${figures.excess.toFixed(4)} above that of the true chances`)
    }
    const [before, after] = byDraw
    if (before === undefined || after === undefined) throw new Error('Two draws are compared')
    for (const reason of shortfalls(after)) console.log(`      ${reason}`)
    right &&= Math.abs(after.meanChance - after.rate) <= MOST_OFF && after.excess <= before.excess + MOST_COST
  }
  return right
}

/** Why a figure of the report lies away from the truth, from the figures themselves. */
function shortfalls({ low, high, auc, meanChance, rate, closedRate, medianAge, medianOpenAge }: Figures): string[] {
  const points = (difference: number): string => `${(100 * Math.abs(difference)).toFixed(1)} points too ${difference > 0 ? 'high' : 'low'}`
  const parts = `the closed leads that lived longer than the open ones are old were won in ${percent(closedRate)}, ${points(closedRate - rate)}, since some have not closed yet; from there the draw and the fit go ${(100 * Math.abs(meanChance - closedRate)).toFixed(1)} points ${meanChance > closedRate ? 'up' : 'down'}`
  return [
    ...(auc < low || auc > high ? [`The true AUC lies outside of the interval: half of the records that it learned from are under ${medianAge.toFixed(0)} days old, half of the open ones under ${medianOpenAge.toFixed(0)}.`] : []),
    ...(Math.abs(meanChance - rate) > 0.015 ? [`Chances are ${points(meanChance - rate)}: ${parts}.`] : []),
  ]
}

function meanOf(runs: readonly Figures[]): Figures {
  const of = (key: keyof Figures): number => mean(runs.map((run) => run[key]))
  return {
    records: of('records'), reported: of('reported'), low: of('low'), high: of('high'), auc: of('auc'), reportedRate: of('reportedRate'), meanChance: of('meanChance'),
    rate: of('rate'), closedRate: of('closedRate'), slope: of('slope'), excess: of('excess'), medianAge: of('medianAge'), medianOpenAge: of('medianOpenAge'),
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
