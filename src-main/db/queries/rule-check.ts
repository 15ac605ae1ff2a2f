import type { RuleContext } from '#shared/domain/rules/context'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import type { ReadDb } from '../handles.ts'
import { readTables } from './catalog.ts'
import { shownVersion, requireRuleModel, treeOf } from './rule-models.ts'

/** What a rule model of this workspace can refer to. */
export function rulesContext(db: ReadDb): RuleContext {
  return { tables: readTables(db), businessUnits: db.prepare<{ name: string }>('SELECT name FROM business_unit ORDER BY name COLLATE NOCASE, id').all().map(({ name }) => name) }
}

/** Every problem of a tree in this workspace. */
export function problemsOf(db: ReadDb, tree: RuleModel): RuleProblem[] {
  return [...validateRules(tree, rulesContext(db))]
}

/** Every problem of the draft, or of the live version where there is no draft. */
export function checkRules(db: ReadDb, modelId: number): RuleProblem[] {
  requireRuleModel(db, modelId)
  return problemsOf(db, treeOf(shownVersion(db, modelId)))
}
