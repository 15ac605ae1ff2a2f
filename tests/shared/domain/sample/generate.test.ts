import { describe, expect, test } from 'vitest'
import { SAMPLE_COLUMNS, type SampleTable, type SampleValue } from '#shared/domain/sample/rows'
import { sampleChunks } from '#shared/domain/sample/generate'
import { leadAt, type LeadPlan } from '#shared/domain/sample/lead-plan'
import { opportunitiesOf } from '#shared/domain/sample/opportunity-plan'
import { TRUE_EFFECTS, type Industry, type Source } from '#shared/domain/sample/true-effects'

const NOW = Date.UTC(2026, 10, 20, 12)
const day = 86_400_000

type Rows = Record<SampleTable, Record<string, SampleValue>[]>

function company(leads: number, seed: number, now = NOW): Rows {
  const rows = Object.fromEntries(Object.keys(SAMPLE_COLUMNS).map((table) => [table, []])) as unknown as Rows
  for (const chunk of sampleChunks({ leads, seed, now })) {
    for (const { table, rows: added } of chunk.tables) {
      for (const values of added) rows[table].push(Object.fromEntries(SAMPLE_COLUMNS[table].map((column, index) => [column, values[index] ?? null])))
    }
  }
  return rows
}

const sample = company(6000, 1)
const plans = Array.from({ length: 6000 }, (_unused, index) => leadAt({ leads: 6000, seed: 1, now: NOW }, index))
const closed = plans.filter((plan) => plan.closed)
const rate = (list: readonly LeadPlan[]): number => list.filter((plan) => plan.qualified).length / list.length

test('the same seed gives the same rows, another seed others', () => {
  expect(company(300, 7)).toEqual(company(300, 7))
  expect(company(300, 7)).not.toEqual(company(300, 8))
})

test('everything moves with now', () => {
  const later = company(300, 7, NOW + 365 * day)
  expect(later.lead.length).toBe(300)
  expect(Math.max(...later.lead.map((lead) => Number(lead['created_at'])))).toBeGreaterThan(NOW + 300 * day)
})

test('it has the size of a small sales team', () => {
  expect(sample.user.map((user) => user['name'])[0]).toBe('Mara Voss')
  expect(sample.user).toHaveLength(8)
  expect(sample.business_unit).toHaveLength(2)
  expect(sample.account).toHaveLength(700)
  expect(sample.contact).toHaveLength(2500)
  expect(sample.lead).toHaveLength(6000)
  expect(sample.opportunity.length).toBeGreaterThan(1250)
  expect(sample.opportunity.length).toBeLessThan(1600)
  expect(sample.interaction.length).toBeGreaterThan(57_000)
  expect(sample.interaction.length).toBeLessThan(63_000)
  expect(sample.process_stage.map((stage) => stage['name'])).toEqual([
    'Inquiry', 'Automated marketing qualification', 'Teleprospecting acceptance', 'Teleprospecting qualification', 'Sales acceptance', 'Qualify', 'Develop', 'Propose', 'Close',
  ])
})

test('about six per cent of the leads have an account but no contact, and share its firm', () => {
  const alone = sample.lead.filter((lead) => lead['parent_contact_id'] === null && lead['parent_account_id'] !== null)
  expect(alone.length / 6000).toBeGreaterThan(0.05)
  expect(alone.length / 6000).toBeLessThan(0.07)
  expect(sample.lead.filter((lead) => lead['parent_contact_id'] !== null).length / 6000).toBeCloseTo(0.65, 1)
  const accounts = new Map(sample.account.map((account) => [account['id'], account]))
  const contacts = new Set(sample.contact.map((contact) => contact['email']))
  for (const lead of alone) {
    const account = accounts.get(lead['parent_account_id'] ?? 0)
    expect([lead['company'], lead['country']]).toEqual([account?.['name'], account?.['country']])
    expect(Number(account?.['created_at'])).toBeLessThanOrEqual(Number(lead['created_at']))
  }
  // a colleague may bear the same name
  expect(alone.filter((lead) => contacts.has(lead['email'])).length).toBeLessThan(5)
})

