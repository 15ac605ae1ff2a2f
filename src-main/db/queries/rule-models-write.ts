import type { RuleDetail, RuleLayout } from '#shared/contract/rules'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { problemsOf } from './rule-check.ts'
import { getRules, layoutOf, newestVersion, requireRuleModel, ruleVersion, shownVersion, treeOf, type RuleModelRow, type RuleVersionRow } from './rule-models.ts'

export interface Caller {
  readonly now: number
  readonly userId: number
}

export interface SavedRules {
  readonly modelId: number
  readonly revision: number
  readonly savedAt: number
  readonly problems: RuleProblem[]
}

const NAME_LENGTH = 100
const noLayout: RuleLayout = { positions: {}, collapsed: [], looseActions: [] }

/** The name as it is stored; a Problem when it is empty, too long, or that of another model. */
export function settledName(db: ReadDb, wanted: string, modelId: number | null): string {
  const name = wanted.trim()
  if (name === '') throw new Problem('BAD_INPUT', 'A rule model needs a name. Type one, for example "Engaged buyers".', 'name')
  if (name.length > NAME_LENGTH) throw new Problem('BAD_INPUT', `The name has ${name.length} characters; ${NAME_LENGTH} is the most. Shorten it.`, 'name')
  const taken = db.prepare<{ name: string }>('SELECT name FROM rule_model WHERE name = ? AND id <> ?').get(name, modelId ?? 0)
  if (taken !== undefined) throw new Problem('CONFLICT', `There is a rule model named "${taken.name}" already. Choose another name.`, 'name')
  return name
}

/** Makes a model with a first draft. */
export function createRules(db: WriteDb, input: { tree: RuleModel; layout?: RuleLayout | undefined }, caller: Caller): SavedRules {
  const name = settledName(db, input.tree.name, null)
  const tree = { ...input.tree, name }
  const added = db.prepare("INSERT INTO rule_model (name, state, created_at, updated_at, updated_by) VALUES (?, 'draft', ?, ?, ?)").run(name, caller.now, caller.now, caller.userId)
  const modelId = Number(added.lastInsertRowid)
  insertDraft(db, modelId, 1, JSON.stringify(tree), JSON.stringify(input.layout ?? noLayout), caller)
  audit(db, 'create', modelId, name, caller)
  return { modelId, revision: 1, savedAt: caller.now, problems: problemsOf(db, tree) }
}

/** Replaces the draft. Refuses when the model is live without a draft, is on its way, or when someone saved in between. */
export function saveRulesDraft(db: WriteDb, input: { modelId: number; tree: RuleModel; layout: RuleLayout; basedOn: number }, caller: Caller): SavedRules {
  const model = requireRuleModel(db, input.modelId)
  refuseOnTheWay(model)
  const draft = ruleVersion(db, model.id, 'draft')
  if (draft === undefined) throw new Problem('CONFLICT', readOnlySentence(model))
  if (draft.revision !== input.basedOn) {
    throw new Problem('CONFLICT', `${model.name} was saved elsewhere in the meantime (revision ${draft.revision}, yours is based on ${input.basedOn}). Open it again to see that state; copy what you want to keep first.`)
  }
  const name = settledName(db, input.tree.name, model.id)
  return storeDraft(db, { model, draft, tree: { ...input.tree, name }, layout: input.layout }, caller)
}

interface Stored {
  readonly model: RuleModelRow
  readonly draft: RuleVersionRow
  readonly tree: RuleModel
  readonly layout: RuleLayout
}

/** Saves over the draft without asking what it was based on; a live model keeps its name until the draft is published. */
export function storeDraft(db: WriteDb, { model, draft, tree, layout }: Stored, caller: Caller): SavedRules {
  const revision = draft.revision + 1
  db.prepare('UPDATE rule_version SET tree = ?, layout = ?, revision = ?, saved_at = ? WHERE id = ?').run(JSON.stringify(tree), JSON.stringify(layout), revision, caller.now, draft.id)
  const isLive = ruleVersion(db, model.id, 'live') !== undefined
  touch(db, model.id, caller)
  if (!isLive) db.prepare('UPDATE rule_model SET name = ? WHERE id = ?').run(tree.name, model.id)
  return { modelId: model.id, revision, savedAt: caller.now, problems: problemsOf(db, tree) }
}

