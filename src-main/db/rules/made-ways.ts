import { formulaGraph, waysBehind, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import type { CatalogMap } from './catalog-map.ts'

const known = new WeakMap<CatalogMap, FormulaGraph>()

/** The lookups, one after the other, that lead from a record to those which the value of its calculated column is computed from; none for every other column. */
export function madeWays(catalog: CatalogMap, table: string, column: string): string[][] {
  if (catalog.get(table)?.get(column)?.formula === undefined) return []
  let graph = known.get(catalog)
  if (graph === undefined) known.set(catalog, (graph = formulaGraph([...catalog].map(([name, columns]) => ({ name, labelPlural: name, columns: [...columns.values()] })))))
  return waysBehind(graph, { table, name: column }).map((way) => way.map(({ name }) => name))
}
