import { sql } from 'kysely'
import { madeColumn, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import { physicalType, type CatalogColumn } from '#shared/domain/catalog/types'
import type { WriteDb } from '../handles.ts'
import { compiled } from '../queries/filters-sql.ts'
import { generatedSql } from './definition.ts'

/** Adds a calculated column to its table: a plain one, still without values, where they are kept, else a virtual generated one. Literals stand in its definition, since that takes no parameters. */
export function addColumn(db: WriteDb, graph: FormulaGraph, column: CatalogColumn): void {
  const made = madeColumn(graph, column)
  if (made === undefined) throw new Error(`${column.table}.${column.name} is not a calculated column`)
  const definition = made.kept ? sql`` : sql` GENERATED ALWAYS AS (${generatedSql(graph, made.formula)}) VIRTUAL`
  db.exec(compiled(sql`ALTER TABLE ${sql.id(column.table)} ADD COLUMN ${sql.id(column.name)} ${sql.raw(physicalType(column.type))}${definition}`).text)
}

/** Takes a column of a table away, with its values. */
export function dropColumn(db: WriteDb, { table, name }: CatalogColumn): void {
  db.exec(compiled(sql`ALTER TABLE ${sql.id(table)} DROP COLUMN ${sql.id(name)}`).text)
}
