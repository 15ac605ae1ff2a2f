import { findCopies, type Copies } from '#shared/domain/predictive/copies'
import type { FeatureTable, TrainingTable } from '#shared/domain/predictive/feature-table'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { isOfDates, type AttributeSpec } from './attribute-spec.ts'
import { collectFeatures } from './collect-features.ts'
import type { TrainingSamples } from './training-samples.ts'

/** The training records with their attributes, one spec a feature. Copies of a record stay together in every split: those given, else those that are alike here. */
export function trainingTable(found: FeatureTable, specs: readonly AttributeSpec[], { outcome, closedAt }: TrainingSamples, together?: Float64Array): TrainingTable {
  const alike = together ?? findCopies({ ...found, features: found.features.filter((_feature, index) => specs[index] !== undefined && isLasting(specs[index])) }).together
  return { ...found, outcome, closedAt, together: alike }
}

/** The copies among the training records by all that a model may use, before anything is judged by how they ended. */
export function trainingCopies(db: ReadDb, entity: ScoredEntity, specs: readonly AttributeSpec[], samples: TrainingSamples, between?: () => void): Copies {
  return findCopies(collectFeatures(db, entity, specs.filter(isLasting), samples, between))
}

/** Whether copies of a record agree in it: what depends on the moment drawn for each does not, and what is worked out of dates and texts says nothing more. */
function isLasting(spec: AttributeSpec): boolean {
  return spec.usable && !spec.needsTime && !isOfDates(spec) && spec.source.type !== 'word'
}
