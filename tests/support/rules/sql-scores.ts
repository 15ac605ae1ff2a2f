import type { RuleModel } from '#shared/domain/rules/tree'
import type { OpenDb } from '#main/db/open'
import { evaluateRules } from '#main/db/rules/evaluate'
import { scoreRules } from '#main/db/rules/score-rules'
import type { StoredRules } from '#main/db/rules/types'
import type { Moment } from './naive-expression.ts'

export interface SqlScore {
  readonly score: number
  readonly total: number
  readonly grade: string | null
  readonly contributions: readonly (readonly [count: number, points: number])[]
  readonly nextChangeAt: number | null
}

/** What the compiled statements make of the model, by lead; nothing is kept. */
export function sqlScores(db: OpenDb, model: RuleModel, { now, zone }: Moment): Map<number, SqlScore> {
  return new Map(evaluateRules(db, model, { now, timeZone: zone }).map(({ leadId, ...score }) => [leadId, score]))
}

/** Adds the model as live, in its only version. */
export function storeModel(db: OpenDb, tree: RuleModel, { now }: Moment): StoredRules {
  const modelId = Number(db.prepare("INSERT INTO rule_model (name, state, created_at, updated_at) VALUES (?, 'live', ?, ?)").run(`${tree.name} ${modelCount(db)}`, now, now).lastInsertRowid)
  const versionId = Number(db.prepare("INSERT INTO rule_version (model_id, number, state, tree, saved_at, published_at) VALUES (?, 1, 'live', ?, ?, ?)").run(modelId, JSON.stringify(tree), now, now).lastInsertRowid)
  return { modelId, versionId, tree }
}

function modelCount(db: OpenDb): number {
  return db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_model').get()?.n ?? 0
}

/** The scores that a full rescoring of the model stores, by lead. */
export function storedScores(db: OpenDb, model: StoredRules, { now, zone }: Moment): Map<number, SqlScore> {
  db.transaction(() => scoreRules(db, model, null, { now, timeZone: zone }))
  const rows = db.prepare<{ lead_id: number; score: number; total: number; grade: string | null; contributions: string; next_change_at: number | null }>('SELECT * FROM rule_score WHERE model_id = ?').all(model.modelId)
  return new Map(rows.map((row) => [row.lead_id, { score: row.score, total: row.total, grade: row.grade, contributions: contributionsOf(row.contributions), nextChangeAt: row.next_change_at }]))
}

function contributionsOf(text: string): [number, number][] {
  const parsed: unknown = JSON.parse(text)
  if (!Array.isArray(parsed)) throw new Error(`Contributions are ${text}`)
  return parsed.map((pair: unknown): [number, number] => {
    if (!Array.isArray(pair)) throw new Error(`Contributions are ${text}`)
    return [Number(pair[0]), Number(pair[1])]
  })
}
