import type { AttributeSpec } from '#main/db/features/attribute-spec'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { chooseAttributes } from '#main/db/features/choose-attributes'
import { collectFeatures } from '#main/db/features/collect-features'
import { samplesAt, trainingSamples, type TrainingSamples } from '#main/db/features/training-samples'
import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { aucDifference, aucOf, logLossOf, NORMAL_95 } from '#shared/domain/predictive/metrics'
import { scoreTable } from '#shared/domain/predictive/predict'
import { DEFAULT_TRAIN_OPTIONS, train } from '#shared/domain/predictive/train'
import type { Bench } from '../../main/import/run-job.ts'
import { withPool } from './pool.ts'

/** An attribute that stands for the sort of which the gain is asked. */
type Accept = (spec: AttributeSpec) => boolean

interface Tested {
  readonly probability: Float64Array
  /** Attributes of the sort that the model used. */
  readonly names: readonly string[]
}

export interface Compared {
  readonly chosen: readonly string[]
  /** With what Sextant chooses less without any, and with all of them less without any. */
  readonly gain: Difference
  readonly all: Difference
}

export interface Difference {
  readonly auc: number
  readonly error: number
  /** Log loss; below 0 is better. */
  readonly loss: number
  /** Log loss of the one as a share of that of the other. */
  readonly ratio: number
}

/** Who is learned from and who is judged. */
export interface Halves {
  readonly entity: ScoredEntity
  readonly now: number
  readonly samples: TrainingSamples
  readonly others: TrainingSamples
}

/** What attributes of a sort, named `what` in the line that is printed, gain on records that were not learned from. */
export function gainOf({ db }: Bench, { entity, now, samples, others }: Halves, what: string, accept: Accept): Promise<Compared> {
  const offered = attributeSpecs(db, entity, { timesUsable: samples.timesUsable, processId: null }).filter(accept).map(({ name }) => name)
  return withPool(async (pool) => {
    const run = async (given: Partial<ModelConfig>): Promise<Tested> => {
      const { table, used } = chooseAttributes(db, entity, modelConfigSchema.parse(given), samples, now)
      const { model } = await train(table, { ...DEFAULT_TRAIN_OPTIONS, bags: 4, foldBags: 2 }, pool, { onProgress: () => {}, isCancelled: () => false })
      return { probability: scoreTable(model, collectFeatures(db, entity, used, others)).probability, names: used.filter(accept).map(({ name }) => name) }
    }
    const own = await run({})
    const none = own.names.length === 0 ? own : await run({ exclude: offered })
    const all = await run({ include: offered })
    const less = ({ probability }: Tested): Difference => {
      const { difference: auc, error } = aucDifference(probability, none.probability, others.outcome)
      const [one, other] = [probability, none.probability].map((chances) => logLossOf(chances, others.outcome))
      return { auc, error, loss: one! - other!, ratio: one! / other! }
    }
    const found = { chosen: own.names, gain: less(own), all: less(all) }
    console.log(`  AUC without ${what} ${aucOf(none.probability, others.outcome).toFixed(4)}; chose ${own.names.join(', ') || 'none'}: ${differenceWords(found.gain)}; with all ${offered.length}, suspects too: ${differenceWords(found.all)}`)
    return found
  })
}

const differenceWords = ({ auc, error, loss, ratio }: Difference): string => `AUC ${signed(auc)} ± ${(NORMAL_95 * error).toFixed(4)}, log loss ${signed(loss)} (ratio ${ratio.toFixed(4)})`
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`

/** The training records of a workspace as a model with the default settings sees them. */
export const samplesOf = ({ db }: Bench, entity: ScoredEntity, now: number, timeZone: string): TrainingSamples => trainingSamples(db, entity, { now, timeZone, windowMonths: 24, processId: null, seed: 1 })

/** Records with an even, or an odd, number. */
export function half(samples: TrainingSamples, odd: 0 | 1): TrainingSamples {
  const rows = Int32Array.from(samples.ids.keys()).filter((row) => samples.ids[row]! % 2 === odd)
  return samplesAt(samples, rows, Float64Array.from(rows, (row) => samples.asOf[row]!))
}
