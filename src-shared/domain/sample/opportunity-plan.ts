import type { Random } from '#shared/lib/random'
import { contactBefore, type SampleContact, type SampleOptions } from './company.ts'
import { between, chance, normal, pick, pickWeighted, poisson, sigmoid, streamFor } from './draw.ts'
import { planAftermath, planEvents, type SampleEvent } from './lead-events.ts'
import type { LeadPlan } from './lead-plan.ts'
import { createdAt, DAY, duration, momentWithin, SAMPLE_DAYS } from './moments.ts'
import { countEffect, TRUE_EFFECTS, type Source } from './true-effects.ts'
import { SOURCE_WEIGHTS, TOPICS } from './words/firms.ts'
import { OWNERS } from './words/people.ts'

export interface OpportunityPlan {
  readonly contact: SampleContact
  readonly leadId: number | null
  readonly topic: string
  readonly source: Source
  readonly ownerId: number
  readonly interest: number
  readonly createdAt: number
  readonly plannedClose: number
  readonly closed: boolean
  readonly won: boolean
  readonly logOdds: number
  /** In whole units of money. */
  readonly revenue: number
  readonly budget: number | null
  /** Moments at which the estimated close date was put off, before the planned close. */
  readonly slips: readonly number[]
  readonly events: readonly SampleEvent[]
  readonly aftermath: readonly SampleEvent[]
}

/** Opportunities that grow out of lead `index`: one from a qualified lead of a known contact, now and then one of an existing customer without a lead. */
export function opportunitiesOf(options: SampleOptions, lead: LeadPlan, index: number): OpportunityPlan[] {
  const random = streamFor(options.seed, 'opportunity', index)
  const made: OpportunityPlan[] = []
  if (lead.contact !== null && lead.closed && lead.qualified && chance(random, 0.8)) {
    made.push(makeOpportunity(options, random, { contact: lead.contact, created: lead.plannedClose, leadId: lead.id, source: lead.source, topic: lead.topic, ownerId: lead.ownerId }))
  }
  if (chance(random, 0.065)) {
    const created = createdAt(random, index, options.leads, options.now, SAMPLE_DAYS)
    const start = { contact: contactBefore(options, random.next(), created), created, leadId: null, source: pickWeighted(random, SOURCE_WEIGHTS), topic: pick(random, TOPICS), ownerId: Number(pickWeighted(random, OWNERS)) }
    made.push(makeOpportunity(options, random, start))
  }
  return made
}

interface Start {
  readonly contact: SampleContact
  readonly created: number
  readonly leadId: number | null
  readonly source: Source
  readonly topic: string
  readonly ownerId: number
}

function makeOpportunity(options: SampleOptions, random: Random, start: Start): OpportunityPlan {
  const plannedClose = start.created + duration(random, 48, 0.7, 2, 330)
  const interest = normal(random)
  const warmShare = chance(random, sigmoid(-0.8 - 0.7 * interest)) ? between(random, 0.2, 0.7) : 1
  const events = planEvents(random, { kind: 'opportunity', from: start.created, to: plannedClose, interest, warmShare, boughtList: false })
  const slips = Array.from({ length: poisson(random, 0.7) }, () => momentWithin(random, start.created, plannedClose, 0.8)).sort((one, other) => one - other)
  const revenue = Math.max(500, Math.round((20_000 * Math.exp(0.9 * normal(random))) / 100) * 100)
  const budgetFilled = chance(random, sigmoid(0.2 + 0.6 * interest))
  const budget = budgetFilled ? Math.round((revenue * between(random, 0.7, 1.3)) / 100) * 100 : null

  const effects = TRUE_EFFECTS.opportunity
  const count = (type: string): number => events.filter((event) => event.type === type).length
  let logOdds = effects.intercept + effects.industryShare * TRUE_EFFECTS.lead.industry[start.contact.account.firm.industry] + effects.source[start.source]
  logOdds += countEffect(effects.slips, slips.length) + (budgetFilled ? effects.budgetFilled : 0) + effects.revenuePerTenfold * Math.log10(revenue / 20_000)
  for (const [type, effect] of Object.entries(effects.interactions)) logOdds += countEffect(effect, count(type))
  logOdds += effects.quiet.perDay * Math.min(effects.quiet.mostDays, (plannedClose - (events.at(-1)?.at ?? start.created)) / DAY)
  logOdds += effects.interest * interest + effects.noise * normal(random)

  const won = chance(random, sigmoid(logOdds))
  const closed = plannedClose <= options.now
  return {
    contact: start.contact, leadId: start.leadId, topic: start.topic, source: start.source, ownerId: start.ownerId, createdAt: start.created,
    interest, plannedClose, closed, won, logOdds, revenue, budget, slips, events, aftermath: closed ? planAftermath(random, plannedClose, won) : [],
  }
}
