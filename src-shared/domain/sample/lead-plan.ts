import type { Random } from '#shared/lib/random'
import { accountBefore, contactBefore, type SampleAccount, type SampleContact, type SampleOptions } from './company.ts'
import { chance, normal, pick, pickWeighted, sigmoid, streamFor } from './draw.ts'
import { makeFirm, makePerson, type Firm, type Person } from './firms.ts'
import { planAftermath, planEvents, type SampleEvent } from './lead-events.ts'
import { createdAt, DAY, duration, SAMPLE_DAYS } from './moments.ts'
import { countEffect, employeesEffect, TRUE_EFFECTS, type Seniority, type Source } from './true-effects.ts'
import { OWNERS } from './words/people.ts'
import { PRICING_PAGE, SENIORITY_WEIGHTS, SOURCE_WEIGHTS, TITLES, TOPICS } from './words/firms.ts'

/** Everything that is true of one lead, also what no column shows. */
export interface LeadPlan {
  readonly id: number
  readonly contact: SampleContact | null
  /** That of the contact; of a person who is not a contact yet, the account whose firm it is, if that is known. */
  readonly account: SampleAccount | null
  readonly firm: Firm
  readonly person: Person
  readonly seniority: Seniority
  readonly title: string
  readonly source: Source
  readonly topic: string
  readonly ownerId: number
  readonly interest: number
  readonly createdAt: number
  /** Lies after now for a lead that is still open. */
  readonly plannedClose: number
  readonly closed: boolean
  /** The outcome at the planned close. */
  readonly qualified: boolean
  /** Log-odds from which the outcome was drawn, noise included. */
  readonly logOdds: number
  /** Interactions up to the planned close, in order of time. */
  readonly events: readonly SampleEvent[]
  /** Interactions after the close, which no model may look at. */
  readonly aftermath: readonly SampleEvent[]
}

/** Share of the leads that belong to a known contact. */
const KNOWN_CONTACT = 0.65
/** Share of the others whose firm is an account all the same: six per cent of all leads. */
const KNOWN_ACCOUNT = 0.06 / (1 - KNOWN_CONTACT)

/** Lead `index`, the same whenever it is asked for. */
export function leadAt(options: SampleOptions, index: number): LeadPlan {
  const random = streamFor(options.seed, 'lead', index)
  const created = createdAt(random, index, options.leads, options.now, SAMPLE_DAYS)
  const plannedClose = created + duration(random, 28, 0.9, 0.25, 240)
  const contact = chance(random, KNOWN_CONTACT) ? contactBefore(options, random.next(), created) : null
  const account = contact?.account ?? accountAlone(options, index, created)
  const firm = contact?.account.firm ?? firmOf(random, account)
  const seniority = contact?.seniority ?? pickWeighted(random, SENIORITY_WEIGHTS)
  const source = pickWeighted(random, SOURCE_WEIGHTS)
  const interest = normal(random)
  const warm = !chance(random, sigmoid(-0.8 - 0.7 * interest))
  const warmShare = warm ? 1 : 0.2 + 0.5 * random.next()
  const events = planEvents(random, { kind: 'lead', from: created, to: plannedClose, interest, warmShare, boughtList: source === 'Bought list' })
  const logOdds = leadLogOdds(random, { firm, source, seniority, interest, events, created, plannedClose })
  const qualified = chance(random, sigmoid(logOdds))
  const closed = plannedClose <= options.now
  return {
    id: index + 1, contact, account, firm, seniority, source, interest, plannedClose, closed, qualified, logOdds, events, createdAt: created,
    person: contact?.person ?? makePerson(random, firm, ''),
    title: contact?.title ?? pick(random, TITLES[seniority]),
    topic: pick(random, TOPICS),
    ownerId: Number(pickWeighted(random, OWNERS)),
    aftermath: closed ? planAftermath(random, plannedClose, qualified) : [],
  }
}

/** The account of a lead whose person is nobody's contact yet; drawn apart, so that nothing else depends on it. */
function accountAlone(options: SampleOptions, index: number, created: number): SampleAccount | null {
  const random = streamFor(options.seed, 'lead account', index)
  return chance(random, KNOWN_ACCOUNT) ? accountBefore(options, random.next(), created) : null
}

/** Draws a firm even where the account gives one, so that what is drawn next stays the same. */
function firmOf(random: Random, account: SampleAccount | null): Firm {
  const drawn = makeFirm(random)
  return account?.firm ?? drawn
}

interface Known {
  readonly firm: Firm
  readonly source: Source
  readonly seniority: Seniority
  readonly interest: number
  readonly events: readonly SampleEvent[]
  readonly created: number
  readonly plannedClose: number
}

/** Sum of TRUE_EFFECTS.lead over what happened before closing. */
function leadLogOdds(random: Random, known: Known): number {
  const effects = TRUE_EFFECTS.lead
  const count = (type: string): number => known.events.filter((event) => event.type === type).length
  const pricing = known.events.filter((event) => event.url === PRICING_PAGE).length
  const { pricingVisit, ...byType } = effects.interactions
  let sum = effects.intercept + effects.industry[known.firm.industry] + effects.source[known.source] + effects.seniority[known.seniority]
  sum += employeesEffect(known.firm.employees) + countEffect(pricingVisit, pricing)
  for (const [type, effect] of Object.entries(byType)) sum += countEffect(effect, count(type))
  const quietDays = (known.plannedClose - (known.events.at(-1)?.at ?? known.created)) / DAY
  sum += effects.quiet.perDay * Math.min(effects.quiet.mostDays, quietDays)
  return sum + effects.interest * known.interest + effects.noise * normal(random)
}
