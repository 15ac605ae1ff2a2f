import { sql } from 'kysely'
import { checkFormula, knownWhenOf } from '#shared/domain/catalog/formula/check'
import { columnsOf, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import type { CatalogColumn, CatalogTable, KnownWhen } from '#shared/domain/catalog/types'
import type { ReadDb, WriteDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { formulaSql, type ColumnAt } from './formula-sql.ts'

/** The formula of a calculated column; nothing takes away or retypes a column that a formula names, so that it can always be read. */
export function formulaOf(table: CatalogTable, column: CatalogColumn): TypedFormula {
  const checked = checkFormula(column.formula ?? '', table, true)
  if (!checked.ok) throw new Error(`The formula of ${table.name}.${column.name} cannot be read: ${checked.problem.sentence}`)
  return checked.formula
}

/** The formula as SQL over stored columns alone: calculated ones among its columns are replaced by their formulas. */
export function definitionSql(table: CatalogTable, formula: TypedFormula, at: ColumnAt): Sql {
  return formulaSql(formula, (column) => (column.formula === undefined ? at(column) : sql`(${definitionSql(table, formulaOf(table, column), at)})`))
}

interface Sources {
  /** Columns whose values are stored. */
  readonly stored: readonly CatalogColumn[]
  readonly calculated: readonly CatalogColumn[]
}

/** Everything that a formula is made of, through calculated columns down to stored ones, each once. */
export function sourcesOf(table: CatalogTable, formula: TypedFormula): Sources {
  const found = new Map<string, CatalogColumn>()
  const walk = (part: TypedFormula): void => {
    for (const column of columnsOf(part)) {
      if (found.has(column.name)) continue
      found.set(column.name, column)
      if (column.formula !== undefined) walk(formulaOf(table, column))
    }
  }
  walk(formula)
  const all = [...found.values()]
  return { stored: all.filter((column) => column.formula === undefined), calculated: all.filter((column) => column.formula !== undefined) }
}

/** The calculated columns of the table whose values follow from the column, in the catalog's order. */
export function madeOf(table: CatalogTable, name: string): CatalogColumn[] {
  return table.columns.filter((column) => {
    if (column.formula === undefined) return false
    const { stored, calculated } = sourcesOf(table, formulaOf(table, column))
    return [...stored, ...calculated].some((source) => source.name === name)
  })
}

/** When the formula's value is known, by its stored columns. */
export function sourcesKnownWhen(table: CatalogTable, formula: TypedFormula): KnownWhen {
  return knownWhenOf(sourcesOf(table, formula).stored)
}

/** Lets `known_when` of the table's calculated columns follow that of their sources; `table` is as it is now. */
export function followSources(db: WriteDb, table: CatalogTable): void {
  const save = db.prepare('UPDATE catalog_column SET known_when = ? WHERE table_name = ? AND name = ?')
  for (const column of table.columns) if (column.formula !== undefined) save.run(sourcesKnownWhen(table, formulaOf(table, column)), table.name, column.name)
}

/** Whether a column of the table is calculated; asked before more is read. */
export function hasFormulas(db: ReadDb, table: string): boolean {
  return db.prepare('SELECT 1 FROM catalog_column WHERE table_name = ? AND formula IS NOT NULL LIMIT 1').get(table) !== undefined
}
