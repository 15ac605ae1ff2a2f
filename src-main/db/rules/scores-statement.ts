import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb } from '../handles.ts'
import { currentCatalog } from './catalog-map.ts'
import { keptStatement, withSql } from './compiled-rules.ts'
import { scoreSource } from './portions.ts'
import { scoresSql } from './scores-sql.ts'
import type { Statement } from './statement.ts'
import type { Scope } from './subjects.ts'

/** The select over all scores of the scope; a model of several portions needs their sums in the binding. */
export function scoresStatement(db: ReadDb, tree: RuleModel, scope: Scope): Statement {
  const catalog = currentCatalog(db)
  return keptStatement(catalog, tree, `scores ${scope}`, () => {
    const { ctes, select } = scoresSql(scoreSource(catalog, tree, scope))
    return withSql(ctes, select)
  })
}
