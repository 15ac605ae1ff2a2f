import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../handles.ts'
import { clockTimes } from './clock.ts'
import { audienceNext } from './compile.ts'
import { keptStatement } from './compiled-rules.ts'
import { currentCatalog } from './catalog-map.ts'
import { liveRules } from './live-rules.ts'
import { runAll } from './statement.ts'
import { scoreRules } from './score-rules.ts'
import { eligibleSql } from './subjects.ts'
import { looksAt, touchedLeads } from './touched.ts'
import { addOutcomes, NO_OUTCOME, type RuleClock, type RuleOutcome, type StoredRules } from './types.ts'

export { touchedLeads }

export interface Rescored extends RuleOutcome {
  /** How many still wait, at least. */
  readonly left: number
}

/** Leads that one save rescores before it answers. */
const AT_ONCE = 200
/** Leads of one turn. */
const TURN = 2000
const HOUR = 3_600_000

/** What makes the score `s` due at a moment, which is given twice; the index has the days. */
export const DUE = 's.next_change_at / 86400000 <= ? / 86400000 AND s.next_change_at <= ?'

const noteSql = 'INSERT OR IGNORE INTO rule_dirty (lead_id, since) SELECT value, ? FROM json_each(?)'

/**
 * Notes the leads whose live scores may depend on the records, for `rescoreDirty`; returns how many. To be called after a
 * record was made or changed with its history, and before one is deleted or changed without.
 */
export function markDirty(db: WriteDb, table: string, ids: readonly number[], { now }: RuleClock): number {
  const leads = touchedLeads(db, liveRules(db), table, ids)
  if (leads.length > 0) db.prepare(noteSql).run(now, JSON.stringify(leads))
  return leads.length
}

/** Scores at once what a saved record touches; leads beyond `limit` are noted for `rescoreDirty`. */
export function rescoreTouched(db: WriteDb, table: string, ids: readonly number[], context: RuleClock, limit = AT_ONCE): RuleOutcome {
  const catalog = currentCatalog(db)
  const models = liveRules(db).filter((model) => looksAt(catalog, model, table))
  const leads = touchedLeads(db, models, table, ids)
  if (leads.length > limit) db.prepare(noteSql).run(context.now, JSON.stringify(leads.slice(limit)))
  return scoreAll(db, models, leads.slice(0, limit), context)
}

/** Scores up to `limit` leads that were noted, the longest waiting first. */
export function rescoreDirty(db: WriteDb, models: readonly StoredRules[], context: RuleClock, limit = TURN): Rescored {
  const leads = db.prepare<{ id: number }>('SELECT lead_id AS id FROM rule_dirty ORDER BY since, lead_id LIMIT ?').all(limit).map(({ id }) => id)
  const outcome = scoreAll(db, models, leads, context)
  db.prepare('DELETE FROM rule_dirty WHERE lead_id IN (SELECT value FROM json_each(?))').run(JSON.stringify(leads))
  return { ...outcome, left: leads.length < limit ? 0 : (db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_dirty').get()?.n ?? 0) }
}

/** Scores what time alone has changed: up to `limit` scores whose next change has come, and leads that have come into an audience. */
export function rescoreDue(db: WriteDb, models: readonly StoredRules[], context: RuleClock, limit = TURN): Rescored {
  const live = JSON.stringify(models.map(({ modelId }) => modelId))
  const now = BigInt(Math.trunc(context.now))
  const due = db
    .prepare<{ model: number; id: number }>(`SELECT s.model_id AS model, s.lead_id AS id FROM rule_score s WHERE ${DUE} AND +s.model_id IN (SELECT value FROM json_each(?)) ORDER BY s.next_change_at / 86400000 LIMIT ?`)
    .all(now, now, live, limit)
  const byModel = Map.groupBy(due, ({ model }) => model)
  let outcome = NO_OUTCOME
  let entering = 0
  for (const model of models) {
    const come = due.length < limit ? comeIn(db, model, context, limit, 'score') : []
    if (come.length === limit) entering += 1
    const leads = new Set([...(byModel.get(model.modelId) ?? []).map(({ id }) => id), ...come])
    outcome = addOutcomes(outcome, scoreRules(db, model, [...leads], context))
  }
  const left = due.length < limit ? entering : (db.prepare<{ n: number }>(`SELECT count(*) AS n FROM rule_score s WHERE ${DUE} AND +s.model_id IN (SELECT value FROM json_each(?))`).get(now, now, live)?.n ?? 0)
  return { ...outcome, left }
}

function scoreAll(db: WriteDb, models: readonly StoredRules[], leads: readonly number[], context: RuleClock): RuleOutcome {
  let outcome = NO_OUTCOME
  if (leads.length > 0) for (const model of models) outcome = addOutcomes(outcome, scoreRules(db, model, leads, context))
  return outcome
}

const looked = new WeakMap<ReadDb, Map<number, number>>()

/** How many scores are missing of leads that have come into an audience with time, counted up to `limit` for each model. */
export function countEntering(db: ReadDb, models: readonly StoredRules[], context: RuleClock, limit: number): number {
  return models.reduce((sum, model) => sum + comeIn(db, model, context, limit, 'count').length, 0)
}

/**
 * Leads without a score whose audience time has opened to them. They have no row that could say when, so that all leads are
 * looked at, at most once an hour; most audiences do not change with time and cost nothing. Those that are found are looked
 * for again unless the caller is about to score them.
 */
function comeIn(db: ReadDb, { modelId, versionId, tree }: StoredRules, context: RuleClock, limit: number, purpose: 'score' | 'count'): number[] {
  const catalog = currentCatalog(db)
  if (audienceNext(catalog, tree).length === 0) return []
  let times = looked.get(db)
  if (times === undefined) looked.set(db, (times = new Map()))
  const last = times.get(versionId)
  if (last !== undefined && context.now >= last && context.now < last + HOUR) return []
  const statement = keptStatement(catalog, tree, `come ${modelId} ${limit}`, () => sql`SELECT m.lead_id AS id FROM (${eligibleSql(catalog, tree, 'range')}) m WHERE NOT EXISTS (SELECT 1 FROM rule_score s WHERE s.model_id = ${BigInt(modelId)} AND s.lead_id = m.lead_id) LIMIT ${BigInt(limit)}`)
  const found = runAll<{ id: number }>(db, statement, { clock: clockTimes(context), after: 0, last: Number.MAX_SAFE_INTEGER, leads: '[]' })
  if (found.length < limit && (found.length === 0 || purpose === 'score')) times.set(versionId, context.now)
  return found.map(({ id }) => id)
}
