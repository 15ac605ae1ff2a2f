import type { RuleModel } from '#shared/domain/rules/tree'
import type { ReadDb, WriteDb } from '../handles.ts'
import { clockTimes } from './clock.ts'
import { addOutcomes, NO_OUTCOME, type RuleClock, type RuleOutcome, type StoredRules } from './types.ts'
import { removeWithoutSubject, writeScores } from './write-scores.ts'

export interface RuleChunk extends RuleOutcome {
  /** Where the next chunk begins; null when all are done. */
  readonly last: number | null
}

/** Subjects of one statement: a tenth of a second, and few enough to be held in memory. */
const CHUNK = 20_000

/** Only subjects of leads, which an index tells. */
const endOf = (column: string): string => `SELECT max(id) AS id FROM (SELECT DISTINCT ${column} AS id FROM lead WHERE ${column} > ? ORDER BY ${column} LIMIT ?)`
const endSql = { lead: endOf('id'), contact: endOf('parent_contact_id'), account: endOf('parent_account_id') } as const
const sizeSql = { lead: 'SELECT max(id) AS id FROM lead', contact: 'SELECT max(id) AS id FROM contact', account: 'SELECT max(id) AS id FROM account' } as const

/**
 * Scores leads by the model and stores what came out, inside the caller's transaction: all leads, or those given. A score that
 * is as it was is not touched; each other one is written with an entry of history; leads that the model does not score lose
 * theirs. The same call repeated changes nothing.
 */
export function scoreRules(db: WriteDb, model: StoredRules, leads: readonly number[] | null, context: RuleClock): RuleOutcome {
  if (leads !== null) return leads.length === 0 ? NO_OUTCOME : writeScores(db, model, 'list', { clock: clockTimes(context), after: 0, last: 0, leads: JSON.stringify(leads) })
  let outcome = NO_OUTCOME
  let after: number | null = 0
  while (after !== null) {
    const chunk: RuleChunk = scoreRulesChunk(db, model, after, CHUNK, context)
    outcome = addOutcomes(outcome, chunk)
    after = chunk.last
  }
  return outcome
}

/** Scores the leads of the next `limit` subjects after the id `after`; begin with 0 and go on with `last` until it is null. */
export function scoreRulesChunk(db: WriteDb, model: StoredRules, after: number, limit: number, context: RuleClock): RuleChunk {
  const last = rangeEnd(db, model.tree, after, limit)
  if (last === null) return { ...removeWithoutSubject(db, model), last: null }
  return { ...writeScores(db, model, 'range', { clock: clockTimes(context), after, last, leads: '[]' }), last }
}

/** The id of the last of the next `limit` subjects after the id `after`, or null when there are none. */
function rangeEnd(db: ReadDb, tree: RuleModel, after: number, limit: number): number | null {
  return db.prepare<{ id: number | null }>(endSql[tree.target]).get(after, limit)?.id ?? null
}

/** The ends of all ranges of `limit` subjects. */
export function rangeEnds(db: ReadDb, tree: RuleModel, limit: number): number[] {
  const ends: number[] = []
  for (let end = rangeEnd(db, tree, 0, limit); end !== null; end = rangeEnd(db, tree, end, limit)) ends.push(end)
  return ends
}

/** The highest id of a subject of the model; `last / rulesSize` tells how far a scoring in chunks is. */
export function rulesSize(db: ReadDb, tree: RuleModel): number {
  return db.prepare<{ id: number | null }>(sizeSql[tree.target]).get()?.id ?? 0
}
