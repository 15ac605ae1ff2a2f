import type { Random } from '#shared/lib/random'
import { unitOf } from './company.ts'
import { between, chance, pick } from './draw.ts'
import { addChanges, addEvent, type Change } from './lead-rows.ts'
import { DAY, isoDay } from './moments.ts'
import type { OpportunityPlan } from './opportunity-plan.ts'
import type { RowSink } from './rows.ts'

/** Adds the opportunity as it stands now, with the history of its fields. */
export function addOpportunity(sink: RowSink, random: Random, id: number, plan: OpportunityPlan, now: number): void {
  const state = !plan.closed ? 'open' : plan.won ? 'won' : 'lost'
  const status = !plan.closed ? (chance(random, 0.12) ? 'On hold' : 'In progress') : plan.won ? 'Won' : pick(random, ['Cancelled', 'Out-sold'])
  const changes: Change[] = []
  // The first estimate knows nothing of the real end; each slip adds two to six weeks.
  let estimate = plan.createdAt + Math.round(between(random, 25, 80)) * DAY
  for (const slip of plan.slips) {
    if (slip > now) break
    const later = Math.max(estimate, slip) + Math.round(between(random, 14, 42)) * DAY
    changes.push({ column: 'estimated_close', from: isoDay(estimate), to: isoDay(later), at: slip })
    estimate = later
  }
  if (plan.closed) {
    const before = 'In progress'
    changes.push({ column: 'state', from: 'open', to: state, at: plan.plannedClose }, { column: 'status', from: before, to: status, at: plan.plannedClose })
  }
  const { contact } = plan
  sink.add('opportunity', {
    id, external_id: `O-${id}`, topic: `${plan.topic}, ${contact.account.firm.name}`, account_id: contact.account.id, contact_id: contact.id, lead_id: plan.leadId, source: plan.source,
    estimated_close: isoDay(estimate), estimated_revenue: plan.revenue * 100, actual_revenue: plan.closed && plan.won ? Math.round(plan.revenue * between(random, 0.8, 1.1)) * 100 : null,
    budget: plan.budget === null ? null : plan.budget * 100, state, status, owner_id: plan.ownerId, business_unit_id: unitOf(plan.ownerId),
    created_at: plan.createdAt, closed_at: plan.closed ? plan.plannedClose : null, modified_at: Math.max(plan.createdAt, ...changes.map((change) => change.at)),
  })
  addChanges(sink, 'opportunity', id, plan.ownerId, changes)
  for (const event of [...plan.events, ...plan.aftermath]) {
    if (event.at <= now) addEvent(sink, random, event, now, { contact_id: contact.id, lead_id: null, opportunity_id: id })
  }
}
