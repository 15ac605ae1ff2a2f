import { followersOf, namedBy, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import { currentGraph } from './current-graph.ts'

/** Who works with a column, by name. */
export interface ColumnUsers {
  /** Calculated columns, of any table, whose formula names it or follows it to another record. */
  readonly formulas: readonly string[]
  /** Scoring models by rules, as drafts or live. */
  readonly rules: readonly string[]
  /** Predictive models whose settings or versions name it. */
  readonly predictive: readonly string[]
}

/** Everything that names the column; models are searched for its name in quotes, which may find one too many, never one too few. */
export function usersOf(db: ReadDb, graph: FormulaGraph, column: CatalogColumn): ColumnUsers {
  const { name } = column
  const quoted = `"${name}"`
  const dotted = `.${name}"`
  return {
    formulas: namedBy(graph, column).map((made) => made.column.label),
    rules: names(db, "SELECT DISTINCT m.name FROM rule_model m JOIN rule_version v ON v.model_id = m.id WHERE v.state IN ('draft', 'live') AND instr(v.tree, ?) > 0 ORDER BY m.name", [quoted]),
    predictive: names(
      db,
      `SELECT DISTINCT m.name FROM model m LEFT JOIN model_version v ON v.model_id = m.id JOIN json_each(?) n
       WHERE instr(m.config, n.value) > 0 OR instr(v.config, n.value) > 0 OR instr(v.artifact, n.value) > 0 ORDER BY m.name`,
      [JSON.stringify([quoted, dotted])],
    ),
  }
}

/** “A calculated column “X”, the scoring model “Y” and …”, or null where nobody does. */
export function usersSentence({ formulas, rules, predictive }: ColumnUsers): string | null {
  const all = [...formulas.map((name) => `the calculated column “${name}”`), ...rules.map((name) => `the scoring model “${name}”`), ...predictive.map((name) => `the predictive model “${name}”`)]
  if (all.length === 0) return null
  return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** The columns of a table with the calculated ones of it that follow from them. */
export function withMadeOf(db: ReadDb, table: string, columns: readonly string[]): readonly string[] {
  if (columns.length === 0) return columns
  const followers = followersOf(currentGraph(db), columns.map((name) => ({ table, name })))
  return [...new Set([...columns, ...followers.flatMap((made) => (made.table === table ? [made.column.name] : []))])]
}

/** Whether a formula of any table names the column or follows it to another record; it can then not be taken away. */
export function isNamedByFormulas(db: ReadDb, table: string, name: string): boolean {
  return namedBy(currentGraph(db), { table, name }).length > 0
}

function names(db: ReadDb, sql: string, parameters: readonly string[]): string[] {
  return db.prepare<{ name: string }>(sql).all(...parameters).map(({ name }) => name)
}
