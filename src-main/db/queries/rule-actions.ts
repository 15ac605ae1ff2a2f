import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { assertNever } from '#shared/lib/assert'
import type { WriteDb } from '../handles.ts'
import { columnOf, readTable } from './catalog.ts'
import { toStored } from './records-cells.ts'
import { addLeadOption, setLeadColumn } from './rule-lead-set.ts'
import { moveToStage } from './rule-stage-move.ts'

export interface ActionContext {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

/** Does what follows for leads (a JSON array of ids) that have become sales-ready; returns the leads of which something may be otherwise now. */
export function runActions(db: WriteDb, actions: readonly SalesReadyAction[], leads: string, context: ActionContext): number[] {
  const changed = new Set<number>()
  for (const action of actions) for (const id of runAction(db, action, leads, context)) changed.add(id)
  return [...changed]
}

function runAction(db: WriteDb, action: SalesReadyAction, leads: string, context: ActionContext): readonly number[] {
  switch (action.kind) {
    case 'set_field': {
      const column = columnOf(readTable(db, 'lead'), action.column)
      const value = toStored(column, action.value)
      if (column.type === 'option' && typeof value === 'string') addLeadOption(db, column.name, value)
      return setLeadColumn(db, leads, column.name, value, context.now)
    }
    case 'move_stage':
      moveToStage(db, leads, action.stage, context.now)
      return JSON.parse(leads) as number[]
    case 'assign':
      return setLeadColumn(db, leads, 'owner_id', action.userId, context.now)
    case 'create_task':
      createTasks(db, action, leads, context)
      return []
    case 'notify':
      notify(db, action.userId, leads, context)
      return []
    default:
      return assertNever(action)
  }
}

const DAY = 86_400_000

/** One task a lead for its owner; days are those of the workspace's zone. */
function createTasks(db: WriteDb, action: { subject: string; dueDays: number }, leads: string, { now, timeZone }: ActionContext): void {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
  const dueOn = new Date(Date.parse(`${today}T00:00:00Z`) + action.dueDays * DAY).toISOString().slice(0, 10)
  db.prepare('INSERT INTO task (lead_id, owner_id, subject, due_on, created_at) SELECT l.id, l.owner_id, ?, ?, ? FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value').run(action.subject.trim(), dueOn, now, leads)
}

/** Tells one user, or each lead's owner; a lead without an owner is told of to the acting user. */
function notify(db: WriteDb, userId: number | null, leads: string, context: ActionContext): void {
  db.prepare(
    `INSERT INTO notice (user_id, lead_id, sentence, at)
     SELECT coalesce(?, l.owner_id, ?), l.id,
       coalesce(l.name, 'Lead ' || l.id) || coalesce(' of ' || nullif(l.company, ''), '') || ' is sales-ready: '
       || coalesce((SELECT group_concat(m.name || ' gives ' || s.score || ' points', ', ') FROM rule_ready r JOIN rule_model m ON m.id = r.model_id
                    JOIN rule_score s ON s.model_id = r.model_id AND s.lead_id = r.lead_id WHERE r.lead_id = l.id), 'a rule model says so') || '.', ?
     FROM json_each(?) i CROSS JOIN lead l ON l.id = i.value`,
  ).run(userId, context.userId, context.now, leads)
}
