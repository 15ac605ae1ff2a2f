import type { RuleModel } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import type { StoredRules } from './types.ts'

interface Known {
  readonly stamp: string
  readonly models: readonly StoredRules[]
}

interface Row {
  readonly id: number
  readonly model_id: number
  readonly tree: string
}

const known = new WeakMap<ReadDb, Known>()

/** The live versions by model, kept parsed beside the connection until one of them changes; two hundred trees take long to read. */
export function liveRules(db: ReadDb): readonly StoredRules[] {
  const stamp = db.prepare<{ stamp: string | null }>("SELECT group_concat(id || ' ' || revision || ' ' || saved_at) AS stamp FROM rule_version WHERE state = 'live'").get()?.stamp ?? ''
  const last = known.get(db)
  if (last?.stamp === stamp) return last.models
  const former = new Map(last?.models.map((model) => [model.versionId, model]))
  const rows = db.prepare<Row>("SELECT id, model_id, tree FROM rule_version WHERE state = 'live' ORDER BY model_id").all()
  // A live version is never changed, so that what was compiled for it stays good.
  const models = rows.map((row) => former.get(row.id) ?? toStored(row))
  known.set(db, { stamp, models })
  return models
}

/** One version with its tree. */
export function storedRules(db: ReadDb, versionId: number): StoredRules {
  const row = db.prepare<Row>('SELECT id, model_id, tree FROM rule_version WHERE id = ?').get(versionId)
  if (row === undefined) throw new Problem('NOT_FOUND', 'This version of the rule model is no longer there. Go back to the list of rule models.')
  return toStored(row)
}

/** The shape was checked when the version was saved. */
function toStored(row: Row): StoredRules {
  return { modelId: row.model_id, versionId: row.id, tree: JSON.parse(row.tree) as RuleModel }
}
