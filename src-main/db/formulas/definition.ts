import { sql } from 'kysely'
import { weakestKnown } from '#shared/domain/catalog/formula/check'
import { formulaGraph, madeColumn, sourcesOf, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import { readsClock, type FormulaReference, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import type { CatalogTable, KnownWhen } from '#shared/domain/catalog/types'
import type { ReadDb, WriteDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { KEPT_DAY } from './day.ts'
import { formulaSql, type FormulaSources } from './formula-sql.ts'

/** The formula as a generated column computes it, over stored columns of its row alone: generated ones among its sources are replaced by their formulas. */
export function generatedSql(graph: FormulaGraph, formula: TypedFormula): Sql {
  return formulaSql(formula, {
    ...KEPT_DAY,
    at: ({ column }) => {
      const made = madeColumn(graph, column)
      return made === undefined || made.kept ? sql.id(column.name) : sql`(${generatedSql(graph, made.formula)})`
    },
  })
}

/** The formula for the rows of a table that goes by `alias` in the statement, with related records looked up; the day is the one that the workspace's values are of, unless another is given. */
export function rowSql(formula: TypedFormula, alias: string, day: Pick<FormulaSources, 'today' | 'dayStart'> = KEPT_DAY): Sql {
  return formulaSql(formula, { ...day, at: (reference) => referenceSql(reference, alias) })
}

/** A name that no table has, since theirs are letters, digits and underscores. */
const FOUND = sql.id('~')

/** Each step finds one record by its id; NULL where a lookup is empty. */
function referenceSql({ path, column }: FormulaReference, alias: string): Sql {
  return [...path, column].slice(1).reduce<Sql>(
    (id, next) => sql`(SELECT ${FOUND}.${sql.id(next.name)} FROM ${sql.id(next.table)} ${FOUND} WHERE ${FOUND}.id = ${id})`,
    sql`${sql.id(alias)}.${sql.id([...path, column][0]!.name)}`,
  )
}

/** When the formula's value is known: by the entered columns that it is made of, the lookups on the way, and with the clock, whose earlier days are known. */
export function sourcesKnownWhen(graph: FormulaGraph, formula: TypedFormula): KnownWhen {
  const { entered, made } = sourcesOf(graph, formula)
  const clock = [formula, ...made.map((one) => one.formula)].some(readsClock)
  return weakestKnown([...entered.map(({ knownWhen }) => knownWhen), ...(clock ? (['history'] as const) : [])])
}

/** Lets `known_when` of the calculated columns follow that of their sources; `tables` are the catalog as it is now. */
export function followSources(db: WriteDb, tables: readonly CatalogTable[]): void {
  const graph = formulaGraph(tables)
  const save = db.prepare('UPDATE catalog_column SET known_when = ? WHERE table_name = ? AND name = ?')
  for (const { column, formula } of graph.made) save.run(sourcesKnownWhen(graph, formula), column.table, column.name)
}

/** Whether any column is calculated; asked before more is read. */
export function hasFormulas(db: ReadDb): boolean {
  return db.prepare('SELECT 1 FROM catalog_column WHERE formula IS NOT NULL LIMIT 1').get() !== undefined
}
