import { attributeSpecs } from '#main/db/features/attribute-specs'
import { collectFeatures } from '#main/db/features/collect-features'
import { populationOf } from '#main/db/features/population'
import { stageSamples } from '#main/db/features/stage-samples'
import { closedRecords, trainingSamples, type TrainingSamples } from '#main/db/features/training-samples'
import type { WriteDb } from '#main/db/handles'
import { crossFit, modelOf, type CrossFitOptions } from '#shared/domain/predictive/cross-fit'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { splitHoldOut } from '#shared/domain/predictive/folds'
import { aucDifference, aucWithInterval, NORMAL_95 } from '#shared/domain/predictive/metrics'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import { createRandom } from '#shared/lib/random'
import { openBench, now as NOW, type Bench } from '../../main/import/run-job.ts'
import { withPool } from './pool.ts'
import { DAY } from './worlds.ts'

const CLOSED = 2500
const OPEN = 200
const OPTIONS: CrossFitOptions = { seed: 1, bags: 6, foldBags: 2, folds: 5, trainedAt: 0 }

/** What revenue, budget (both as standard normal values) and an early meeting (1 or 0) add to the log-odds of getting beyond a stage. */
type Effect = (revenue: number, budget: number, meeting: number) => number
interface StageWorld {
  readonly first: Effect
  readonly second: Effect
}

const STAGE_WORLDS: Readonly<Record<string, StageWorld>> = {
  'effects that turn round in the second stage': {
    first: (revenue, budget, meeting) => 0.4 + 1.2 * revenue + 0.6 * budget - 0.5 * meeting,
    second: (revenue, budget, meeting) => -0.4 - 0.8 * revenue + 0.6 * budget + 1.2 * meeting,
  },
  'the same effects in both stages': {
    first: (revenue, budget, meeting) => 0.4 + 0.8 * revenue + 0.6 * budget + 0.7 * meeting,
    second: (revenue, budget, meeting) => -0.4 + 0.8 * revenue + 0.6 * budget + 0.7 * meeting,
  },
}

/** Opportunities in a process of two stages, with days in either that tell nothing. Returns the process. */
function makeOpportunities(db: WriteDb, { first, second }: StageWorld, seed: number): number {
  const random = createRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const happens = (logit: number): boolean => random.next() < 1 / (1 + Math.exp(-logit))
  const insert = (table: string, values: Readonly<Record<string, number | string | null>>): number =>
    Number(db.prepare(`INSERT INTO ${table} (${Object.keys(values).join(',')}) VALUES (${Object.keys(values).map(() => '?').join(',')})`).run(...Object.values(values)).lastInsertRowid)
  return db.transaction(() => {
    const processId = insert('process', { name: 'Two steps', entity: 'opportunity', modified_at: NOW })
    const stages = ['First', 'Second'].map((name, index) => insert('process_stage', { process_id: processId, name, position: index + 1, modified_at: NOW }))
    for (let index = 0; index < CLOSED + OPEN; index += 1) {
      const isOpen = index >= CLOSED
      const values = [normal(), normal(), happens(0) ? 1 : 0] as const
      const stays = [0, 1].map(() => Math.round((2 + 40 * random.next()) * DAY))
      const reaches = happens(first(...values))
      const won = reaches && happens(second(...values))
      const life = stays[0]! + (reaches ? stays[1]! : 0)
      const created = isOpen ? Math.round(NOW - random.next() * life) : Math.round(NOW - life - 600 * random.next() * DAY)
      const entered = created + stays[0]!
      const isInSecond = reaches && entered <= NOW
      const end = isOpen ? null : created + life
      const id = insert('opportunity', { topic: `Deal ${index}`, state: isOpen ? 'open' : won ? 'won' : 'lost', estimated_revenue: Math.round(1e6 * Math.exp(values[0])), budget: Math.round(1e6 * Math.exp(values[1])), created_at: created, closed_at: end, modified_at: NOW })
      if (values[2] === 1) insert('interaction', { type: 'MeetingHeld', opportunity_id: id, occurred_at: created + 1, recorded_at: NOW, modified_at: NOW })
      const run = insert('process_run', { process_id: processId, opportunity_id: id, active_stage_id: stages[isInSecond ? 1 : 0]!, status: isOpen ? 'active' : 'finished', started_at: created, ended_at: end, modified_at: NOW })
      insert('process_stage_visit', { process_run_id: run, process_stage_id: stages[0]!, entered_at: created, left_at: isInSecond ? entered : end, modified_at: NOW })
      if (isInSecond) insert('process_stage_visit', { process_run_id: run, process_stage_id: stages[1]!, entered_at: entered, left_at: end, modified_at: NOW })
    }
    return processId
  })
}

