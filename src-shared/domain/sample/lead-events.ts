import type { INTERACTION_TYPES } from '../catalog/built-in.ts'
import type { Random } from '#shared/lib/random'
import { between, chance, pick, poisson } from './draw.ts'
import { DAY, momentWithin } from './moments.ts'
import { ASSETS, JOURNEYS, PAGES, PRICING_PAGE } from './words/firms.ts'

type InteractionType = (typeof INTERACTION_TYPES)[number]

export interface SampleEvent {
  readonly type: InteractionType
  readonly at: number
  readonly asset: string | null
  readonly journey: string | null
  readonly channel: string
  readonly url: string | null
  /** Seconds on a page, minutes of a call. */
  readonly value: number | null
}

interface Rate {
  readonly type: InteractionType
  /** Mean count of a lead of average interest. */
  readonly mean: number
  /** How strongly interest multiplies the mean, as exp(pull × interest). */
  readonly pull: number
}

const LEAD_RATES: readonly Rate[] = [
  { type: 'EmailSent', mean: 1.35, pull: 0 },
  { type: 'EmailDelivered', mean: 0.3, pull: 0 },
  { type: 'EmailOpened', mean: 1.2, pull: 0.35 },
  { type: 'EmailClicked', mean: 0.6, pull: 0.7 },
  { type: 'WebsiteVisited', mean: 1.5, pull: 0.45 },
  { type: 'FormVisited', mean: 0.3, pull: 0.3 },
  { type: 'FormSubmitted', mean: 0.42, pull: 0.7 },
  { type: 'EventRegistered', mean: 0.12, pull: 0.2 },
  { type: 'EventAttended', mean: 0.08, pull: 0.3 },
  { type: 'DownloadRequested', mean: 0.18, pull: 0.2 },
  { type: 'CallHeld', mean: 0.6, pull: 0.25 },
  { type: 'MeetingHeld', mean: 0.14, pull: 0.7 },
  { type: 'EmailBounced', mean: 0.12, pull: -0.4 },
  { type: 'EmailUnsubscribed', mean: 0.07, pull: -0.8 },
  { type: 'SurveyAnswered', mean: 0.04, pull: 0 },
]

const OPPORTUNITY_RATES: readonly Rate[] = [
  { type: 'EmailSent', mean: 1, pull: 0 },
  { type: 'CallHeld', mean: 1.1, pull: 0.25 },
  { type: 'MeetingHeld', mean: 0.8, pull: 0.5 },
  { type: 'EmailOpened', mean: 0.6, pull: 0.2 },
]

export interface EventPlan {
  readonly kind: 'lead' | 'opportunity'
  readonly from: number
  /** Planned closing, also when it lies after now. */
  readonly to: number
  /** Latent interest, standard normal. */
  readonly interest: number
  /** Share of the time after which nothing happens any more; 1 for a record that stays warm. */
  readonly warmShare: number
  readonly boughtList: boolean
}

/** Every interaction between creation and planned closing, in order of time; drawn from interest alone, before any outcome. */
export function planEvents(random: Random, plan: EventPlan): SampleEvent[] {
  const until = plan.from + (plan.to - plan.from) * plan.warmShare
  const events: SampleEvent[] = []
  for (const rate of plan.kind === 'lead' ? LEAD_RATES : OPPORTUNITY_RATES) {
    const bounces = rate.type === 'EmailBounced' && plan.boughtList ? 2.5 : 1
    const count = poisson(random, Math.min(12, rate.mean * bounces * Math.exp(rate.pull * plan.interest)))
    for (let made = 0; made < count; made += 1) {
      events.push(makeEvent(random, rate.type, momentWithin(random, plan.from, until, 1.15), plan.interest))
    }
  }
  return events.sort((one, other) => one.at - other.at)
}

/** What happens after closing and would give the outcome away: meetings with the won, goodbyes of the lost. */
export function planAftermath(random: Random, closedAt: number, positive: boolean): SampleEvent[] {
  const until = closedAt + 45 * DAY
  const rates: readonly (readonly [InteractionType, number])[] = positive
    ? [['MeetingHeld', 1.1], ['FormSubmitted', 0.5], ['EmailOpened', 0.5]]
    : [['EmailUnsubscribed', 0.35], ['EmailSent', 0.5], ['EmailBounced', 0.15]]
  return rates.flatMap(([type, mean]) => Array.from({ length: poisson(random, mean) }, () => makeEvent(random, type, momentWithin(random, closedAt + 1, until, 1.5), 0)))
}

function makeEvent(random: Random, type: InteractionType, at: number, interest: number): SampleEvent {
  const journey = chance(random, 0.35) ? pick(random, JOURNEYS) : null
  const base = { type, at, asset: null, journey: null, url: null, value: null }
  switch (type) {
    case 'WebsiteVisited': {
      const pricing = chance(random, Math.min(0.6, 0.22 * Math.exp(0.4 * interest)))
      return { ...base, channel: 'web', url: pricing ? PRICING_PAGE : pick(random, PAGES), value: Math.round(between(random, 8, 240)) }
    }
    case 'FormVisited':
    case 'FormSubmitted':
      return { ...base, journey, channel: 'web', asset: pick(random, ASSETS.form), url: '/contact' }
    case 'EventRegistered':
    case 'EventAttended':
      return { ...base, channel: 'event', asset: pick(random, ASSETS.event) }
    case 'DownloadRequested':
      return { ...base, channel: 'web', asset: pick(random, ASSETS.download), url: '/download' }
    case 'SurveyAnswered':
      return { ...base, channel: 'web', asset: pick(random, ASSETS.survey), value: 1 + random.below(5) }
    case 'CallHeld':
      return { ...base, channel: 'phone', value: Math.round(between(random, 2, 35)) }
    case 'MeetingHeld':
      return { ...base, channel: 'meeting', value: Math.round(between(random, 20, 90)) }
    case 'EmailSent':
    case 'EmailDelivered':
    case 'EmailOpened':
    case 'EmailClicked':
    case 'EmailForwarded':
    case 'EmailBounced':
    case 'EmailUnsubscribed':
    case 'LinkClicked':
    case 'WebsiteClicked':
    case 'SegmentJoined':
    case 'SegmentLeft':
      return { ...base, journey, channel: 'email', asset: pick(random, ASSETS.email) }
  }
}