describe('time', () => {
  test('nothing happens after now or before the record', () => {
    const times = Object.values(sample).flatMap((rows) => rows.flatMap((row) => Object.entries(row).filter(([name, value]) => name.endsWith('_at') && value !== null).map(([, value]) => Number(value))))
    expect(times.reduce((most, time) => Math.max(most, time), 0)).toBeLessThanOrEqual(NOW)
    const created = new Map(sample.lead.map((lead) => [lead['id'], Number(lead['created_at'])]))
    for (const event of sample.interaction) if (event['lead_id'] !== null) expect(Number(event['occurred_at'])).toBeGreaterThanOrEqual(created.get(event['lead_id'] ?? 0) ?? Infinity)
  })

  test('leads are created over the last 24 months, mostly in office hours', () => {
    const times = sample.lead.map((lead) => Number(lead['created_at']))
    expect(Math.min(...times)).toBeGreaterThan(NOW - 730 * day)
    expect(Math.max(...times)).toBeGreaterThan(NOW - 3 * day)
    const office = times.filter((time) => [1, 2, 3, 4, 5].includes(new Date(time).getUTCDay()) && new Date(time).getUTCHours() >= 7 && new Date(time).getUTCHours() < 18)
    expect(office.length / times.length).toBeGreaterThan(0.85)
  })

  test('about seven per cent are open, the newer the more likely', () => {
    const open = sample.lead.filter((lead) => lead['state'] === 'open')
    expect(open.length / 6000).toBeGreaterThan(0.055)
    expect(open.length / 6000).toBeLessThan(0.085)
    const age = (low: number, high: number): number => {
      const within = sample.lead.filter((lead) => NOW - Number(lead['created_at']) >= low * day && NOW - Number(lead['created_at']) < high * day)
      return within.filter((lead) => lead['state'] === 'open').length / within.length
    }
    expect(age(0, 10)).toBeGreaterThan(age(30, 60))
    expect(age(30, 60)).toBeGreaterThan(age(120, 700))
    for (const lead of sample.lead) expect(lead['closed_at'] === null).toBe(lead['state'] === 'open')
  })
})

describe('true effects', () => {
  test('the share that converts is believable', () => {
    expect(rate(closed)).toBeGreaterThan(0.3)
    expect(rate(closed)).toBeLessThan(0.38)
    const won = sample.opportunity.filter((deal) => deal['state'] === 'won').length
    expect(won / sample.opportunity.filter((deal) => deal['state'] !== 'open').length).toBeGreaterThan(0.38)
  })

  test.each(Object.entries(TRUE_EFFECTS.lead.industry).filter(([, effect]) => Math.abs(effect) >= 0.35))('%s moves the raw rate its way', (industry, effect) => {
    const of = closed.filter((plan) => plan.firm.industry === (industry as Industry))
    expect(Math.sign(rate(of) - rate(closed.filter((plan) => plan.firm.industry === 'Manufacturing')))).toBe(Math.sign(effect))
  })

  test.each([['Bought list', -0.15], ['Referral', 0.12]] as const)('%s stands out', (source, difference) => {
    const of = closed.filter((plan) => plan.source === (source as Source))
    const away = rate(of) - rate(closed)
    expect(difference < 0 ? away < difference : away > difference).toBe(true)
  })

  test.each([['FormSubmitted', 1], ['EmailClicked', 1], ['MeetingHeld', 1], ['EmailBounced', -1], ['EmailUnsubscribed', -1]] as const)('%s before closing has the sign %i', (type, sign) => {
    const has = (plan: LeadPlan): boolean => plan.events.some((event) => event.type === type)
    expect(Math.sign(rate(closed.filter(has)) - rate(closed.filter((plan) => !has(plan))))).toBe(sign)
  })

  test('medium firms convert best, and quiet leads worst', () => {
    const size = (low: number, high: number): number => rate(closed.filter((plan) => plan.firm.employees >= low && plan.firm.employees < high))
    expect(size(200, 900)).toBeGreaterThan(size(3, 25))
    expect(size(200, 900)).toBeGreaterThan(size(6000, 60_001))
    const quiet = (plan: LeadPlan): number => (plan.plannedClose - (plan.events.at(-1)?.at ?? plan.createdAt)) / day
    expect(rate(closed.filter((plan) => quiet(plan) < 5))).toBeGreaterThan(rate(closed.filter((plan) => quiet(plan) > 25)) + 0.05)
  })

  test('country and owner have none', () => {
    for (const owner of [2, 3, 4]) expect(Math.abs(rate(closed.filter((plan) => plan.ownerId === owner)) - rate(closed))).toBeLessThan(0.06)
  })

  test('the log-odds tell the outcome apart, and noise remains', () => {
    const sorted = closed.toSorted((one, other) => one.logOdds - other.logOdds)
    const positives = sorted.filter((plan) => plan.qualified).length
    let ranks = 0
    sorted.forEach((plan, index) => {
      if (plan.qualified) ranks += index + 1
    })
    const auc = (ranks - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives))
    expect(auc).toBeGreaterThan(0.78)
    expect(auc).toBeLessThan(0.9)
  })
})

