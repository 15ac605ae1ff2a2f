import { attributeSpecs } from '#main/db/features/attribute-specs'
import { collectFeatures } from '#main/db/features/collect-features'
import { trainingSamples } from '#main/db/features/training-samples'
import { crossFit, modelOf, type CrossFitOptions } from '#shared/domain/predictive/cross-fit'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'
import { fitLogistic, predictLogistic } from '#shared/domain/predictive/logistic'
import { aucOf, aucWithInterval } from '#shared/domain/predictive/metrics'
import { pickTable } from '#shared/domain/predictive/pick-rows'
import { scoreTable } from '#shared/domain/predictive/predict'
import { checkColumns } from '#shared/domain/predictive/suspects'
import { OPPORTUNITY_WORDS } from '#shared/domain/predictive/words'
import type { Bench } from '../../main/import/run-job.ts'
import { openApplications } from './applications.ts'
import { withPool } from './pool.ts'

const DAY = 86_400_000
const LANDMARK = 3 * DAY
/** What the issue asks for. */
const LEAST_AUC = 0.66
/** Share of the applications, by submission, that is learned from. */
const EARLIER = 0.7

const options: CrossFitOptions = { seed: 1, bags: 14, foldBags: 4, folds: 5, trainedAt: 0 }

interface Application {
  readonly id: number
  readonly created: number
  readonly closed: number
  readonly won: boolean
}

/** Applications that were still open on the third day, by submission. */
function openOnThirdDay(bench: Bench): Application[] {
  return bench.db
    .prepare<{ id: number; created_at: number; closed_at: number; state: string }>(`SELECT id, created_at, closed_at, state FROM opportunity WHERE state <> 'open' AND closed_at > created_at + ${LANDMARK} ORDER BY created_at, id`)
    .all()
    .map(({ id, created_at: created, closed_at: closed, state }) => ({ id, created, closed, won: state === 'won' }))
}

/** The attributes that Sextant chooses by itself, of each application as of the given moment. */
function tableAsOf(bench: Bench, applications: readonly Application[], asOf: (application: Application) => number): TrainingTable {
  const sorted = applications.toSorted((a, b) => a.id - b.id)
  const specs = attributeSpecs(bench.db, 'opportunity', { timesUsable: true, processId: null }).filter(({ usable, chosen }) => usable && chosen)
  const samples = { ids: Float64Array.from(sorted, ({ id }) => id), asOf: Float64Array.from(sorted, asOf) }
  return { ...collectFeatures(bench.db, 'opportunity', specs, samples), outcome: Uint8Array.from(sorted, ({ won }) => (won ? 1 : 0)), closedAt: Float64Array.from(sorted, ({ closed }) => closed) }
}

/** Learns from the earlier applications and is tested on the later ones. */
async function tested(table: TrainingTable, earlierIds: ReadonlySet<number>): Promise<{ ebm: string; logistic: string; auc: number; high: number; outOfFold: number }> {
  const all = Int32Array.from({ length: table.rows }, (_, row) => row)
  const isEarlier = (row: number): boolean => earlierIds.has(table.recordIds[row] ?? 0)
  const earlier = all.filter(isEarlier)
  const later = all.filter((row) => !isEarlier(row))
  const newest = pickTable(table, later)
  const fitted = await withPool((pool) => crossFit(table, earlier, options, pool, () => {}))
  const model = modelOf(fitted, table, options)
  const own = aucWithInterval(scoreTable(model, newest).probability, newest.outcome)
  const plain = aucWithInterval(predictLogistic(fitLogistic(table, earlier, 1), table, later), newest.outcome)
  const words = ({ auc, low, high }: typeof own): string => `${auc.toFixed(4)} (95 % ${low.toFixed(4)} to ${high.toFixed(4)})`
  return { ebm: words(own), logistic: words(plain), auc: own.auc, high: own.high, outOfFold: aucOf(fitted.logits, fitted.prepared.input.outcome) }
}

/** Prints the landmark figures; false when the AUC is under what was asked for, or the look without a snapshot is not refused. */
export async function measureLandmarks(): Promise<boolean> {
  const bench = await openApplications()
  if (bench === null) {
    console.log('Landmarks: skipped, because ../shared/data/bpi2012-loan-applications is not there.')
    return true
  }
  try {
    const applications = openOnThirdDay(bench)
    const cut = applications[Math.round(EARLIER * applications.length)]?.created ?? 0
    // What had not closed when the later part began was not known then.
    const learned = applications.filter(({ created, closed }) => created < cut && closed <= cut + LANDMARK)
    const later = applications.filter(({ created }) => created >= cut)
    const earlierIds = new Set(learned.map(({ id }) => id))
    const rate = (part: readonly Application[]): string => `${((100 * part.filter(({ won }) => won).length) / part.length).toFixed(1)} % accepted`
    console.log(`Landmarks, bpi2012: ${applications.length} applications still open on the third day; learned from ${learned.length} (${rate(learned)}) submitted and closed before ${new Date(cut + LANDMARK).toISOString().slice(0, 10)}, tested on ${later.length} (${rate(later)}) submitted after ${new Date(cut).toISOString().slice(0, 10)}`)
    const used = [...learned, ...later]
    const snapshot = tableAsOf(bench, used, ({ created }) => created + LANDMARK)
    const honest = await tested(snapshot, earlierIds)
    console.log(`  as of the third day      AUC ${honest.ebm}, logistic regression ${honest.logistic}; asked for: ${LEAST_AUC}`)
    if (honest.auc < LEAST_AUC) console.log(`    Under it: ${honest.high >= LEAST_AUC ? `the interval of ${later.length} applications reaches it` : 'beyond chance'}; among the earlier applications, by fits that had not seen them, the AUC is ${honest.outOfFold.toFixed(4)}, so ${honest.outOfFold > honest.auc ? 'what tells them apart has changed since' : 'the earlier ones are no easier to tell apart'}.`)
    const present = tableAsOf(bench, used, ({ closed }) => closed + DAY)
    const naive = await tested(present, earlierIds)
    console.log(`  without the snapshot     AUC ${naive.ebm}, logistic regression ${naive.logistic}: looks better, and is false`)
    const suspects = (table: TrainingTable): string[] => checkColumns(table, 1, OPPORTUNITY_WORDS).filter(({ suspect }) => suspect).toSorted((a, b) => b.weight - a.weight).map(({ label }) => label)
    const refused = suspects(present)
    console.log(`  refused without it       ${refused.length} of ${present.features.length} columns, such as ${refused.slice(0, 4).join(', ')}`)
    console.log(`  suspect with it          ${suspects(snapshot).join(', ') || 'none'}`)
    const own = trainingSamples(bench.db, 'opportunity', { now: Date.UTC(2012, 2, 15), timeZone: 'Europe/Amsterdam', windowMonths: 24, processId: null, seed: 1 })
    const late = own.asOf.filter((moment, row) => !(moment < (own.closedAt[row] ?? Number.NaN))).length
    console.log(`  the trainer's own moments ${late} of ${own.ids.length} lie at or after closing; left out, because they were closed at the ages of the open ones: ${own.leftOut}`)
    return late === 0 && honest.auc >= LEAST_AUC && naive.auc > honest.auc && refused.length > 0
  } finally {
    bench.close()
  }
}
