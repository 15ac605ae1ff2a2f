import { findCopies } from '#shared/domain/predictive/copies'
import type { FeatureTable, TrainingTable } from '#shared/domain/predictive/feature-table'
import type { AttributeSpec } from './attribute-spec.ts'
import type { TrainingSamples } from './training-samples.ts'

/**
 * The training records with their attributes, one spec a feature. Copies of a record stay together in every split; what
 * depends on the moment that was drawn for a record is not asked, since it differs between copies.
 */
export function trainingTable(found: FeatureTable, specs: readonly AttributeSpec[], { outcome, closedAt }: TrainingSamples): { readonly table: TrainingTable; readonly copies: number } {
  const lasting = found.features.filter((_feature, index) => specs[index]?.usable === true && !specs[index].needsTime)
  const { together, count } = findCopies({ ...found, features: lasting })
  return { table: { ...found, outcome, closedAt, together }, copies: count }
}
