import type { Feature, NumericFeature } from './feature-table.ts'
import type { LeakSign } from './leak-sign.ts'
import { percent, wholeNumber } from './words.ts'

const FEWEST_ROWS = 40
/** Share of the filled rows with a value of their own. */
const NEARLY_ALL_DIFFERENT = 0.98
/** Rank correlation with the order of the records, either way, above which a number counts them. */
const IN_ORDER = 0.9
const ID_WORDS = /(^|[^a-z])(id|no|nr|num|number|key|code|ref|uuid|guid)([^a-z]|$)/i

/** A value of its own in nearly every record, by text, by name or because the numbers follow the order of entry. */
export function idSign(feature: Feature, recordIds: Float64Array): LeakSign | null {
  if (feature.kind === 'category') {
    const filled = feature.codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0)
    const distinct = new Set(feature.codes.filter((code) => code >= 0)).size
    if (filled < FEWEST_ROWS || distinct <= filled / 2) return null
    return { kind: 'id', sentence: `${feature.label} looks like an id: ${wholeNumber(distinct)} different values in ${wholeNumber(filled)} records.` }
  }
  if (feature.unit === 'date') return null
  const rows = Int32Array.from(feature.values, (_, row) => row).filter((row) => !Number.isNaN(feature.values[row]!))
  if (rows.length < FEWEST_ROWS || rows.some((row) => !Number.isInteger(feature.values[row]!))) return null
  const distinct = new Set(Array.from(rows, (row) => feature.values[row]!)).size
  if (distinct < NEARLY_ALL_DIFFERENT * rows.length) return null
  const named = ID_WORDS.test(`${(feature.name.split('.').at(-1) ?? '').replaceAll('_', ' ')} ${feature.label}`)
  if (!named && Math.abs(orderCorrelation(feature, rows, recordIds)) < IN_ORDER) return null
  return { kind: 'id', sentence: `${feature.label} looks like an id: a different whole number in ${percent(distinct / rows.length)} of the records${named ? '' : ', in the order of their entry'}.` }
}

/** Spearman's rank correlation of the values with the record ids; values are nearly all different, so that ties hardly matter. */
function orderCorrelation({ values }: NumericFeature, rows: Int32Array, recordIds: Float64Array): number {
  const ranksBy = (value: (row: number) => number): Map<number, number> => new Map([...rows].sort((a, b) => value(a) - value(b)).map((row, rank) => [row, rank]))
  const byValue = ranksBy((row) => values[row]!)
  const byRecord = ranksBy((row) => recordIds[row]!)
  const n = rows.length
  let squares = 0
  for (const row of rows) squares += (byValue.get(row)! - byRecord.get(row)!) ** 2
  return 1 - (6 * squares) / (n * (n * n - 1))
}
