import type { Feature, TrainingTable } from './feature-table.ts'

/** One attribute at the given rows. */
export function pickFeature(feature: Feature, rows: Int32Array): Feature {
  if (feature.kind === 'numeric') return { ...feature, values: pickNumbers(feature.values, rows) }
  return { ...feature, codes: rows.map((row) => feature.codes[row] ?? -1) }
}

/** The given rows of a training table, in the given order. */
export function pickTable(table: TrainingTable, rows: Int32Array): TrainingTable {
  return {
    rows: rows.length,
    recordIds: pickNumbers(table.recordIds, rows),
    asOf: pickNumbers(table.asOf, rows),
    features: table.features.map((feature) => pickFeature(feature, rows)),
    outcome: Uint8Array.from(rows, (row) => table.outcome[row] ?? 0),
    closedAt: pickNumbers(table.closedAt, rows),
    ...(table.together === undefined ? {} : { together: pickNumbers(table.together, rows) }),
  }
}

function pickNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
}
