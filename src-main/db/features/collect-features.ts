import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { FeatureTable } from '#shared/domain/predictive/feature-table'
import type { ReadDb } from '../handles.ts'
import type { AttributeSpec, Samples } from './attribute-spec.ts'
import { FeatureBuilder } from './feature-builder.ts'
import { fillColumns } from './fill-columns.ts'
import { fillInteractions } from './fill-interactions.ts'
import { fillStages } from './fill-stages.ts'

/** Records that one round of queries reads; bounds memory, whatever the number of samples. */
const CHUNK = 4000

/**
 * The only source of model inputs: one row a sample, one feature a spec, in the given order, each record as of its moment.
 * What happened after that moment (an edit, an interaction, a stage) does not exist for it. `between` is called between chunks.
 */
export function collectFeatures(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: Samples, between?: (done: number) => void): FeatureTable {
  const rows = samples.ids.length
  const builders = specs.map((spec) => new FeatureBuilder(spec, rows))
  for (let firstRow = 0; firstRow < rows; firstRow += CHUNK) {
    const end = Math.min(rows, firstRow + CHUNK)
    const target = { samples: { ids: samples.ids.subarray(firstRow, end), asOf: samples.asOf.subarray(firstRow, end) }, firstRow }
    fillColumns(db, entity, builders, target)
    fillInteractions(db, entity, builders, target)
    fillStages(db, entity, builders, target)
    between?.(end)
  }
  return { rows, recordIds: samples.ids, asOf: samples.asOf, features: builders.map((builder) => builder.feature()) }
}
