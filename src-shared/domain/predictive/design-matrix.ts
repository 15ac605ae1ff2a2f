import type { Feature, FeatureTable } from './feature-table.ts'

/** Sparse rows (CSR) for linear models; column 0 is the constant 1. */
export interface DesignMatrix {
  readonly rows: number
  readonly columns: number
  /** Start of each row in `index` and `value`, length rows + 1. */
  readonly start: Int32Array
  /** Column of each entry. */
  readonly index: Int32Array
  readonly value: Float64Array
}

type Encoder =
  | { readonly kind: 'numeric'; readonly feature: string; readonly mean: number; readonly deviation: number; readonly column: number }
  | { readonly kind: 'category'; readonly feature: string; readonly columns: ReadonlyMap<string, number>; readonly other: number; readonly missing: number }

/** How attributes become columns; learned on training rows, applied to any table. */
export interface Encoding {
  readonly encoders: readonly Encoder[]
  readonly columns: number
}

const RARE = 10

/** Numerics standardised with an indicator of missing, categories one-hot with values under 10 rows in one column. */
export function learnEncoding(table: FeatureTable, rows: Int32Array): Encoding {
  let columns = 1
  const take = (): number => {
    columns += 1
    return columns - 1
  }
  const encoders = table.features.map((feature): Encoder => {
    if (feature.kind === 'numeric') {
      const { mean, deviation } = spread(feature.values, rows)
      const column = take()
      take()
      return { kind: 'numeric', feature: feature.name, mean, deviation, column }
    }
    const counts = new Map<number, number>()
    for (const row of rows) counts.set(feature.codes[row] ?? -1, (counts.get(feature.codes[row] ?? -1) ?? 0) + 1)
    const missing = take()
    const other = take()
    const frequent = [...counts].filter(([code, count]) => code >= 0 && count >= RARE).map(([code]) => feature.categories[code] ?? '')
    return { kind: 'category', feature: feature.name, columns: new Map(frequent.sort().map((name) => [name, take()])), other, missing }
  })
  return { encoders, columns }
}

/** Rows of a table as a sparse matrix; attributes that the table lacks are left at the training mean. */
export function encode(encoding: Encoding, table: FeatureTable, rows: Int32Array): DesignMatrix {
  const most = rows.length * (1 + encoding.encoders.length)
  const start = new Int32Array(rows.length + 1)
  const index = new Int32Array(most)
  const value = new Float64Array(most)
  const byName = new Map(table.features.map((feature) => [feature.name, feature]))
  const writers = encoding.encoders.flatMap((encoder) => {
    const feature = byName.get(encoder.feature)
    return feature === undefined ? [] : [writerFor(encoder, feature)]
  })
  let filled = 0
  rows.forEach((row, at) => {
    start[at] = filled
    value[filled] = 1
    filled += 1
    for (const write of writers) {
      const [column, x] = write(row)
      if (x === 0) continue
      index[filled] = column
      value[filled] = x
      filled += 1
    }
  })
  start[rows.length] = filled
  return { rows: rows.length, columns: encoding.columns, start, index, value }
}

function writerFor(encoder: Encoder, feature: Feature): (row: number) => readonly [column: number, value: number] {
  if (encoder.kind === 'numeric') {
    if (feature.kind !== 'numeric') return () => [encoder.column + 1, 1]
    return (row) => {
      const value = feature.values[row] ?? Number.NaN
      return Number.isFinite(value) ? [encoder.column, (value - encoder.mean) / encoder.deviation] : [encoder.column + 1, 1]
    }
  }
  if (feature.kind !== 'category') return () => [encoder.other, 1]
  const columnOfCode = feature.categories.map((name) => encoder.columns.get(name) ?? encoder.other)
  return (row) => [columnOfCode[feature.codes[row] ?? -1] ?? encoder.missing, 1]
}

function spread(values: Float64Array, rows: Int32Array): { mean: number; deviation: number } {
  let count = 0
  let sum = 0
  for (const row of rows) {
    const value = values[row]!
    if (!Number.isFinite(value)) continue
    count += 1
    sum += value
  }
  const mean = count === 0 ? 0 : sum / count
  let squares = 0
  for (const row of rows) if (Number.isFinite(values[row]!)) squares += (values[row]! - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / Math.max(1, count)) || 1 }
}
