import { withMadeOf } from '../formulas/users.ts'
import { liveRules, storedRules } from '../rules/live-rules.ts'
import { countEntering, DUE, rescoreDirty, rescoreDue, rescoreTouched, touchedLeads } from '../rules/rescore.ts'
import type { RuleClock, RuleOutcome } from '../rules/types.ts'
import { rescoreRecords } from '../scoring/rescore-records.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import type { ActionContext } from './rule-actions.ts'
import { settleReady, type Settled } from './rule-ready.ts'

/** Leads that one turn of the writer rescores; what is beyond is a job's. */
export const FEW = 200
/** Rules may look at the fields that their own consequences set; so often these are followed before the next minute goes on. */
const ROUNDS = 3

/** Rescores the leads that the saved record touches, with all that follows; leads beyond the first few wait in `rule_dirty`. */
export function rescoreRulesAfter(db: WriteDb, table: string, id: number, context: ActionContext): void {
  keepForPublication(db, table, [id], context.now)
  if (liveRules(db).length === 0) return
  const outcome = rescoreTouched(db, table, [id], context, FEW)
  followScores(db, outcome, context, table === 'lead' ? [id] : [])
}

/** Draws the consequences of new scores, and of what these change in turn; `also` names leads whose score may be as before. */
export function followScores(db: WriteDb, outcome: RuleOutcome, context: ActionContext, also: readonly number[] = []): void {
  let leads: readonly number[] | null = outcome.allLeads ? null : [...new Set([...outcome.changedLeads, ...also])]
  for (let round = 0; round < ROUNDS && (leads === null || leads.length > 0); round += 1) {
    const settled = settleReady(db, leads, context)
    if (settled.changed.length > 0 && settled.changed.length <= FEW) rescoreRecords(db, 'lead', settled.changed, context)
    const seen = seenByRules(db, settled)
    if (seen.length === 0) return
    const again = rescoreTouched(db, 'lead', seen, context, FEW)
    leads = again.allLeads ? null : again.changedLeads
  }
}

/** Leads that rules may see otherwise after the consequences; none where no live model looks at what was changed. */
function seenByRules(db: ReadDb, settled: Settled): readonly number[] {
  if (settled.changed.length === 0) return []
  const looked = withMadeOf(db, 'lead', settled.columns).some((column) => db.prepare("SELECT 1 FROM rule_version WHERE state = 'live' AND instr(tree, ?) > 0 LIMIT 1").get(`"${column}"`) !== undefined)
  return looked ? settled.changed : []
}

/** Remembers what a save touches for versions that are being scored to go live, which may have passed the lead already. */
function keepForPublication(db: WriteDb, table: string, ids: readonly number[], now: number): void {
  const drafts = db.prepare<{ id: number }>("SELECT v.id FROM rule_model m JOIN rule_version v ON v.model_id = m.id AND v.state = 'draft' WHERE m.state = 'going_live'").all()
  if (drafts.length === 0) return
  const leads = touchedLeads(db, drafts.map(({ id }) => storedRules(db, id)), table, ids)
  db.prepare('INSERT OR IGNORE INTO rule_dirty (lead_id, since) SELECT value, ? FROM json_each(?)').run(now, JSON.stringify(leads))
}

export interface Waiting {
  readonly dirty: number
  readonly due: number
}

/**
 * How many leads wait to be rescored, counted up to `limit` each; due are scores that time has changed, and leads that it has
 * brought into an audience. While a model goes live, what was touched waits for it.
 */
export function waitingLeads(db: ReadDb, context: RuleClock, limit: number): Waiting {
  const now = BigInt(Math.trunc(context.now))
  const aged = db
    .prepare<{ n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM rule_score s JOIN rule_version v ON v.id = s.version_id AND v.state = 'live' WHERE ${DUE} LIMIT ?)`)
    .get(now, now, limit)
  const due = aged?.n ?? 0
  return { dirty: touchedWaiting(db, limit), due: due < limit ? Math.min(limit, due + countEntering(db, liveRules(db), context, limit)) : due }
}

/** How many leads wait because a record was changed, counted up to `limit`. */
export function touchedWaiting(db: ReadDb, limit: number): number {
  return isGoingLive(db) ? 0 : (db.prepare<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM rule_dirty LIMIT ?)').get(limit)?.n ?? 0)
}

export function isGoingLive(db: ReadDb): boolean {
  return db.prepare("SELECT 1 FROM rule_model m JOIN job j ON j.id = m.job_id WHERE m.state = 'going_live' AND j.state IN ('queued', 'running') LIMIT 1").get() !== undefined
}

/** Rescores up to `limit` leads that were touched, with all that follows; returns how many and whether more wait. */
export function rescoreWaitingDirty(db: WriteDb, context: ActionContext, limit: number): { scored: number; left: number } {
  const outcome = rescoreDirty(db, liveRules(db), context, limit)
  followScores(db, outcome, context)
  return { scored: outcome.scored, left: outcome.left }
}

/** Rescores up to `limit` scores that time alone has changed, with all that follows. */
export function rescoreWaitingDue(db: WriteDb, context: ActionContext, limit: number): { scored: number; left: number } {
  const outcome = rescoreDue(db, liveRules(db), context, limit)
  followScores(db, outcome, context)
  return { scored: outcome.scored, left: outcome.left }
}
