import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { assertNever } from '#shared/lib/assert'
import type { ReadDb, WriteDb } from '../handles.ts'
import { runActions, type ActionContext } from './rule-actions.ts'
import { setLeadColumn } from './rule-lead-set.ts'
import { readRuleOptions } from './rule-options.ts'
import { qualifyLeads } from './rule-qualify.ts'

export interface Settled {
  readonly becameReady: number
  readonly revoked: number
  readonly qualified: number
  /** Leads of which something was changed, so that rules may see them otherwise. */
  readonly changed: readonly number[]
  /** Columns and tables in which something was changed. */
  readonly columns: readonly string[]
}

/**
 * Draws the consequences of new scores for these leads, or for all: the sales-ready flag with the actions that follow once
 * each time a lead becomes ready, its revocation where that is wanted, and the status Marketing Qualified. Belongs to the
 * transaction that wrote the scores. Run again it changes nothing.
 */
export function settleReady(db: WriteDb, leads: readonly number[] | null, context: ActionContext): Settled {
  const list = leads === null ? null : JSON.stringify(leads)
  const options = readRuleOptions(db)
  const changed = new Set<number>()
  const columns = new Set<string>()
  const remember = (ids: readonly number[], ...names: readonly string[]): number => {
    for (const id of ids) changed.add(id)
    if (ids.length > 0) for (const name of names) columns.add(name)
    return ids.length
  }
  let becameReady = 0
  let revoked = 0
  if (options.automaticSalesReady) {
    const scope: Scope = { list, thresholds: liveThresholds(db) }
    const fallen = dropFallen(db, scope, options.hysteresis)
    const risen = addRisen(db, scope, context.now)
    if (options.revoke && fallen.length > 0) revoked = remember(setLeadColumn(db, withoutModel(db, fallen), 'sales_ready', 0, context.now), 'sales_ready')
    if (risen.length > 0) {
      const ready = setLeadColumn(db, JSON.stringify(risen), 'sales_ready', 1, context.now)
      becameReady = remember(ready, 'sales_ready')
      const open = openLeads(db, ready)
      if (open !== '[]') remember(runActions(db, options.actions, open, context), ...changedBy(options.actions))
    }
  }
  const qualified = remember(qualifyLeads(db, options, list, context.now), 'status')
  return { becameReady, revoked, qualified, changed: [...changed], columns: [...columns] }
}

/** Columns of leads, or tables beside them, that actions write. */
function changedBy(actions: readonly SalesReadyAction[]): string[] {
  return actions.flatMap((action) => {
    switch (action.kind) {
      case 'set_field':
        return [action.column]
      case 'move_stage':
        return ['process_run']
      case 'assign':
        return ['owner_id']
      case 'create_task':
      case 'notify':
        return []
      default:
        return assertNever(action)
    }
  })
}

interface Known {
  readonly stamp: string
  readonly thresholds: string
}

const known = new WeakMap<ReadDb, Known>()

/** Pairs of model and threshold of all live models as JSON, kept beside the connection: reading them out of two hundred trees takes longer than scoring a lead. */
function liveThresholds(db: ReadDb): string {
  const stamp = db.prepare<{ stamp: string | null }>("SELECT group_concat(id || ' ' || saved_at || ' ' || published_at) AS stamp FROM rule_version WHERE state = 'live'").get()?.stamp ?? ''
  const last = known.get(db)
  if (last?.stamp === stamp) return last.thresholds
  const rows = db.prepare<{ id: number; score: number | null }>("SELECT model_id AS id, tree ->> '$.settings.salesReadyScore' AS score FROM rule_version WHERE state = 'live'").all()
  const thresholds = JSON.stringify(rows.flatMap(({ id, score }) => (score === null ? [] : [[id, score]])))
  known.set(db, { stamp, thresholds })
  return thresholds
}

interface Scope {
  /** JSON array of leads, or null for all. */
  readonly list: string | null
  readonly thresholds: string
}

/** Who stands at a threshold less so many points, as a part of a statement that takes the scope's parameters and then the points. */
const standing = (list: string | null): string =>
  `FROM ${list === null ? '' : 'json_each(?) i CROSS JOIN'} json_each(?) t CROSS JOIN rule_score s
   WHERE s.model_id = t.value ->> 0 ${list === null ? '' : 'AND s.lead_id = i.value'} AND s.score >= (t.value ->> 1) - ?`

const scopeOf = ({ list, thresholds }: Scope): string[] => (list === null ? [thresholds] : [list, thresholds])

/** Takes away who is no longer at a threshold less the hysteresis; returns those leads. */
function dropFallen(db: WriteDb, scope: Scope, hysteresis: number): number[] {
  const own = scope.list === null ? '' : 'lead_id IN (SELECT value FROM json_each(?)) AND'
  return db
    .prepare<{ id: number }>(`DELETE FROM rule_ready WHERE ${own} (lead_id, model_id) NOT IN (SELECT s.lead_id, s.model_id ${standing(scope.list)}) RETURNING lead_id AS id`)
    .all(...(scope.list === null ? [] : [scope.list]), ...scopeOf(scope), hysteresis)
    .map(({ id }) => id)
}

/** Notes who is at a threshold and was not before; returns those leads. */
function addRisen(db: WriteDb, scope: Scope, now: number): number[] {
  const rows = db
    .prepare<{ id: number }>(`INSERT OR IGNORE INTO rule_ready (lead_id, model_id, since) SELECT s.lead_id, s.model_id, ? ${standing(scope.list)} RETURNING lead_id AS id`)
    .all(now, ...scopeOf(scope), 0)
  return [...new Set(rows.map(({ id }) => id))]
}

/** Those of the leads that no model holds at its threshold, as a JSON array. */
function withoutModel(db: ReadDb, leads: readonly number[]): string {
  const rows = db.prepare<{ id: number }>('SELECT DISTINCT i.value AS id FROM json_each(?) i WHERE NOT EXISTS (SELECT 1 FROM rule_ready r WHERE r.lead_id = i.value)').all(JSON.stringify(leads))
  return JSON.stringify(rows.map(({ id }) => id))
}

/** Actions are for leads that someone still works on. */
function openLeads(db: ReadDb, leads: readonly number[]): string {
  const rows = db.prepare<{ id: number }>("SELECT l.id FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value WHERE l.state = 'open'").all(JSON.stringify(leads))
  return JSON.stringify(rows.map(({ id }) => id))
}
