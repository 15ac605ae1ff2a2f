import type { Random } from '#shared/lib/random'
import { unitOf } from './company.ts'
import { chance, pick, sigmoid } from './draw.ts'
import type { LeadPlan } from './lead-plan.ts'
import { laterBy, momentWithin } from './moments.ts'
import type { SampleEvent } from './lead-events.ts'
import type { RowSink, SampleValue } from './rows.ts'

/** Adds the lead as it stands now, with the history of its fields. */
export function addLead(sink: RowSink, random: Random, lead: LeadPlan, now: number): void {
  const end = lead.closed ? lead.plannedClose : now
  const contactedAt = firstTouch(lead, end)
  const state = !lead.closed ? 'open' : lead.qualified ? 'qualified' : 'disqualified'
  const status = !lead.closed ? (contactedAt === null ? 'New' : 'Contacted') : lead.qualified ? 'Qualified' : pick(random, ['Lost', 'No longer interested', 'Cannot contact'])
  const gaps = { industry: chance(random, 0.05), employees: chance(random, 0.08), title: chance(random, 0.05), city: chance(random, 0.06), phone: chance(random, 0.3), website: chance(random, 0.25) }
  // Missing, but not at random: see TRUE_EFFECTS.lead.informativeMissing.
  const revenue = chance(random, sigmoid(-0.7 - 0.9 * lead.interest)) ? null : lead.firm.annualRevenue * 100
  const filledAt = chance(random, 0.06) && revenue !== null ? momentWithin(random, lead.createdAt, end, 1) : null

  const changes: Change[] = []
  if (filledAt !== null) changes.push({ column: 'annual_revenue', from: null, to: revenue, at: filledAt })
  if (contactedAt !== null) changes.push({ column: 'status', from: 'New', to: 'Contacted', at: contactedAt })
  if (lead.closed) {
    changes.push({ column: 'state', from: 'open', to: state, at: lead.plannedClose })
    changes.push({ column: 'status', from: contactedAt === null ? 'New' : 'Contacted', to: status, at: lead.plannedClose })
  }
  const { person, firm, contact, account } = lead
  sink.add('lead', {
    id: lead.id, external_id: `L-${lead.id}`, first_name: person.firstName, last_name: person.lastName, topic: lead.topic, company: firm.name, job_title: gaps.title ? null : lead.title,
    email: person.email, phone: gaps.phone ? null : person.phone, website: gaps.website ? null : `https://${firm.domain}`, city: gaps.city ? null : firm.city, country: firm.place.country,
    industry: gaps.industry ? null : firm.industry, source: lead.source, annual_revenue: revenue, employees: gaps.employees ? null : firm.employees,
    state, status, sales_ready: lead.closed && lead.qualified ? 1 : 0, consent_level: 1 + random.below(5),
    parent_contact_id: contact?.id ?? null, parent_account_id: account?.id ?? null, owner_id: lead.ownerId, business_unit_id: unitOf(lead.ownerId),
    created_at: lead.createdAt, closed_at: lead.closed ? lead.plannedClose : null, modified_at: Math.max(lead.createdAt, ...changes.map((change) => change.at)),
  })
  addChanges(sink, 'lead', lead.id, lead.ownerId, changes)
  for (const event of [...lead.events, ...lead.aftermath]) {
    if (event.at <= now) addEvent(sink, random, event, now, { contact_id: contact?.id ?? null, lead_id: lead.id, opportunity_id: null })
  }
}

function firstTouch(lead: LeadPlan, end: number): number | null {
  const touch = lead.events.find((event) => event.type === 'CallHeld' || event.type === 'EmailSent' || event.type === 'MeetingHeld')
  return touch !== undefined && touch.at < end ? touch.at : null
}

export interface Change {
  readonly column: string
  readonly from: SampleValue
  readonly to: SampleValue
  readonly at: number
}

export function addChanges(sink: RowSink, table: string, recordId: number, userId: number, changes: readonly Change[]): void {
  for (const { column, from, to, at } of changes) {
    sink.add('field_change', { table_name: table, record_id: recordId, column_name: column, old_value: from, new_value: to, changed_at: at, recorded_at: at, user_id: userId })
  }
}

/** Adds an interaction; it is recorded up to an hour after it occurred, never after now. */
export function addEvent(sink: RowSink, random: Random, event: SampleEvent, now: number, parents: { contact_id: number | null; lead_id: number | null; opportunity_id: number | null }): void {
  const recorded = Math.min(now, laterBy(random, event.at, 0, 60))
  sink.add('interaction', {
    type: event.type, occurred_at: event.at, recorded_at: recorded, ...parents, asset: event.asset, journey: event.journey, channel: event.channel, url: event.url, value: event.value,
    created_at: recorded, modified_at: recorded,
  })
}
