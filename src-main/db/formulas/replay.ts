import { sql } from 'kysely'
import { madeColumn, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import { readsClock, referenceKey, type FormulaReference, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { ReadDb, SqlValue } from '../handles.ts'
import { compiled, type Sql } from '../queries/filters-sql.ts'
import { readSettings } from '../queries/settings.ts'
import { currentGraph } from './current-graph.ts'
import { dayAt, keptDay } from './day.ts'
import { formulaSql } from './formula-sql.ts'
import { hasFormulas } from './definition.ts'

interface Wanted {
  readonly name: string
  readonly historied: boolean
}

/** Rows of a table, each at a moment, with values that are filled in. */
interface Rows {
  /** Record of each row; NaN for none. */
  readonly ids: Float64Array
  /** UTC milliseconds; NaN for the present. */
  readonly asOf: Float64Array
  /** By column and row. */
  readonly values: SqlValue[][]
}

/** Reads columns of a table as they were at the rows' moments, by column and row. */
type ReadThen = (table: string, columns: readonly Wanted[], ids: Float64Array) => readonly (readonly SqlValue[])[]

/**
 * Computes the historied calculated columns among `columns` anew, from their sources as they were at each row's moment: each
 * is replayed where its own history is kept, a lookup leads to the record that it pointed at then, and the clock shows the
 * moment. The expression is the one that makes the column, so that the present agrees with the store. Rows without a record
 * stay as they are.
 */
export function replayFormulas(db: ReadDb, table: string, columns: readonly Wanted[], rows: Rows, read: ReadThen): void {
  if (!columns.some(({ historied }) => historied) || !hasFormulas(db)) return
  const graph = currentGraph(db)
  const made = columns.flatMap(({ name, historied }, place) => {
    const one = historied ? madeColumn(graph, { table, name }) : undefined
    return one === undefined ? [] : [{ place, formula: one.formula, reads: one.reads }]
  })
  if (made.length === 0) return
  const references = [...new Map(made.flatMap(({ reads }) => spread(graph, reads)).map((reference) => [referenceKey(reference), reference] as const)).values()]
  const found = readAll(references, table, rows.ids, read)
  const [there = []] = read(table, [{ name: 'id', historied: false }], rows.ids)
  const present = there.flatMap((id, row) => (id === null ? [] : [row]))
  const days = made.some(({ formula }) => readsClock(formula)) ? daysOf(db, rows.asOf) : () => [null, null]
  const given = JSON.stringify(present.map((row) => [...days(row), ...found.map((column) => column[row] ?? null)]))
  const keys = references.map(referenceKey)
  const { text } = compiled(sql`SELECT ${sql.join(made.map(({ formula }) => givenSql(graph, formula, keys)))} FROM json_each(${given}) i ORDER BY i.key`)
  db.prepare(text).values(given).forEach((results, index) => {
    made.forEach(({ place }, order) => {
      rows.values[place]![present[index]!] = results[order] ?? null
    })
  })
}

/** What is read, with the record's own generated columns replaced by what they are made of. */
function spread(graph: FormulaGraph, reads: readonly FormulaReference[]): FormulaReference[] {
  return reads.flatMap((reference) => {
    const made = reference.path.length === 0 ? madeColumn(graph, reference.column) : undefined
    return made === undefined || made.kept ? [reference] : spread(graph, made.reads)
  })
}

/** Values of the references by reference and row. */
function readAll(references: readonly FormulaReference[], table: string, ids: Float64Array, read: ReadThen): (readonly SqlValue[])[] {
  const wanted = ({ name, knownWhen, formula }: CatalogColumn): Wanted => ({ name, historied: knownWhen === 'history' || formula !== undefined })
  const reached = new Map([['', ids]])
  const follow = (path: readonly CatalogColumn[]): Float64Array => {
    const key = path.map(({ name }) => name).join('.')
    const known = reached.get(key)
    if (known !== undefined) return known
    const link = path.at(-1)!
    const [values = []] = read(link.table, [wanted(link)], follow(path.slice(0, -1)))
    const made = Float64Array.from(values, (id) => (id === null ? Number.NaN : Number(id)))
    reached.set(key, made)
    return made
  }
  const result = Array.from(references, (): readonly SqlValue[] => [])
  const places = Map.groupBy(references.keys(), (at) => references[at]!.path.map(({ name }) => name).join('.'))
  for (const group of places.values()) {
    const { path } = references[group[0]!]!
    const columns = read(path.at(-1)?.lookupTable ?? table, group.map((at) => wanted(references[at]!.column)), follow(path))
    group.forEach((at, order) => {
      result[at] = columns[order] ?? []
    })
  }
  return result
}

/** The day of each row's moment and when it began; for the present the day that the store's values are of. */
function daysOf(db: ReadDb, asOf: Float64Array): (row: number) => readonly [string | null, number | null] {
  const { timeZone } = readSettings(db)
  const now = keptDay(db)
  return (row) => {
    const day = Number.isNaN(asOf[row]) ? now : dayAt(asOf[row]!, timeZone)
    return [day?.day ?? null, day?.start ?? null]
  }
}

/** The formula over rows of `json_each`, which hold the day, its beginning and the values of the references. */
function givenSql(graph: FormulaGraph, formula: TypedFormula, keys: readonly string[]): Sql {
  return formulaSql(formula, {
    today: sql`(i.value ->> 0)`,
    dayStart: sql`(i.value ->> 1)`,
    at: (reference) => {
      const place = keys.indexOf(referenceKey(reference))
      if (place < 0) return sql`(${givenSql(graph, requireMade(graph, reference), keys)})`
      const value = sql`(i.value ->> ${sql.lit(place + 2)})`
      // a whole fraction such as 3.0 is written 3, and two of these would be divided without a remainder
      return reference.column.type === 'number' ? sql`CAST(${value} AS REAL)` : value
    },
  })
}

function requireMade(graph: FormulaGraph, { column }: FormulaReference): TypedFormula {
  const made = madeColumn(graph, column)
  if (made === undefined) throw new Error(`${column.table}.${column.name} was not read`)
  return made.formula
}
