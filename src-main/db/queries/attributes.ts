import type { Attribute } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { attributeSpecs } from '../features/attribute-specs.ts'
import { checkAttributes } from '../features/choose-attributes.ts'
import { trainingSamples, type TrainingSamples } from '../features/training-samples.ts'
import type { ReadDb } from '../handles.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

/** Closed records looked at, evenly spread, so that the answer comes within a second. */
const LOOKED_AT = 3000

/** Every attribute that a model could use, and those that it must not, with coverage, evidence and the default choice. */
export function listAttributes(db: ReadDb, input: { entity: ScoredEntity; windowMonths: number }, { now, timeZone }: Caller): Attribute[] {
  const { entity, windowMonths } = input
  const samples = thin(trainingSamples(db, entity, { now, timeZone, windowMonths, processId: null, seed: 1 }))
  const specs = attributeSpecs(db, entity, { timesUsable: samples.timesUsable, processId: null })
  return checkAttributes(db, entity, specs, samples, now).checked.map(({ spec, filledClosed, filledOpen, distinct, singleAuc, evidence }) => {
    const suspect = spec.usable && evidence !== ''
    return {
      name: spec.name,
      label: spec.label,
      origin: spec.origin,
      kind: spec.kind,
      knownWhen: spec.knownWhen,
      filledClosed,
      filledOpen: filledOpen ?? 0,
      distinct,
      chosen: spec.chosen && !suspect,
      note: suspect ? [evidence, spec.reason].filter((sentence) => sentence !== '').join(' ') : spec.reason,
      suspect,
      singleAuc: spec.usable ? singleAuc : null,
    }
  })
}

function thin(samples: TrainingSamples): TrainingSamples {
  const rows = samples.ids.length
  if (rows <= LOOKED_AT) return samples
  const keep = Int32Array.from({ length: LOOKED_AT }, (_unused, index) => Math.floor((index * rows) / LOOKED_AT))
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(keep, (row) => values[row]!)
  const outcome = Uint8Array.from(keep, (row) => samples.outcome[row]!)
  const positives = outcome.reduce((sum, value) => sum + value, 0)
  return { ...samples, ids: numbers(samples.ids), asOf: numbers(samples.asOf), closedAt: numbers(samples.closedAt), outcome, positives, negatives: LOOKED_AT - positives }
}
