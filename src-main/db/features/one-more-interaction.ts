import type { Feature, FeatureTable } from '#shared/domain/predictive/feature-table'
import { DAY, type AttributeSpec } from './attribute-spec.ts'

/**
 * The records' inputs as they would be with one more interaction of the type, a millisecond before the moment that each
 * is seen from: the same as `collectFeatures` gives once it is stored. Records without a moment stay as they are.
 */
export function withOneMore(table: FeatureTable, specs: readonly AttributeSpec[], type: string): FeatureTable {
  return { ...table, features: table.features.map((feature, index) => changed(feature, specs[index], type, table.asOf)) }
}

function changed(feature: Feature, spec: AttributeSpec | undefined, type: string, asOf: Float64Array): Feature {
  if (feature.kind !== 'numeric' || spec === undefined) return feature
  const { source } = spec
  // A count that is missing, because its record has no moment, stays NaN.
  if (source.type === 'interactions' && source.interaction === type) return { ...feature, values: feature.values.map((count) => count + 1) }
  if (source.type === 'last_interaction') return { ...feature, values: feature.values.map((days, row) => (Number.isNaN(asOf[row] ?? Number.NaN) ? days : 1 / DAY)) }
  return feature
}