describe('leak traps', () => {
  test('no interaction after closing was used, yet closed records have some that tell the outcome', () => {
    for (const plan of closed) {
      for (const event of plan.events) expect(event.at).toBeLessThanOrEqual(plan.plannedClose)
      for (const event of plan.aftermath) expect(event.at).toBeGreaterThan(plan.plannedClose)
    }
    const after = closed.filter((plan) => plan.aftermath.some((event) => event.type === 'MeetingHeld'))
    expect(after.length).toBeGreaterThan(500)
    expect(rate(after)).toBe(1)
  })

  test('one column is missing with meaning, others by chance', () => {
    const revenue = new Set(sample.lead.filter((lead) => lead['annual_revenue'] === null).map((lead) => lead['id']))
    const city = new Set(sample.lead.filter((lead) => lead['city'] === null).map((lead) => lead['id']))
    expect(rate(closed.filter((plan) => !revenue.has(plan.id))) - rate(closed.filter((plan) => revenue.has(plan.id)))).toBeGreaterThan(0.05)
    expect(Math.abs(rate(closed.filter((plan) => !city.has(plan.id))) - rate(closed.filter((plan) => city.has(plan.id))))).toBeLessThan(0.07)
  })
})

test('runs are active, finished or abandoned, and some go back a stage', () => {
  const statuses = Map.groupBy(sample.process_run, (run) => run['status'])
  for (const status of ['active', 'finished', 'abandoned']) expect(statuses.get(status)?.length ?? 0).toBeGreaterThan(100)
  const visits = Map.groupBy(sample.process_stage_visit, (visit) => visit['process_run_id'])
  const back = [...visits.values()].filter((list) => list.some((visit, index) => Number(visit['process_stage_id']) < Number(list[index - 1]?.['process_stage_id'] ?? 0)))
  expect(back.length).toBeGreaterThan(200)
  for (const list of visits.values()) list.forEach((visit, index) => expect(Number(visit['entered_at'])).toBeGreaterThanOrEqual(Number(list[index - 1]?.['entered_at'] ?? 0)))
})

test('an opportunity grows out of a qualified lead when that closed', () => {
  for (const plan of plans.slice(0, 1000)) {
    for (const deal of opportunitiesOf({ leads: 6000, seed: 1, now: NOW }, plan, plan.id - 1)) {
      if (deal.leadId !== null) expect([plan.qualified, deal.createdAt]).toEqual([true, plan.plannedClose])
    }
  }
})
