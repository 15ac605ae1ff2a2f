import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { rulesContext } from './rule-check.ts'
import { layoutOf, requireRuleModel, ruleVersion, shownVersion, treeOf } from './rule-models.ts'
import { createRules, ensureDraft, refuseOnTheWay, storeDraft, type Caller, type SavedRules } from './rule-models-write.ts'

/** The text form of the draft, else of the live version; of the one that is asked for, when one is. */
export function rulesText(db: ReadDb, input: { modelId: number; version?: 'draft' | 'live' | undefined }): { name: string; text: string } {
  const model = requireRuleModel(db, input.modelId)
  const version = input.version === undefined ? shownVersion(db, model.id) : ruleVersion(db, model.id, input.version)
  if (version === undefined) throw new Problem('NOT_FOUND', input.version === 'live' ? `${model.name} is not live, so it has no live text. Ask for its draft.` : `${model.name} has no draft. Choose Edit to begin one, or ask for the live version.`)
  return { name: model.name, text: printRules(treeOf(version), rulesContext(db)) }
}

/** Makes the model of the text, or replaces the draft of the model of that name; text that cannot be read is refused with its first mistake. */
export function putRulesText(db: WriteDb, text: string, caller: Caller): SavedRules {
  const { model: tree, problems } = parseRules(text, rulesContext(db))
  const [first] = problems
  if (tree === null || first !== undefined) {
    const more = problems.length < 2 ? '' : ` (and ${problems.length - 1} more)`
    throw new Problem('BAD_INPUT', first === undefined ? 'The text holds no rule model. Begin it with the name and what it is about.' : `Line ${first.line}: ${first.sentence}${more}`, 'text')
  }
  const same = db.prepare<{ id: number }>('SELECT id FROM rule_model WHERE name = ?').get(tree.name.trim())
  if (same === undefined) return createRules(db, { tree }, caller)
  const model = requireRuleModel(db, same.id)
  refuseOnTheWay(model)
  const draft = ensureDraft(db, model, caller)
  return storeDraft(db, { model, draft, tree: { ...tree, name: tree.name.trim() }, layout: layoutOf(draft) }, caller)
}
