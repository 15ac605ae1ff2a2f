import { ruleOptionsSchema, type RuleOptions, type SalesReadyAction } from '#shared/contract/rule-scores'
import { NOT_SET_BY_RULES } from '#shared/domain/rules/set-by-rules'
import { assertNever } from '#shared/lib/assert'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { columnOf, readTable } from './catalog.ts'
import { toStored } from './records-cells.ts'

const KEY = 'ruleOptions'

export const DEFAULT_RULE_OPTIONS: RuleOptions = {
  automaticSalesReady: true,
  automaticQualification: true,
  cleanUpOnStop: true,
  revoke: false,
  hysteresis: 0,
  qualification: { match: 'any', models: [] },
  actions: [],
}

/** What follows from the scores of rule models, with the defaults where nothing was ever saved. */
export function readRuleOptions(db: ReadDb): RuleOptions {
  const stored = db.prepare<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(KEY)
  return stored === undefined ? DEFAULT_RULE_OPTIONS : ruleOptionsSchema.parse(JSON.parse(stored.value))
}

/** Keeps the options; a Problem names the part that does not fit this workspace. */
export function saveRuleOptions(db: WriteDb, options: RuleOptions, context: { now: number; userId: number }): RuleOptions {
  for (const action of options.actions) checkAction(db, action)
  for (const { modelId } of options.qualification.models) {
    const found = db.prepare('SELECT 1 FROM rule_model WHERE id = ?').get(modelId)
    if (found === undefined) throw new Problem('BAD_INPUT', 'One of the models that qualify leads is no longer there. Remove it from the list, then save again.', 'qualification')
  }
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(KEY, JSON.stringify(options))
  db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'rules.options', 'workspace', ?)").run(context.now, context.userId, JSON.stringify(options))
  return options
}

function checkAction(db: ReadDb, action: SalesReadyAction): void {
  switch (action.kind) {
    case 'set_field':
      checkField(db, action.column, action.value)
      return
    case 'move_stage': {
      const found = db.prepare("SELECT 1 FROM process_stage s JOIN process p ON p.id = s.process_id WHERE p.entity = 'lead' AND s.name = ? COLLATE NOCASE").get(action.stage.trim())
      if (found === undefined) throw new Problem('BAD_INPUT', `No process of leads has a stage "${action.stage}". Choose one of its stages, or import the process first.`, 'actions')
      return
    }
    case 'assign':
      checkUser(db, action.userId)
      return
    case 'create_task':
      if (action.subject.trim() === '') throw new Problem('BAD_INPUT', 'The task that follows needs a subject, for example "Call back".', 'actions')
      return
    case 'notify':
      if (action.userId !== null) checkUser(db, action.userId)
      return
    default:
      assertNever(action)
  }
}

function checkField(db: ReadDb, name: string, value: string | number | boolean | null): void {
  const column = columnOf(readTable(db, 'lead'), name)
  if (column.readOnly || NOT_SET_BY_RULES.has(name)) throw new Problem('BAD_INPUT', `${column.label} cannot be set when a lead becomes sales-ready. Choose another field.`, 'actions')
  const stored = toStored(column, value)
  if (column.type === 'lookup' && stored !== null && column.lookupTable !== null) {
    const table = readTable(db, column.lookupTable)
    if (db.prepare(`SELECT 1 FROM "${table.name.replaceAll('"', '""')}" WHERE id = ?`).get(stored) === undefined) {
      throw new Problem('BAD_INPUT', `${column.label} cannot be ${String(value)}: there is no such record. Choose another one.`, 'actions')
    }
  }
}

function checkUser(db: ReadDb, userId: number): void {
  if (db.prepare('SELECT 1 FROM user WHERE id = ? AND active = 1').get(userId) === undefined) {
    throw new Problem('BAD_INPUT', 'The user who is named in the actions is no longer active. Choose another one.', 'actions')
  }
}
