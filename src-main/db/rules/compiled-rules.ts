import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { statementOf, type Statement } from './statement.ts'

/** The statement that the definitions and the select make. */
export function withSql(ctes: readonly Sql[], select: Sql, before: Sql = sql``): Sql {
  return sql`${before}WITH ${sql.join(ctes)} ${select}`
}

interface Known {
  readonly catalog: CatalogMap
  readonly statements: Map<string, Statement>
}

const known = new WeakMap<RuleModel, Known>()

/** A statement of the model, made once for each catalog; trees are never changed in place. */
export function keptStatement(catalog: CatalogMap, tree: RuleModel, name: string, make: () => Sql): Statement {
  let entry = known.get(tree)
  if (entry?.catalog !== catalog) known.set(tree, (entry = { catalog, statements: new Map() }))
  let statement = entry.statements.get(name)
  if (statement === undefined) entry.statements.set(name, (statement = statementOf(make())))
  return statement
}