/** The records of the samples as Sextant sees them, by the attributes that it chooses by itself. */
function tableOf(bench: Bench, processId: number, samples: TrainingSamples): TrainingTable {
  const specs = attributeSpecs(bench.db, 'opportunity', { timesUsable: true, processId }).filter(({ usable, chosen }) => usable && chosen)
  return { ...collectFeatures(bench.db, 'opportunity', specs, samples), outcome: samples.outcome, closedAt: samples.closedAt }
}

/** What a model that learned from the rows gives the records of another table. */
async function learned(table: TrainingTable, rows: Int32Array, judged: TrainingTable): Promise<Float64Array> {
  const model = await withPool(async (pool) => modelOf(await crossFit(table, rows, OPTIONS, pool, () => {}), table, OPTIONS))
  return scoreTable(model, judged).probability
}

/**
 * Prints how well a submodel and the pooled model tell the newest records inside each stage apart, both without having
 * learned from those; false where submodels do not gain although effects differ, or lose more than chance where they do not.
 */
export async function measureStages(): Promise<boolean> {
  console.log(`Models per stage: AUC on the newest fifth of the records inside each stage, of ${CLOSED} closed opportunities`)
  let right = true
  const gained: string[] = []
  for (const [name, world] of Object.entries(STAGE_WORLDS)) {
    const bench = openBench('UTC')
    try {
      const processId = makeOpportunities(bench.db, world, 5)
      const options = { now: NOW, timeZone: 'UTC', windowMonths: 24, processId, seed: 1 }
      const pooled = tableOf(bench, processId, trainingSamples(bench.db, 'opportunity', options))
      console.log(`  ${name}`)
      for (const stage of stageSamples(bench.db, populationOf(bench.db, 'opportunity', options), closedRecords(bench.db, 'opportunity', options), options)) {
        const table = tableOf(bench, processId, stage.samples)
        const { older, newest } = splitHoldOut(table, OPTIONS.seed)
        const judged = pickTable(table, newest)
        const since = judged.closedAt.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
        const own = await learned(table, older, judged)
        const ofAll = await learned(pooled, Int32Array.from(pooled.recordIds, (_id, row) => row).filter((row) => pooled.closedAt[row]! < since), judged)
        const { difference, error } = aucDifference(own, ofAll, judged.outcome)
        const gains = difference > NORMAL_95 * error
        const loses = difference < -NORMAL_95 * error
        console.log(`    ${stage.name.padEnd(7)} submodel ${auc(own, judged)} learned from ${older.length}, pooled ${auc(ofAll, judged)}; difference ${signed(difference)} (95 % ${signed(difference - NORMAL_95 * error)} to ${signed(difference + NORMAL_95 * error)}): ${gains ? 'the submodel is better' : loses ? 'the pooled model is better' : 'within chance'}`)
        right &&= !loses
        if (gains) gained.push(name)
      }
    } finally {
      bench.close()
    }
  }
  return right && gained.includes(Object.keys(STAGE_WORLDS)[0] ?? '')
}

function auc(probability: Float64Array, { outcome }: TrainingTable): string {
  const { auc: value, low, high } = aucWithInterval(probability, outcome)
  return `${value.toFixed(3)} (95 % ${low.toFixed(3)} to ${high.toFixed(3)})`
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