/** Begins a draft from the live or the newest version; answers the one that is there. */
export function editRules(db: WriteDb, modelId: number, caller: Caller): RuleDetail {
  const model = requireRuleModel(db, modelId)
  refuseOnTheWay(model)
  ensureDraft(db, model, caller)
  return getRules(db, modelId)
}

export function ensureDraft(db: WriteDb, model: RuleModelRow, caller: Caller): RuleVersionRow {
  const draft = ruleVersion(db, model.id, 'draft')
  if (draft !== undefined) return draft
  const from = shownVersion(db, model.id)
  // The version may be from before a renaming; the model's own name is the one in force.
  const tree = { ...treeOf(from), name: model.name }
  insertDraft(db, model.id, newestVersion(db, model.id).number + 1, JSON.stringify(tree), from.layout, caller)
  if (model.state === 'stopped') db.prepare("UPDATE rule_model SET state = 'draft' WHERE id = ?").run(model.id)
  touch(db, model.id, caller)
  audit(db, 'edit', model.id, model.name, caller)
  return shownVersion(db, model.id)
}

/** Drops the draft; a model that was never published has nothing else and must be deleted instead. */
export function discardRulesDraft(db: WriteDb, modelId: number, caller: Caller): RuleDetail {
  const model = requireRuleModel(db, modelId)
  refuseOnTheWay(model)
  const draft = ruleVersion(db, modelId, 'draft')
  if (draft === undefined) throw new Problem('CONFLICT', `${model.name} has no draft to discard.`)
  const others = db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_version WHERE model_id = ? AND id <> ?').get(modelId, draft.id)?.n ?? 0
  if (others === 0) throw new Problem('CONFLICT', `${model.name} was never published, so its draft is all there is. Delete the model instead.`)
  db.prepare('DELETE FROM rule_version WHERE id = ?').run(draft.id)
  const state = ruleVersion(db, modelId, 'live') === undefined ? 'stopped' : 'live'
  db.prepare('UPDATE rule_model SET state = ?, error = NULL WHERE id = ?').run(state, modelId)
  touch(db, modelId, caller)
  audit(db, 'discard draft', modelId, model.name, caller)
  return getRules(db, modelId)
}

/** Makes a new model whose first draft is this one's draft, or else its live version. */
export function duplicateRules(db: WriteDb, input: { modelId: number; name: string }, caller: Caller): SavedRules {
  requireRuleModel(db, input.modelId)
  const from = shownVersion(db, input.modelId)
  return createRules(db, { tree: { ...treeOf(from), name: input.name }, layout: layoutOf(from) }, caller)
}

/** Deletes the model with its versions and scores; a live one must be stopped first. */
export function removeRules(db: WriteDb, modelId: number, caller: Caller): { removed: boolean } {
  const model = requireRuleModel(db, modelId)
  refuseOnTheWay(model)
  if (ruleVersion(db, modelId, 'live') !== undefined) throw new Problem('CONFLICT', `${model.name} is live and scores leads. Stop it first, then delete it.`)
  db.prepare('DELETE FROM rule_model WHERE id = ?').run(modelId)
  audit(db, 'remove', modelId, model.name, caller)
  return { removed: true }
}

/** Nothing may be changed while a job takes the model live or stops it. */
export function refuseOnTheWay(model: RuleModelRow): void {
  if (model.state === 'going_live') throw new Problem('CONFLICT', `${model.name} is going live. Wait until it is, or cancel that on the Jobs page.`)
  if (model.state === 'stopping') throw new Problem('CONFLICT', `${model.name} is being stopped. Wait until that is done.`)
}

function readOnlySentence(model: RuleModelRow): string {
  return model.state === 'live' ? `${model.name} is live and cannot be changed. Choose Edit to begin a draft of it.` : `${model.name} has no draft. Choose Edit to begin one.`
}

function insertDraft(db: WriteDb, modelId: number, number: number, tree: string, layout: string, caller: Caller): void {
  db.prepare("INSERT INTO rule_version (model_id, number, state, tree, layout, saved_at) VALUES (?, ?, 'draft', ?, ?, ?)").run(modelId, number, tree, layout, caller.now)
}

function touch(db: WriteDb, modelId: number, caller: Caller): void {
  db.prepare('UPDATE rule_model SET updated_at = ?, updated_by = ? WHERE id = ?').run(caller.now, caller.userId, modelId)
}

export function audit(db: WriteDb, action: string, modelId: number, subject: string, { now, userId }: Caller): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(now, userId, `rules.${action}`, subject, JSON.stringify({ modelId }))
}
