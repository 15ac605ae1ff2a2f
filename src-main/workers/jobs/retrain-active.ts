import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import { crossFitBags } from '#shared/domain/predictive/cross-fit'
import { judgeApart } from '#shared/domain/predictive/compare-configurations'
import { FOLD_BAGS } from '#shared/domain/predictive/fit-options'
import { ignoringEmpty } from '#shared/domain/predictive/ignore-empty'
import { DEFAULT_TRAIN_OPTIONS } from '#shared/domain/predictive/train'
import { Problem } from '#main/db/errors'
import type { AttributeSpec, Samples } from '#main/db/features/attribute-spec'
import { collectFeatures } from '#main/db/features/collect-features'
import { columnsOf } from '#main/db/features/fill-columns'
import { MINIMUM } from '#main/db/features/outcomes'
import { trainingTable } from '#main/db/features/training-table'
import { samplesAt, trainingSamples, type TrainingSamples } from '#main/db/features/training-samples'
import type { ReadDb } from '#main/db/handles'
import { loadScorer } from '#main/db/scoring/stored-model'
import type { JobContext } from '../context.ts'
import type { BagPool } from '../trainer/bag-pool.ts'
import type { Trained } from './train-version.ts'

/** What the active configuration says of the records that were set aside. */
interface Judged {
  /** One a held-out row, in the candidate's order. */
  readonly probability: Float64Array
  /** It has the candidate's attributes and settings, so that it is measured by the same numbers. */
  readonly same: boolean
}

/**
 * Lets the settings and attributes of the active version learn again, without the records that the candidate set aside
 * and without any that closed after them, and judges those. null where its attributes or records are no longer there.
 */
export async function judgeActive(job: JobContext, pool: BagPool, active: { readonly id: number; readonly config: string }, trained: Trained, from: number): Promise<Judged | null> {
  const config = modelConfigSchema.parse(JSON.parse(active.config))
  const { specs } = loadScorer(job.db, active.id)
  if (isSame(config, specs, trained)) return { probability: trained.result.heldOut.probability, same: true }
  if (!areThere(job.db, specs)) return null
  const { rows } = trained.result.heldOut
  const judged: Samples = { ids: Float64Array.from(rows, (row) => trained.samples.ids[row] ?? 0), asOf: Float64Array.from(rows, (row) => trained.samples.asOf[row] ?? Number.NaN) }
  const samples = olderSamples(job, config, trained, withCopies(trained, rows))
  if (samples === null || samples.positives < MINIMUM || samples.negatives < MINIMUM) return null
  const between = (): void => job.checkCancelled()
  const learn = trainingTable(collectFeatures(job.db, trained.entity, specs, samples, between), specs, samples)
  const options = { seed: config.seed, bags: config.bags, foldBags: Math.min(FOLD_BAGS, config.bags), folds: DEFAULT_TRAIN_OPTIONS.folds, trainedAt: job.call.now }
  const total = crossFitBags(options)
  const probability = await judgeApart(learn, collectFeatures(job.db, trained.entity, specs, judged, between), options, config.ignoreEmpty ? ignoringEmpty(pool) : pool, (done) => {
    job.checkCancelled()
    job.progress({ stage: 'compare', label: `Measuring the active configuration on the same records, bag ${Math.min(done + 1, total)} of ${total}`, done, total, unit: 'bags', fraction: from + ((1 - from) * done) / total })
  })
  return { probability, same: false }
}

/** Ids of the training records at the given places and of their copies. */
function withCopies({ chosen: { table } }: Trained, rows: Int32Array): Set<number> {
  const together = table.together ?? table.recordIds
  const held = new Set(Array.from(rows, (row) => together[row]))
  return new Set(table.recordIds.filter((_id, row) => held.has(together[row])))
}

function isSame(config: ModelConfig, specs: readonly AttributeSpec[], { config: own, chosen, result }: Trained): boolean {
  const names = new Set(result.model.features.map(({ name }) => name))
  const sources = (list: readonly AttributeSpec[]): string => JSON.stringify(list.map(({ name, kind, source }) => [name, kind, source]))
  // Which attributes were asked for, and which records get scores, matter only through the attributes themselves.
  const settings = (of: ModelConfig): string => JSON.stringify({ ...of, include: [], exclude: [], scores: null })
  return settings(config) === settings(own) && sources(specs) === sources(chosen.used.filter(({ name }) => names.has(name)))
}

function areThere(db: ReadDb, specs: readonly AttributeSpec[]): boolean {
  return specs.flatMap(columnsOf).every(({ table, column }) => db.prepare('SELECT 1 FROM catalog_column WHERE table_name = ? AND name = ?').get(table, column) !== undefined)
}

/** null where a column that the settings name is gone. */
function olderSamples(job: JobContext, config: ModelConfig, { entity, report }: Trained, setAside: ReadonlySet<number>): TrainingSamples | null {
  try {
    return olderOf(trainingSamples(job.db, entity, { ...config, ...job.call }), setAside, report.measuredUpTo)
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

/** The samples without the given records, and without those that closed after `upTo`. */
function olderOf(samples: TrainingSamples, setAside: ReadonlySet<number>, upTo: number | null): TrainingSamples {
  const places = Int32Array.from(samples.ids.keys()).filter((row) => !setAside.has(samples.ids[row] ?? 0) && (upTo === null || !((samples.closedAt[row] ?? 0) > upTo)))
  return samplesAt(samples, places, Float64Array.from(places, (row) => samples.asOf[row]!))
}
