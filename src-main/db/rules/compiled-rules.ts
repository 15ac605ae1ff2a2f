import { sql } from 'kysely'
import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import type { Sql } from '../queries/filters-sql.ts'
import { currentCatalog, type CatalogMap } from './catalog-map.ts'
import { compileRules } from './compile.ts'
import { scoresSql } from './scores-sql.ts'
import { statementOf, type Statement } from './statement.ts'
import type { Scope } from './subjects.ts'

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
export function keptStatement(db: ReadDb, tree: RuleModel, name: string, make: (catalog: CatalogMap) => Sql): Statement {
  const catalog = currentCatalog(db)
  let entry = known.get(tree)
  if (entry?.catalog !== catalog) known.set(tree, (entry = { catalog, statements: new Map() }))
  let statement = entry.statements.get(name)
  if (statement === undefined) entry.statements.set(name, (statement = statementOf(make(catalog))))
  return statement
}

/** The select over all scores of the scope, with what a statement says before it. */
export function scoresStatement(db: ReadDb, tree: RuleModel, scope: Scope): Statement {
  return keptStatement(db, tree, `scores ${scope}`, (catalog) => {
    const { ctes, select } = scoresSql(compileRules(catalog, tree, scope, false))
    return withSql(ctes, select)
  })
}
