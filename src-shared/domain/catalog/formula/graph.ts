import type { CatalogColumn } from '../types.ts'
import { checkFormula } from './check.ts'
import type { FormulaTable } from './parse.ts'
import { isKept, referencesOf, type FormulaReference, type TypedFormula } from './tree.ts'

/** A calculated column with all that follows from its formula. */
export interface MadeColumn {
  readonly table: string
  readonly column: CatalogColumn
  readonly formula: TypedFormula
  /** What the formula names. */
  readonly reads: readonly FormulaReference[]
  /** Its values stand in the table and are kept right there; else they are computed whenever they are read. */
  readonly kept: boolean
}

/** The calculated columns of a workspace, each after those that it is made of. */
export interface FormulaGraph {
  readonly made: readonly MadeColumn[]
}

/** Columns of two tables may have one name. */
export function keyOf({ table, name }: Pick<CatalogColumn, 'table' | 'name'>): string {
  return `${table}.${name}`
}

/**
 * Reads all formulas of a catalog. Nothing takes away or retypes a column that a formula names, and none is made of itself, so
 * that each can be read; an Error says which one cannot.
 */
export function formulaGraph(tables: readonly FormulaTable[]): FormulaGraph {
  const found = new Map<string, MadeColumn>()
  for (const table of tables) {
    for (const column of table.columns) {
      if (column.formula === undefined) continue
      const checked = checkFormula(column.formula, { table, tables }, true)
      if (!checked.ok) throw new Error(`The formula of ${keyOf(column)} cannot be read: ${checked.problem.sentence}`)
      found.set(keyOf(column), { table: table.name, column, formula: checked.formula, reads: referencesOf(checked.formula), kept: isKept(checked.formula) })
    }
  }
  const made = new Map<string, MadeColumn>()
  const add = (one: MadeColumn, above: readonly string[]): void => {
    const key = keyOf(one.column)
    if (made.has(key)) return
    if (above.includes(key)) throw new Error(`The formula of ${key} is made of itself`)
    for (const { column } of one.reads) {
      const source = found.get(keyOf(column))
      if (source !== undefined) add(source, [...above, key])
    }
    made.set(key, one)
  }
  for (const one of found.values()) add(one, [])
  return { made: [...made.values()] }
}

/** The calculated column of that name; undefined where values are entered. */
export function madeColumn({ made }: FormulaGraph, column: Pick<CatalogColumn, 'table' | 'name'>): MadeColumn | undefined {
  return made.find((one) => keyOf(one.column) === keyOf(column))
}

/** The calculated columns that name the column, the lookups on the way to another one included. */
export function namedBy({ made }: FormulaGraph, column: Pick<CatalogColumn, 'table' | 'name'>): MadeColumn[] {
  const key = keyOf(column)
  return made.filter(({ reads }) => reads.some((read) => [...read.path, read.column].some((part) => keyOf(part) === key)))
}

/** The calculated columns whose values follow from one of the columns, through others too, each after those that it is made of. */
export function followersOf({ made }: FormulaGraph, columns: readonly Pick<CatalogColumn, 'table' | 'name'>[]): MadeColumn[] {
  const moved = new Set(columns.map(keyOf))
  return made.filter((one) => {
    const follows = one.reads.some((read) => [...read.path, read.column].some((part) => moved.has(keyOf(part))))
    if (follows) moved.add(keyOf(one.column))
    return follows
  })
}

/** Everything that a formula is made of, through calculated columns down to entered ones, the lookups on the way included, each once. */
export function sourcesOf(graph: FormulaGraph, formula: TypedFormula): { readonly entered: readonly CatalogColumn[]; readonly made: readonly MadeColumn[] } {
  const found = new Map<string, CatalogColumn>()
  const walk = (part: TypedFormula): void => {
    for (const column of referencesOf(part).flatMap((read) => [...read.path, read.column])) {
      if (found.has(keyOf(column))) continue
      found.set(keyOf(column), column)
      const source = madeColumn(graph, column)
      if (source !== undefined) walk(source.formula)
    }
  }
  walk(formula)
  const all = [...found.values()]
  return { entered: all.filter((column) => column.formula === undefined), made: all.flatMap((column) => madeColumn(graph, column) ?? []) }
}

/** The ways of lookups from a record to all others that the column's value is read from, through calculated columns too; each way also as its beginnings. */
export function waysBehind(graph: FormulaGraph, column: Pick<CatalogColumn, 'table' | 'name'>): (readonly CatalogColumn[])[] {
  const ways = new Map<string, readonly CatalogColumn[]>()
  const walk = (start: readonly CatalogColumn[], from: Pick<CatalogColumn, 'table' | 'name'>): void => {
    for (const { path, column: source } of madeColumn(graph, from)?.reads ?? []) {
      const way = [...start, ...path]
      for (let length = start.length + 1; length <= way.length; length += 1) ways.set(way.slice(0, length).map(keyOf).join(' '), way.slice(0, length))
      walk(way, source)
    }
  }
  walk([], column)
  return [...ways.values()]
}
