import { createdAt, DAY } from './moments.ts'
import { chance, pick, pickWeighted, streamFor } from './draw.ts'
import { makeFirm, makePerson, type Firm, type Person } from './firms.ts'
import { PROCESSES } from './processes.ts'
import type { RowSink } from './rows.ts'
import { TRUE_EFFECTS, type Seniority } from './true-effects.ts'
import { SENIORITY_WEIGHTS, TITLES } from './words/firms.ts'
import { BUSINESS_UNITS, OWNERS, USERS } from './words/people.ts'
import { PLACES } from './words/places.ts'

/** What is being made: a pure function of these three gives every row. */
export interface SampleOptions {
  readonly leads: number
  readonly seed: number
  /** UTC milliseconds; nothing happens after it. */
  readonly now: number
}

/** Accounts and contacts go back further than the leads. */
const CUSTOMER_DAYS = 1100

export interface CustomerCounts {
  readonly accounts: number
  readonly contacts: number
}

export function customerCounts(leads: number): CustomerCounts {
  return { accounts: Math.max(40, Math.round((leads * 700) / 6000)), contacts: Math.max(120, Math.round((leads * 2500) / 6000)) }
}

/** How many of `count` customers existed three days before `time`; at least one. */
function existing(count: number, time: number, now: number): number {
  const place = 1 - (now - time + 3 * DAY) / (CUSTOMER_DAYS * DAY)
  const share = 0.8 * place + 0.2 * place * place
  return Math.max(1, Math.min(count, Math.floor(count * share)))
}

export interface SampleAccount {
  readonly id: number
  readonly firm: Firm
  readonly ownerId: number
  readonly createdAt: number
}

/** Account `index`, the same whenever it is asked for. */
function accountAt(options: SampleOptions, index: number): SampleAccount {
  const random = streamFor(options.seed, 'account', index)
  const firm = makeFirm(random)
  const ownerId = Number(pickWeighted(random, OWNERS))
  return { id: index + 1, firm, ownerId, createdAt: createdAt(random, index, customerCounts(options.leads).accounts, options.now, CUSTOMER_DAYS) }
}

export interface SampleContact {
  readonly id: number
  readonly account: SampleAccount
  readonly person: Person
  readonly seniority: Seniority
  readonly title: string
  readonly consent: number
  readonly createdAt: number
}

/** Contact `index` with its account, the same whenever it is asked for. */
function contactAt(options: SampleOptions, index: number): SampleContact {
  const random = streamFor(options.seed, 'contact', index)
  const counts = customerCounts(options.leads)
  const time = createdAt(random, index, counts.contacts, options.now, CUSTOMER_DAYS)
  const account = accountAt(options, random.below(existing(counts.accounts, time, options.now)))
  const seniority = pickWeighted(random, SENIORITY_WEIGHTS)
  return {
    id: index + 1, account, seniority, title: pick(random, TITLES[seniority]), consent: 1 + random.below(5),
    person: makePerson(random, account.firm, String(index + 1)), createdAt: Math.max(time, account.createdAt),
  }
}

/** A contact that existed at `time`, chosen by a share in [0, 1). */
export function contactBefore(options: SampleOptions, share: number, time: number): SampleContact {
  return contactAt(options, Math.floor(share * existing(customerCounts(options.leads).contacts, time, options.now)))
}

/** An account that existed at `time`, chosen by a share in [0, 1). */
export function accountBefore(options: SampleOptions, share: number, time: number): SampleAccount {
  return accountAt(options, Math.floor(share * existing(customerCounts(options.leads).accounts, time, options.now)))
}

export function unitOf(ownerId: number): number {
  return USERS[ownerId - 1]?.unit ?? 1
}

/** Users, units, processes and the values that the option columns know. */
export function addSetup(sink: RowSink, now: number): void {
  const since = now - CUSTOMER_DAYS * DAY
  BUSINESS_UNITS.forEach((name, index) => sink.add('business_unit', { id: index + 1, name, parent_id: null, created_at: since, modified_at: since }))
  USERS.forEach((user, index) =>
    sink.add('user', { id: index + 1, name: user.name, email: user.email, manager: user.manager, region: user.region, role: user.role, active: 1, business_unit_id: user.unit, created_at: since, modified_at: since }),
  )
  const known = (table: string, column: string, values: readonly string[]): void =>
    values.forEach((value, position) => sink.add('catalog_option', { table_name: table, column_name: column, value, position }))
  const industries = Object.keys(TRUE_EFFECTS.lead.industry)
  const sources = Object.keys(TRUE_EFFECTS.lead.source)
  for (const table of ['account', 'contact', 'lead']) known(table, 'country', PLACES.map((place) => place.country))
  known('account', 'industry', industries)
  known('lead', 'industry', industries)
  known('lead', 'source', sources)
  known('opportunity', 'source', sources)
  let stageId = 0
  PROCESSES.forEach((process, index) => {
    sink.add('process', { id: index + 1, name: process.name, entity: process.entity, created_at: since, modified_at: since })
    process.stages.forEach((name, position) => {
      stageId += 1
      sink.add('process_stage', { id: stageId, process_id: index + 1, name, position: position + 1, created_at: since, modified_at: since })
    })
  })
}

export function addAccount(sink: RowSink, options: SampleOptions, index: number): void {
  const { id, firm, ownerId, createdAt: created } = accountAt(options, index)
  const random = streamFor(options.seed, 'account gaps', index)
  sink.add('account', {
    id, external_id: `A-${id}`, name: firm.name, industry: firm.industry, employees: chance(random, 0.05) ? null : firm.employees, annual_revenue: chance(random, 0.15) ? null : firm.annualRevenue * 100,
    website: `https://${firm.domain}`, phone: null, city: firm.city, country: firm.place.country, owner_id: ownerId, business_unit_id: unitOf(ownerId), created_at: created, modified_at: created,
  })
}

export function addContact(sink: RowSink, options: SampleOptions, index: number): void {
  const contact = contactAt(options, index)
  const { account, person } = contact
  const random = streamFor(options.seed, 'contact gaps', index)
  sink.add('contact', {
    id: contact.id, external_id: `C-${contact.id}`, first_name: person.firstName, last_name: person.lastName, email: person.email, phone: chance(random, 0.3) ? null : person.phone,
    job_title: contact.title, city: account.firm.city, country: account.firm.place.country, account_id: account.id, consent_level: contact.consent,
    owner_id: account.ownerId, business_unit_id: unitOf(account.ownerId), created_at: contact.createdAt, modified_at: contact.createdAt,
  })
}

