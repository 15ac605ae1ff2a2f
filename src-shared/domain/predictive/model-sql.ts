import { assertNever } from '#shared/lib/assert'
import { binCountOf } from './binning.ts'
import { calendarOrder } from './calendar-parts.ts'
import { baselineOf, pairBinCount, type EbmModel, type ModelFeature, type ModelTerm } from './model.ts'

/** Engines for which a model can be written out. */
export const SQL_DIALECTS = ['postgresql', 'duckdb', 'sqlite'] as const
export type SqlDialect = (typeof SQL_DIALECTS)[number]

export interface SqlOptions {
  readonly dialect: SqlDialect
  /** Table with one row a record and one column for each attribute of the model, named as the attribute is; NULL is missing. */
  readonly table: string
  readonly idColumn: string
  /** Condition on the table's columns for the rows to score; all of them when left out or empty. */
  readonly where?: string
}

/**
 * One SELECT that returns `idColumn`, the calibrated log-odds `logit` and the `probability` of every row of the table.
 * Numbers stand in it with all their digits, so that any engine with IEEE doubles gives the application's value to
 * within the rounding of a sum of as many terms (under 1e-12). Numeric attributes must be double columns, categories text.
 */
export function modelSql(model: EbmModel, { dialect, table, idColumn, where = '' }: SqlOptions): string {
  const write: Writer = { number: (value) => numberSql(value, dialect), model }
  const paired = new Set(model.terms.filter(({ features }) => features.length > 1).flatMap(({ features }) => features))
  const columns = [...paired].sort((a, b) => a - b).map((index) => `    ${pairBinSql(write, index)} AS ${pairColumn(index)}`)
  const parts = model.terms.map((term) => `    + ${term.features.length === 1 ? mainSql(write, term) : cellSql(write, term, 0, 0)}`)
  const type = dialect === 'postgresql' ? 'double precision' : dialect === 'duckdb' ? 'DOUBLE' : 'REAL'
  const bounded = `CASE WHEN logit > 700 THEN ${write.number(700)} WHEN logit < -700 THEN ${write.number(-700)} ELSE logit END`
  return [
    `-- Sextant model, trained on ${model.trainedOn.rows} records; ${dialect}. Missing values are NULL.`,
    'WITH binned AS (',
    '  SELECT',
    [`    ${quoted(idColumn)} AS record_id`, ...usedColumns(model), ...columns].join(',\n'),
    `  FROM ${quoted(table)}${where === '' ? '' : ` WHERE ${where}`}`,
    '), scored AS (',
    '  SELECT',
    '    record_id,',
    `    CAST(${write.number(baselineOf(model))}`,
    ...parts,
    `    AS ${type}) AS logit`,
    '  FROM binned',
    ')',
    `SELECT record_id AS ${quoted(idColumn)}, logit, 1 / (1 + exp(-(${bounded}))) AS probability FROM scored`,
    '',
  ].join('\n')
}

interface Writer {
  readonly model: EbmModel
  number(value: number): string
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function textSql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Every digit, as a double: a plain decimal would be an exact numeric to PostgreSQL and DuckDB. */
function numberSql(value: number, dialect: SqlDialect): string {
  const digits = value.toExponential()
  const literal = dialect === 'postgresql' ? `'${digits}'::float8` : dialect === 'duckdb' ? `CAST('${digits}' AS DOUBLE)` : digits
  return value < 0 && dialect === 'sqlite' ? `(${literal})` : literal
}

const valueColumn = (index: number): string => `v${index}`
const pairColumn = (index: number): string => `p${index}`

function usedColumns(model: EbmModel): string[] {
  const mains = new Set(model.terms.filter(({ features }) => features.length === 1).flatMap(({ features }) => features))
  return model.features.flatMap(({ name }, index) => (mains.has(index) ? [`    ${quoted(name)} AS ${valueColumn(index)}`] : []))
}

/** The calibrated score of an attribute's value; neighbouring bins of the same score are written once. */
function mainSql({ model, number }: Writer, term: ModelTerm): string {
  const index = term.features[0] ?? 0
  const feature = model.features[index]
  if (feature === undefined) throw new Error('A term names an attribute that the model does not have')
  const results = term.scores.map((score) => number(model.calibration.slope * score))
  return binCase(feature, valueColumn(index), results, number)
}

function pairBinSql({ model, number }: Writer, index: number): string {
  const feature = model.features[index]
  if (feature === undefined) throw new Error('A term names an attribute that the model does not have')
  return binCase(feature, quoted(feature.name), binsOf(feature).map(String), number)
}

/** Pair bin of each bin. */
function binsOf(feature: ModelFeature): readonly number[] {
  return feature.pairBins ?? Array.from({ length: binCountOf(feature.binning) }, (_, bin) => bin)
}

/** CASE that gives each bin its result, weekdays and months in the calendar's order, length bins of the attribute: 0 missing, then values, then unseen. */
function binCase({ binning, unit }: ModelFeature, column: string, results: readonly string[], number: (value: number) => string): string {
  const missing = `CASE WHEN ${column} IS NULL THEN ${results[0]}`
  switch (binning.kind) {
    case 'numeric': {
      const steps = binning.cuts.flatMap((cut, at) => (results[at + 1] === results[at + 2] ? [] : [` WHEN ${column} < ${number(cut)} THEN ${results[at + 1]}`]))
      return `${missing}${steps.join('')} ELSE ${results[binning.cuts.length + 1]} END`
    }
    case 'category': {
      const unseen = results[binning.categories.length + 1]
      const byResult = new Map<string, string[]>()
      const places = unit === 'weekday' || unit === 'month' ? calendarOrder(binning.categories, unit) : binning.categories.keys()
      for (const at of places) {
        const category = binning.categories[at] ?? ''
        const result = results[at + 1] ?? ''
        if (result !== unseen) byResult.set(result, [...(byResult.get(result) ?? []), textSql(category)])
      }
      const steps = [...byResult].map(([result, names]) => (names.length === 1 ? ` WHEN ${column} = ${names[0]} THEN ${result}` : ` WHEN ${column} IN (${names.join(', ')}) THEN ${result}`))
      return `${missing}${steps.join('')} ELSE ${unseen} END`
    }
    default:
      return assertNever(binning)
  }
}

/** The calibrated score of a tensor's cell, one axis a level; runs of equal results are written once. */
function cellSql(writer: Writer, term: ModelTerm, axis: number, offset: number): string {
  const index = term.features[axis] ?? 0
  const feature = writer.model.features[index]
  if (feature === undefined) throw new Error('A term names an attribute that the model does not have')
  const size = pairBinCount(feature)
  const last = axis === term.features.length - 1
  const results = Array.from({ length: size }, (_, bin) => {
    const at = offset * size + bin
    return last ? writer.number(writer.model.calibration.slope * (term.scores[at] ?? 0)) : cellSql(writer, term, axis + 1, at)
  })
  const steps = results.slice(0, -1).flatMap((result, bin) => (result === results[bin + 1] ? [] : [` WHEN ${pairColumn(index)} <= ${bin} THEN ${result}`]))
  return steps.length === 0 ? (results.at(-1) ?? '0') : `CASE${steps.join('')} ELSE ${results.at(-1)} END`
}
